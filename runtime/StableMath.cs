using FusedKernels.Runtime;

namespace FusedKernels;

/// <summary>
/// The functions of one number that surround softmax and cross-entropy, in forms that neither overflow nor cancel.
/// </summary>
/// <remarks>
/// <para>Written as their formulas stand they fail for ordinary arguments: <c>Math.Log(1 + Math.Exp(710))</c> is ∞ and <c>double.ExpM1(1e-20)</c> is 0.</para>
/// <para>Errors are in units in the last place of the exact result, for all arguments. Only IEEE 754 operations are used, so every machine gives the
/// same bits. Floats are computed in doubles and rounded once. NaN gives NaN.</para>
/// </remarks>
public static class StableMath
{
    private const double Log2E = 1.4426950408889634074;

    /// <summary>Below this magnitude (2⁻⁵⁴) the first term of a series is the rounded sum.</summary>
    private const double Tiny = 5.5511151231257827e-17;

    /// <summary>The logistic function 1 / (1 + e⁻ˣ), in [0, 1].</summary>
    /// <remarks>
    /// <para>Error: at most 1 ulp. 0 for −∞, ½ for 0, 1 for +∞. 1 − σ(x) is σ(−x), without the cancellation.</para>
    /// <para>Derivative: <c>Sigmoid(x) * Sigmoid(-x)</c>.</para>
    /// </remarks>
    /// <param name="x">Any number.</param>
    public static double Sigmoid(double x)
    {
        DoubleDouble e = Exp(-Math.Abs(x));
        return ((x < 0 ? e : 1) / (1 + e)).High;
    }

    /// <inheritdoc cref="Sigmoid(double)"/>
    /// <remarks>Error: at most 0.51 ulp.</remarks>
    public static float Sigmoid(float x) => (float)Sigmoid((double)x);

    /// <summary>log σ(x) = −log(1 + e⁻ˣ), never positive: the logarithm of <see cref="Sigmoid(double)"/>.</summary>
    /// <remarks>
    /// <para>Error: at most 1 ulp. −∞ for −∞, 0 for +∞, and about x where x is far below 0.</para>
    /// <para>Derivative: <c>Sigmoid(-x)</c>.</para>
    /// </remarks>
    /// <param name="x">Any number.</param>
    public static double LogSigmoid(double x) => -Softplus(-x);

    /// <inheritdoc cref="LogSigmoid(double)"/>
    /// <remarks>Error: at most 0.51 ulp.</remarks>
    public static float LogSigmoid(float x) => (float)LogSigmoid((double)x);

    /// <summary>log(1 + eˣ), never negative.</summary>
    /// <remarks>
    /// <para>Computed as max(x, 0) + log1p(e⁻ˡˣˡ). Error: at most 1 ulp. 0 for −∞, +∞ for +∞, and about x where x is far above 0.</para>
    /// <para>Derivative: <c>Sigmoid(x)</c>.</para>
    /// </remarks>
    /// <param name="x">Any number.</param>
    public static double Softplus(double x)
    {
        DoubleDouble rest = LogP1(Exp(-Math.Abs(x)));
        return (x > 0 ? x + rest : rest).High;
    }

    /// <inheritdoc cref="Softplus(double)"/>
    /// <remarks>Error: at most 0.51 ulp.</remarks>
    public static float Softplus(float x) => (float)Softplus((double)x);

    /// <summary>log(eᵃ + eᵇ).</summary>
    /// <remarks>
    /// <para>Computed as max(a, b) + log1p(e⁻ˡᵃ⁻ᵇˡ). Error: at most 1 ulp of max(|result|, 1): where the result is near 0, maximum and logarithm cancel.</para>
    /// <para>An argument of −∞ leaves the other one, so that −∞ starts a sum; +∞ gives +∞.</para>
    /// <para>Derivatives: <c>Sigmoid(a - b)</c> and <c>Sigmoid(b - a)</c>.</para>
    /// </remarks>
    /// <param name="a">Any number.</param>
    /// <param name="b">Any number.</param>
    public static double LogAddExp(double a, double b)
    {
        double max = Math.Max(a, b);
        return double.IsFinite(max) ? (max + LogP1(Exp(Math.Min(a, b) - max))).High : max;
    }

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    /// <remarks>Error: at most 0.51 ulp of max(|result|, 1).</remarks>
    public static float LogAddExp(float a, float b) => (float)LogAddExp((double)a, (double)b);

