using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>How far a result is from what it should be, in units in the last place.</summary>
/// <param name="FromRounded">The distance from the correctly rounded value, which the contract bounds.</param>
/// <param name="FromExact">The distance from the exact value, for reports.</param>
public readonly record struct UlpError(double FromRounded, double FromExact)
{
    public static UlpError None { get; }

    public static UlpError Wrong { get; } = new(double.PositiveInfinity, double.PositiveInfinity);

    public static UlpError Max(UlpError left, UlpError right) =>
        new(Math.Max(left.FromRounded, right.FromRounded), Math.Max(left.FromExact, right.FromExact));

    public static UlpError Of<T>(KernelOperator @operator, T actual, DoubleDouble expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(expected.High);
        if (!T.IsFinite(rounded) || !T.IsFinite(actual))
        {
            return Bits.Of(actual) == Bits.Of(rounded) ? None : Wrong;
        }

        if (@operator == KernelOperator.Softmax)
        {
            // Below the smallest normal number a probability may be flushed to zero.
            bool flushed = actual == T.Zero && expected.High < SmallestNormal<T>();
            return T.IsNegative(actual) ? Wrong : flushed ? None : Distance(actual, rounded, expected, Ulp(rounded));
        }

        return Distance(actual, rounded, expected, Ulp(T.Max(T.Abs(rounded), T.One)));
    }

    /// <summary>For a function of one number, without allowances: the unit is that of the result, or of <paramref name="least"/> where the result is smaller.</summary>
    public static UlpError OfScalar<T>(T actual, DoubleDouble expected, T least)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.CreateTruncating(expected.High);
        return T.IsFinite(rounded) && T.IsFinite(actual)
            ? Distance(actual, rounded, expected, Ulp(T.Max(T.Abs(rounded), least)))
            : Bits.Of(actual) == Bits.Of(rounded) ? None : Wrong;
    }

    private static UlpError Distance<T>(T actual, T rounded, DoubleDouble expected, double ulp)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double value = double.CreateChecked(actual);
        double fromRounded = Math.Abs(value - double.CreateChecked(rounded)) / ulp;
        double fromExact = Math.Abs((DoubleDouble.From(value) - expected).High) / ulp;
        return new(fromRounded, fromExact);
    }

    /// <summary>The distance to the next number away from zero.</summary>
    private static double Ulp<T>(T magnitude)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T next = T.BitIncrement(magnitude);
        return double.CreateChecked(T.IsFinite(next) ? next - magnitude : magnitude - T.BitDecrement(magnitude));
    }

    private static double SmallestNormal<T>() => typeof(T) == typeof(float) ? 1.17549435e-38f : 2.2250738585072014e-308;
}
