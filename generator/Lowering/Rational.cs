using System.Globalization;
using System.Numerics;

namespace FusedKernels.Generator.Lowering;

/// <summary>An exact fraction, for constants that are rounded once.</summary>
internal readonly struct Rational(BigInteger numerator, BigInteger denominator)
{
    /// <summary>ln 2 to 70 decimals.</summary>
    public static readonly Rational Ln2 = new(
        BigInteger.Parse("6931471805599453094172321214581765680755001343602552541206800094933936", CultureInfo.InvariantCulture),
        BigInteger.Pow(10, 70));

    public static Rational One => new(1, 1);

    private BigInteger Numerator { get; } = numerator;

    private BigInteger Denominator { get; } = denominator;

    public static Rational operator *(Rational left, Rational right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static Rational operator -(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>The exact value of a finite double.</summary>
    public static Rational FromDouble(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7FF);
        BigInteger significand = (bits & 0xFFFFFFFFFFFFF) | (field == 0 ? 0 : 1L << 52);
        int exponent = Math.Max(field, 1) - 1075;
        BigInteger signed = bits < 0 ? -significand : significand;
        return exponent >= 0 ? new(signed << exponent, 1) : new(signed, BigInteger.One << -exponent);
    }

    public Rational Power(int exponent) => new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent));

    /// <summary>The nearest number of <paramref name="precision"/> bits, ties to even.</summary>
    public double Round(int precision)
    {
        if (Numerator.IsZero)
        {
            return 0;
        }

        BigInteger magnitude = BigInteger.Abs(Numerator);
        int shift = precision - (BitLength(magnitude) - BitLength(Denominator));
        while (true)
        {
            BigInteger dividend = shift > 0 ? magnitude << shift : magnitude;
            BigInteger divisor = shift < 0 ? Denominator << -shift : Denominator;
            BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
            if (BitLength(quotient) > precision)
            {
                shift--;
                continue;
            }

            int half = (remainder << 1).CompareTo(divisor);
            if (half > 0 || (half == 0 && !quotient.IsEven))
            {
                quotient++;
            }

            return Numerator.Sign * Scale((double)quotient, -shift);
        }
    }

    private static double Scale(double value, int exponent)
    {
        // In two steps, since 2^exponent alone may leave the range.
        int half = exponent / 2;
        return value * Math.Pow(2, half) * Math.Pow(2, exponent - half);
    }

    private static int BitLength(BigInteger value)
    {
        int bits = 0;
        for (byte[] bytes = value.ToByteArray(); bits < bytes.Length * 8 && !(value >> bits).IsZero; bits += 64)
        {
        }

        while (bits > 0 && (value >> (bits - 1)).IsZero)
        {
            bits--;
        }

        return bits;
    }
}
