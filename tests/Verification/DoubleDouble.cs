namespace FusedKernels.Verification;

/// <summary>
/// An unevaluated sum of two doubles, about 106 bits: the wide type of double.
/// Sums and products after Dekker (1971) and Knuth's TwoSum, with a fused multiply-add for the product's error.
/// </summary>
public readonly record struct DoubleDouble(double High, double Low) : IWide<DoubleDouble>
{
    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>1 ÷ k for the terms of the exponential's series: |r| ≤ ln2 ÷ 128 leaves 2⁻¹¹⁵ of the sum after the last.</summary>
    private static readonly DoubleDouble[] Inverses = [.. Enumerable.Range(1, 12).Select(term => From(1) / From(term))];

    /// <summary>The argument of the series is halved, and the result squared, so many times.</summary>
    private const int ExpSquarings = 6;

    public static DoubleDouble From(double value) => new(value, 0);

    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        double sum = left.High + right.High;
        if (!double.IsFinite(sum))
        {
            return new(sum, 0);
        }

        double part = sum - left.High;
        double error = left.High - (sum - part) + (right.High - part);
        (double low, double lowError) = TwoSum(left.Low, right.Low);
        (sum, error) = FastTwoSum(sum, error + low);
        (sum, error) = FastTwoSum(sum, error + lowError);
        return new(sum, error);
    }

    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + (-right);

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        double product = left.High * right.High;
        if (!double.IsFinite(product))
        {
            return new(product, 0);
        }

        double error = Math.FusedMultiplyAdd(left.High, right.High, -product);
        error = Math.FusedMultiplyAdd(left.High, right.Low, Math.FusedMultiplyAdd(left.Low, right.High, error));
        (product, error) = FastTwoSum(product, error);
        return new(product, error);
    }

    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        double quotient = left.High / right.High;
        if (!double.IsFinite(quotient) || double.IsInfinity(right.High))
        {
            return new(quotient, 0);
        }

        // Near the ends of the range the products would overflow.
        if (Math.Abs(left.High) > 1e300)
        {
            DoubleDouble scaled = left.Scale(-100) / right;
            return double.IsFinite(scaled.Scale(100).High) ? scaled.Scale(100) : From(scaled.Scale(100).High);
        }

        DoubleDouble rest = left - (right * From(quotient));
        double second = rest.High / right.High;
        rest -= right * From(second);
        double third = rest.High / right.High;
        (quotient, second) = FastTwoSum(quotient, second);
        return new DoubleDouble(quotient, second) + From(third);
    }

    public static DoubleDouble Exp(DoubleDouble value)
    {
        // Far outside, the result is 0 or ∞ also with the low part; NaN passes.
        if (!(Math.Abs(value.High) < 1000))
        {
            return From(Math.Exp(value.High));
        }

        double exponent = Math.Round(value.High / Ln2.High);
        DoubleDouble rest = value - (Ln2 * From(exponent));
        rest = rest.Scale(-ExpSquarings);

        DoubleDouble sum = From(0);
        for (int i = Inverses.Length - 1; i >= 0; i--)
        {
            sum = (rest + (rest * sum)) * Inverses[i];
        }

        // (1 + s)² − 1 = 2s + s²: the 1 stays out until the end, so that no bits of s are lost.
        for (int i = 0; i < ExpSquarings; i++)
        {
            sum = sum.Scale(1) + (sum * sum);
        }

        return (From(1) + sum).Scale((int)exponent);
    }

    /// <summary>One step of Newton's method from the double's logarithm, which squares its error.</summary>
    public static DoubleDouble Log(DoubleDouble value)
    {
        double start = Math.Log(value.High);
        return double.IsFinite(start) ? From(start) + ((value * Exp(From(-start))) - From(1)) : From(start);
    }

    public DoubleDouble ToDoubleDouble() => this;

    private DoubleDouble Scale(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    private static (double Sum, double Error) TwoSum(double left, double right)
    {
        double sum = left + right;
        double part = sum - left;
        return (sum, left - (sum - part) + (right - part));
    }

    /// <summary>For |left| ≥ |right|.</summary>
    private static (double Sum, double Error) FastTwoSum(double left, double right)
    {
        double sum = left + right;
        return (sum, right - (sum - left));
    }
}
