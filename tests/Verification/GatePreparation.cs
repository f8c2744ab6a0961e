using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>What a gate makes of a logit before it selects, in double-double, and how far a kernel may be from it.</summary>
public static class GatePreparation
{
    private static readonly DoubleDouble One = DoubleDouble.From(1);

    /// <param name="options">Cap, activation and noise.</param>
    /// <param name="logit">A number above −∞.</param>
    /// <param name="noise">0 where there is none.</param>
    /// <param name="noiseLogit">Null where the noise is added as it is.</param>
    /// <returns>The exact value, and the most that rounding in the order of the contract makes of it.</returns>
    public static (DoubleDouble Value, double Error) Of<T>(SparseTopKGateAttribute options, T logit, T noise, T? noiseLogit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = DoubleDouble.From(double.CreateChecked(logit));
        double error = 0;
        if (options.SoftCap > 0)
        {
            var cap = DoubleDouble.From(options.SoftCap);
            value = Tanh(value / cap) * cap;
            error = TanhError<T>(value.High);
        }

        if (options.Activation != GateActivation.None)
        {
            double size = Math.Max(1, Math.Abs(value.High));
            (value, double bound) = options.Activation switch
            {
                GateActivation.Sigmoid => (Sigmoid(value), (2.5 * Unit<T>(Sigmoid(value).High)) + Smallest<T>()),
                GateActivation.Tanh => (Tanh(value), TanhError<T>(Tanh(value).High)),
                _ => (Gelu(value), 2 * Unit<T>(size)),
            };

            // No slope of the three is above 1.13.
            error = (1.13 * error) + bound;
        }

        if (noise != T.Zero)
        {
            DoubleDouble scale = noiseLogit is { } n ? Softplus(DoubleDouble.From(double.CreateChecked(n))) : One;
            DoubleDouble added = DoubleDouble.From(double.CreateChecked(noise)) * scale;
            value += added;
            error += Unit<T>(value.High) + (noiseLogit is null ? 0 : 4 * Unit<T>(added.High));
        }

        return (value, error);
    }

    /// <summary>The last place of a number's own.</summary>
    private static double Unit<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T size = T.Abs(T.CreateSaturating(value));
        return T.IsFinite(size) ? double.CreateChecked(T.BitIncrement(size) - size) : 0;
    }

    /// <summary>A unit in the last place, and what is the same for all values.</summary>
    private static double TanhError<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Unit<T>(value) + (typeof(T) == typeof(float) ? Math.ScaleB(1, -27) : Math.ScaleB(1, -56));

    /// <summary>What falls below the normal numbers may be 0.</summary>
    private static double Smallest<T>() => typeof(T) == typeof(float) ? 1.17549435e-38 : 2.2250738585072014e-308;

    private static DoubleDouble Tanh(DoubleDouble x)
    {
        if (Math.Abs(x.High) < 1e-5)
        {
            return x - (x * x * x / DoubleDouble.From(3));
        }

        DoubleDouble e = DoubleDouble.Exp(DoubleDouble.From(-2) * (x.High < 0 ? -x : x));
        DoubleDouble tanh = (One - e) / (One + e);
        return x.High < 0 ? -tanh : tanh;
    }

    private static DoubleDouble Sigmoid(DoubleDouble x)
    {
        DoubleDouble e = DoubleDouble.Exp(x.High < 0 ? x : -x);
        return (x.High < 0 ? e : One) / (One + e);
    }

    private static DoubleDouble Softplus(DoubleDouble x) => (x.High > 0 ? x : DoubleDouble.From(0)) + DoubleDouble.Log(One + DoubleDouble.Exp(x.High < 0 ? x : -x));

    /// <summary>x · Φ(x); Φ by the series of odd powers, whose last digits are lost where Φ(−|x|) · |x| is below the last place of 1.</summary>
    private static DoubleDouble Gelu(DoubleDouble x)
    {
        DoubleDouble size = x.High < 0 ? -x : x;
        if (size.High > 9)
        {
            return x.High < 0 ? DoubleDouble.From(0) : x;
        }

        DoubleDouble term = size;
        DoubleDouble sum = size;
        for (int n = 3; term.High > 1e-34 * sum.High; n += 2)
        {
            term = term * size * size / DoubleDouble.From(n);
            sum += term;
        }

        DoubleDouble density = DoubleDouble.Exp(-(size * size) / DoubleDouble.From(2)) / new DoubleDouble(2.5066282746310007, -1.8328579980459167e-16);
        DoubleDouble tail = DoubleDouble.From(0.5) - (density * sum);
        return x.High < 0 ? x * tail : x - (x * tail);
    }
}
