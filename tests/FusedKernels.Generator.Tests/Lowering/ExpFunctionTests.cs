using System.Numerics;
using FusedKernels.Generator.Lowering.Functions;
using Xunit;

namespace FusedKernels.Generator.Tests.Lowering;

/// <summary>The exponential's polynomials are as near to it as they say, in exact arithmetic.</summary>
public sealed class ExpFunctionTests
{
    /// <summary>Bits after the binary point: numbers are integers, scaled.</summary>
    private const int Bits = 256;

    /// <summary>Far more than the error has extrema.</summary>
    private const int Samples = 2000;

    private static readonly BigInteger One = BigInteger.One << Bits;

    [Fact]
    public void SinglePolynomialKeepsItsError() => AssertError(ExpFunction.SingleError, 8, [.. ExpFunction.SingleCoefficients.Select(static coefficient => (double)(float)coefficient)]);

    [Fact]
    public void DoublePolynomialKeepsItsError() => AssertError(ExpFunction.DoubleError, 1, ExpFunction.DoubleCoefficients);

    /// <summary>A stated error that is too large is as wrong as one that is too small.</summary>
    private static void AssertError(double stated, int steps, double[] coefficients)
    {
        BigInteger half = Log2() / (2 * steps);
        double worst = Enumerable.Range(-Samples, (2 * Samples) + 1).Max(i => RelativeError(half * i / Samples, coefficients));
        Assert.InRange(worst, 0.9 * stated, stated);
    }

    private static double RelativeError(BigInteger r, double[] coefficients)
    {
        BigInteger polynomial = 0;
        foreach (double coefficient in coefficients.Reverse())
        {
            polynomial = ((polynomial + Exact(coefficient)) * r) >> Bits;
        }

        BigInteger exp = Exp(r);
        return Math.Abs((double)(((polynomial + One - exp) << Bits) / exp)) * Math.ScaleB(1, -Bits);
    }

    /// <summary>Taylor's series, to its last bit.</summary>
    private static BigInteger Exp(BigInteger r)
    {
        BigInteger sum = One;
        BigInteger term = One;
        for (int n = 1; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            term = ((term * r) >> Bits) / n;
            sum += term;
        }

        return sum;
    }

    /// <summary>ln 2 = Σ 1 / (n · 2^n).</summary>
    private static BigInteger Log2() => Enumerable.Range(1, Bits).Aggregate(BigInteger.Zero, static (sum, n) => sum + ((One >> n) / n));

    /// <summary>A double as it is: its last bit is far above the last of <see cref="Bits"/>.</summary>
    private static BigInteger Exact(double value) => new BigInteger(Math.ScaleB(value, 128)) << (Bits - 128);
}
