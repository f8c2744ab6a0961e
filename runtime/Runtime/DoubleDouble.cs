using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>A number as the unevaluated sum of two doubles, about 106 bits: what a kernel's scalars (one for each row) are computed in.</summary>
/// <remarks>The sums and products are the error-free ones of Dekker (1971) and Knuth; only additions, multiplications, divisions and fused multiply-adds, so that every machine gives the same bits.</remarks>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What <paramref name="High"/> leaves, at most half an ulp of it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DoubleDouble(double High, double Low) : IRowScalars<DoubleDouble, double, DoubleDouble>
{
    /// <inheritdoc/>
    public static int Rows => 1;

    /// <summary>A double as it is.</summary>
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    /// <summary>The exact sum of two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Sum(double left, double right)
    {
        double sum = left + right;
        double part = sum - left;
        return Finite(sum, (left - (sum - part)) + (right - part));
    }

    /// <summary>The exact product of two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Product(double left, double right)
    {
        double product = left * right;
        return Finite(product, Math.FusedMultiplyAdd(left, right, -product));
    }

    /// <summary>Sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble sum = Sum(left.High, right.High);
        return Normalized(sum.High, sum.Low + (left.Low + right.Low));
    }

    /// <summary>Opposite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    /// <summary>Difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + -right;

    /// <summary>Product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble product = Product(left.High, right.High);
        return Normalized(product.High, product.Low + Math.FusedMultiplyAdd(left.High, right.Low, left.Low * right.High));
    }

    /// <summary>Quotient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        // One division and a Newton step: a second division would double the wait.
        double inverse = 1 / right.High;
        double quotient = left.High * inverse;
        if (double.IsInfinity(right.High))
        {
            return quotient;
        }

        double remainder = Math.FusedMultiplyAdd(-quotient, right.High, left.High) + left.Low - (quotient * right.Low);
        return Normalized(quotient, remainder * inverse);
    }

    /// <summary>The nearest double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static explicit operator double(DoubleDouble value) => value.High;

    /// <inheritdoc/>
    public static DoubleDouble Create(double value) => value;

    /// <inheritdoc/>
    public static DoubleDouble Load(ReadOnlySpan<double> values, int row) => values[row];

    /// <inheritdoc/>
    public static DoubleDouble LoadSum(ReadOnlySpan<DoubleDouble> sums, int row) => sums[row];

    /// <inheritdoc/>
    public static DoubleDouble Broadcast(DoubleDouble value) => value;

    /// <inheritdoc/>
    public static DoubleDouble SelectGreater(DoubleDouble left, DoubleDouble right, DoubleDouble whenTrue, DoubleDouble whenFalse) => left.High > right.High ? whenTrue : whenFalse;

    /// <inheritdoc/>
    public static bool AnyAtMost(DoubleDouble left, DoubleDouble right) => left.High <= right.High;

    /// <inheritdoc/>
    public static DoubleDouble AtLeast(DoubleDouble least, DoubleDouble value) => value.High < least.High ? least : value;

    /// <inheritdoc/>
    public static DoubleDouble Log(DoubleDouble value, DoubleDouble exponent) => Scalars.Log(value, exponent.High);

    /// <inheritdoc/>
    /// <remarks>The rounding error of 1 + others/own is made good (Kahan; to divide it by the argument would change less than it can say).</remarks>
    public static (DoubleDouble Log, DoubleDouble Inverse) LogAndInverse(DoubleDouble total, DoubleDouble exponent, DoubleDouble sum, DoubleDouble own, DoubleDouble others)
    {
        DoubleDouble inverse = 1 / sum;
        if (!(own.High > others.High))
        {
            return (Log(total, exponent), inverse);
        }

        DoubleDouble ratio = others / own;
        DoubleDouble ratioAndOne = 1 + ratio;
        return (Log(ratioAndOne, 0) + (ratio - (ratioAndOne - 1)), inverse);
    }

    /// <summary>As the two doubles that it is.</summary>
    public (double High, double Low) Split() => (High, Low);

    /// <inheritdoc/>
    public void StoreSum(Span<DoubleDouble> sums, int row) => sums[row] = this;

    /// <inheritdoc/>
    public void Store(Span<double> values, int row) => values[row] = High;

    /// <inheritdoc/>
    public void Split(Span<double> highs, Span<double> lows, int row) => (highs[row], lows[row]) = Split();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return double.IsFinite(high) ? Finite(sum, high - sum + low) : high;
    }

    // An infinite or NaN number has no second part: ∞ − ∞ would turn the first into NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Finite(double high, double low) => new(high, double.IsFinite(high) ? low : 0);
}