    /// <summary>log(1 − eˣ) for x &lt; 0, never positive: the logarithm of what a probability eˣ leaves.</summary>
    /// <remarks>
    /// <para>The sign is the formula's: literature that writes log1mexp(a) = log(1 − e⁻ᵃ) for a &gt; 0 calls this with −a.</para>
    /// <para>Computed as log(−expm1(x)) from −ln 2 on and as log1p(−eˣ) below (Mächler 2012). Error: at most 1 ulp. −∞ for 0, 0 for −∞, NaN for x &gt; 0.</para>
    /// <para>Derivative: <c>-1 / ExpM1(-x)</c>.</para>
    /// </remarks>
    /// <param name="x">A number that is not positive.</param>
    public static double Log1MExp(double x) => (x < -Scalars.Ln2.High ? LogP1(-Exp(x)) : Scalars.Log(-WideExpM1(x))).High;

    /// <inheritdoc cref="Log1MExp(double)"/>
    /// <remarks>Error: at most 0.51 ulp.</remarks>
    public static float Log1MExp(float x) => (float)Log1MExp((double)x);

    /// <summary>eˣ − 1, at least −1, also where eˣ is 1 but for a rounding.</summary>
    /// <remarks>
    /// <para>Error: at most 1 ulp. x itself near 0 (with its sign), −1 for −∞, +∞ for +∞ and from 709.79 on.</para>
    /// <para>Derivative: <c>Math.Exp(x)</c>.</para>
    /// </remarks>
    /// <param name="x">Any number.</param>
    public static double ExpM1(double x) => WideExpM1(x).High;

    /// <inheritdoc cref="ExpM1(double)"/>
    /// <remarks>Error: at most 0.51 ulp.</remarks>
    public static float ExpM1(float x) => (float)ExpM1((double)x);

    /// <summary>log(1 + x) for x ≥ −1, also where 1 + x is 1 but for a rounding.</summary>
    /// <remarks>
    /// <para>Error: at most 1 ulp. x itself near 0 (with its sign), −∞ for −1, +∞ for +∞, NaN below −1.</para>
    /// <para>Derivative: <c>1 / (1 + x)</c>.</para>
    /// </remarks>
    /// <param name="x">A number not below −1.</param>
    public static double LogP1(double x) => LogP1((DoubleDouble)x).High;

    /// <inheritdoc cref="LogP1(double)"/>
    /// <remarks>Error: at most 0.51 ulp.</remarks>
    public static float LogP1(float x) => (float)LogP1((double)x);

    private static DoubleDouble WideExpM1(double x)
    {
        if (Math.Abs(x) < Tiny)
        {
            return x;
        }

        // Below −40 the result is −1; the comparison lets NaN pass.
        DoubleDouble p = ReducedExpM1(x < -40 ? -40 : x, out int k);

        // 2ᵏ(1 + p) − 1 = 2ᵏ((1 − 2⁻ᵏ) + p).
        return k == 0 ? p : ScaleB(DoubleDouble.Sum(1, -Math.ScaleB(1, -k)) + p, k);
    }

    internal static DoubleDouble LogP1(DoubleDouble x) => Math.Abs(x.High) < Tiny ? x : Scalars.Log(1 + x);

    private static DoubleDouble Exp(double x)
    {
        // Below −746 the result is 0; the comparison lets NaN pass.
        DoubleDouble p = ReducedExpM1(x < -746 ? -746 : x, out int k);
        return ScaleB(1 + p, k);
    }

    /// <summary>p with eˣ = 2ᵏ(1 + p), |p| &lt; ½, for x from −746 on.</summary>
    private static DoubleDouble ReducedExpM1(double x, out int k)
    {
        x = x > 710 ? 710 : x;
        double multiple = Math.Round(x * Log2E);
        k = double.IsNaN(x) ? 0 : (int)multiple;
        DoubleDouble remainder = x - (Scalars.Ln2 * multiple);
        double r = remainder.High;

        // Taylor's series: at |r| ≤ ln 2 / 2 its first missing term is below 2⁻⁶⁶ of r.
        double q = 1 / 1307674368000.0;
        q = Math.FusedMultiplyAdd(q, r, 1 / 87178291200.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 6227020800.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 479001600.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 39916800.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 3628800.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 362880.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 40320.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 5040.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 720.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 120.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 24.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 6.0);
        q = Math.FusedMultiplyAdd(q, r, 1 / 2.0);
        return remainder + (r * r * q);
    }

    private static DoubleDouble ScaleB(DoubleDouble x, int exponent) => new(Math.ScaleB(x.High, exponent), Math.ScaleB(x.Low, exponent));
}
