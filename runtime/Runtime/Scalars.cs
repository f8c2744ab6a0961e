using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>Functions of one number, for the scalars of a row: only IEEE operations, so that the bits do not depend on a machine's C library.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scalars
{
    private const double Ln2High = 0.6931471805599453094;
    private const double Ln2Low = 2.3190468138462995584e-17;
    private const double Sqrt2 = 1.4142135623730951;
    private const double Log2E = 1.4426950408889634074;

    /// <summary>ln 2 to 106 bits.</summary>
    internal static DoubleDouble Ln2 => new(Ln2High, Ln2Low);

    /// <summary>Two floats whose sum is a double to 48 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float High, float Low) SplitSingle(double value)
    {
        float high = (float)value;
        return float.IsFinite(high) ? (high, (float)(value - high)) : (high, 0f);
    }

    /// <summary>Two doubles whose sum is the number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double High, double Low) SplitDouble(DoubleDouble value) => (value.High, value.Low);

    /// <summary>exp(x), within 1 ulp where the result is normal; below that it falls to 0, above the largest double to ∞.</summary>
    public static double Exp(double x)
    {
        // Beyond these the result is 0 or ∞ whatever follows; the comparison lets NaN pass.
        x = x < -746 ? -746 : x > 710 ? 710 : x;
        double k = Math.Round(x * Log2E);
        double r = Math.FusedMultiplyAdd(-k, Ln2High, x);
        r = Math.FusedMultiplyAdd(-k, Ln2Low, r);

        // Taylor's series: at |r| <= ln 2 / 2 its first missing term is below 2^-62.
        double p = 1;
        for (int n = 14; n > 0; n--)
        {
            p = Math.FusedMultiplyAdd(p, r / n, 1);
        }

        return double.IsNaN(x) ? x : Math.ScaleB(p, (int)k);
    }

    /// <summary>1 / (1 + e⁻ˣ), within 3 ulp where the result is normal.</summary>
    internal static double Sigmoid(double x)
    {
        double e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>log(x · 2^exponent) for x &gt; 0, to about 2^-57 of max(1, |result|): −∞ for 0, NaN for NaN, +∞ for +∞.</summary>
    /// <remarks>x = m · 2^j with m in [√½, √2]; log m = 2 artanh(s), s = (m − 1)/(m + 1) (Tang 1990); j · ln 2 is added in two parts.</remarks>
    public static DoubleDouble Log(DoubleDouble x, double exponent = 0)
    {
        if (!(x.High > 0) || double.IsInfinity(x.High))
        {
            return x.High == 0 ? double.NegativeInfinity : x.High > 0 ? double.PositiveInfinity : double.NaN;
        }

        int j = Math.ILogB(x.High);
        DoubleDouble m = new(Math.ScaleB(x.High, -j), Math.ScaleB(x.Low, -j));
        if (m.High > Sqrt2)
        {
            m = new DoubleDouble(m.High / 2, m.Low / 2);
            j++;
        }

        DoubleDouble s = (m - 1.0) / (m + 1.0);
        double z = s.High * s.High;
        double p = 2.0 / 27;
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 25);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 23);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 21);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 19);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 17);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 15);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 13);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 11);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 9);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 7);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 5);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 3);

        // log m = 2s + s z p: the first part carries the accuracy, the second is small beside it.
        DoubleDouble log = (s + s) + new DoubleDouble(s.High * z * p, 0);
        return (Ln2 * (exponent + j)) + log;
    }

    /// <summary>log(x · 2^exponent) of positive, normal doubles, within 60 ulp of max(1, |result|), a millionth of the ulp of the floats that it ends in; NaN for 0, for less and for NaN.</summary>
    /// <remarks>As above with one double for each number, ln 2 too, and a shorter series.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TDoubles Log<TDoubles>(TDoubles x, TDoubles exponent)
        where TDoubles : struct, IDoubles<TDoubles>
    {
        (TDoubles numerator, TDoubles denominator, TDoubles j) = Reduce(x, exponent);
        return TDoubles.SelectGreater(x, TDoubles.Create(0), LogOf(numerator / denominator, j), TDoubles.Create(double.NaN));
    }

    /// <summary>log(1 + others/own) where own &gt; others, to 2^-44 of itself, log(total · 2^exponent) elsewhere, to 2^-44 of max(1, |result|); and 1 ÷ sum.</summary>
    /// <remarks>One division for both. s of 1 + others/own needs no rounded sum: others / (2 own + others), and (others − own) / (3 own + others) from √2 on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (TDoubles Log, TDoubles Inverse) LogAndInverse<TDoubles>(TDoubles total, TDoubles exponent, TDoubles sum, TDoubles own, TDoubles others)
        where TDoubles : struct, IDoubles<TDoubles>
    {
        TDoubles zero = TDoubles.Create(0);
        TDoubles one = TDoubles.Create(1);
        TDoubles middle = own * TDoubles.Create(Sqrt2 - 1);
        TDoubles octave = TDoubles.SelectGreater(others, middle, one, zero);
        (TDoubles numerator, TDoubles denominator, TDoubles j) = Reduce(total, exponent);
        numerator = TDoubles.SelectGreater(own, others, others - TDoubles.SelectGreater(others, middle, own, zero), numerator);
        denominator = TDoubles.SelectGreater(own, others, TDoubles.FusedMultiplyAdd(own, octave + TDoubles.Create(2), others), denominator);
        j = TDoubles.SelectGreater(own, others, octave, j);

        // A sum in units of a block that lies far below all others may be infinite.
        TDoubles largest = TDoubles.Create(1e300);
        sum = TDoubles.SelectGreater(sum, largest, largest, sum);
        TDoubles inverse = one / (sum * denominator);
        return (LogOf(numerator * (sum * inverse), j), denominator * inverse);
    }

    /// <summary>x · 2^exponent = m · 2^j as (m − 1, m + 1, j).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TDoubles Numerator, TDoubles Denominator, TDoubles Exponent) Reduce<TDoubles>(TDoubles x, TDoubles exponent)
        where TDoubles : struct, IDoubles<TDoubles>
    {
        TDoubles one = TDoubles.Create(1);
        TDoubles m = TDoubles.Significand(x);
        return (m - one, m + one, TDoubles.Exponent(x) + exponent);
    }

    /// <summary>2 artanh(s) + j · ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDoubles LogOf<TDoubles>(TDoubles s, TDoubles j)
        where TDoubles : struct, IDoubles<TDoubles>
    {
        TDoubles z = s * s;
        TDoubles zz = z * z;

        // The series' even and odd terms side by side: half the wait.
        TDoubles even = TDoubles.FusedMultiplyAdd(TDoubles.Create(2.0 / 15), zz, TDoubles.Create(2.0 / 11));
        TDoubles odd = TDoubles.FusedMultiplyAdd(TDoubles.Create(2.0 / 13), zz, TDoubles.Create(2.0 / 9));
        even = TDoubles.FusedMultiplyAdd(even, zz, TDoubles.Create(2.0 / 7));
        odd = TDoubles.FusedMultiplyAdd(odd, zz, TDoubles.Create(2.0 / 5));
        even = TDoubles.FusedMultiplyAdd(even, zz, TDoubles.Create(2.0 / 3));
        TDoubles log = TDoubles.FusedMultiplyAdd(s * z, TDoubles.FusedMultiplyAdd(odd, z, even), s + s);
        return TDoubles.FusedMultiplyAdd(j, TDoubles.Create(Ln2High), log);
    }
}
