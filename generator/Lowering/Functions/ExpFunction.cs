namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>
/// exp((x − shift) / T) · 2^(headroom − exponent) on each lane, in the words of any target.
/// </summary>
/// <remarks>
/// Valid for every argument: 0 below the reference's floor, −∞ included, NaN for NaN; its error shows in the kernels' own bound, which
/// the numeric tests hold every result against. The reduction is Cody and Waite's with fused multiply-adds, to whole powers of two for doubles
/// and to powers of 2^(1/8) for floats (Tang 1989; every target looks them up in registers): the first multiply-add is exact, the second rounds
/// by at most 2^-26. The polynomials are 1 + r + r² q(r), fitted by Remez exchange on |r| ≤ ½ ln 2 / steps to the least relative error
/// (<c>eng/fit-exp.py</c>), 2.6e-8 for floats and 3.7e-18 for doubles before their coefficients are rounded.
/// </remarks>
internal static class ExpFunction
{
    /// <summary>The greatest relative error of the polynomial for floats, its coefficients rounded to floats.</summary>
    public const double SingleError = 2.59e-8;

    /// <summary>The greatest relative error of the polynomial for doubles, its coefficients rounded to doubles: what that of r² adds is twice the fit's own.</summary>
    public const double DoubleError = 1.11e-17;

    /// <summary>From the first power of r on, for floats.</summary>
    public static readonly double[] SingleCoefficients = [1, 0.5000645362443661, 0.16666858581837878];

    /// <summary>From the first power of r on, for doubles.</summary>
    public static readonly double[] DoubleCoefficients =
    [
        1, 0.5000000000000011, 0.1666666666666641, 0.041666666666529725, 0.008333333333494982, 0.0013888888943760053,
        0.00019841269505763468, 2.4801492949578704e-05, 2.755758681412301e-06, 2.7630306260847273e-07, 2.5000015350348537e-08,
    ];

    /// <param name="body">Where the statements go.</param>
    /// <param name="temperature">T.</param>
    /// <param name="shifted">(x − shift) · scale.</param>
    /// <param name="rest">What <paramref name="shifted"/> lacks of its exact value, or null.</param>
    public static string Lower(PassBody body, TemperatureText temperature, string shifted, string? rest) =>
        body.Let("exp", body.Target.ZeroBelow(body.Element, Floor(body), shifted, Normal(body, temperature, shifted, rest)));

    /// <summary>The same where the result is known to be a normal number: garbage where it is not.</summary>
    public static string LowerNormal(PassBody body, TemperatureText temperature, string shifted) => body.Let("exp", Normal(body, temperature, shifted, rest: null));

    /// <summary>The least argument whose exponential is not 0.</summary>
    public static string Floor(PassBody body) => body.RowScalar("floor", "reference.Floor");

    private static string Normal(PassBody body, TemperatureText temperature, string shifted, string? rest)
    {
        Target target = body.Target;
        Element element = body.Element;
        string rounder = body.RowScalar("rounder", "reference.Rounder");
        string biased = body.Let("biased", target.Fma(element, shifted, body.Broadcast("log2e", temperature.Log2E), rounder));
        string octave = body.Let("octave", $"{biased} - {rounder}");
        string r = body.Let("r", target.FmaNegated(element, octave, body.Broadcast("ln2High", temperature.Ln2High), shifted));
        body.Let("r", target.FmaNegated(element, octave, body.Broadcast("ln2Low", temperature.Ln2Low), r));
        if (rest is not null)
        {
            body.Let("r", $"{r} + {rest}");
        }

        if (element == Element.Double)
        {
            string p = Polynomial(DoubleCoefficients);
            body.Let("p", target.Fma(element, p, r, body.Broadcast("one", element.Literal(1))));
            return $"{p} * {target.PowerOfTwo(element, biased)}";
        }

        // power · (1 + rest) · (1 + p · r): what is rounded before the last sum is small beside it.
        string small = Polynomial(SingleCoefficients);
        body.Let("p", target.Fma(element, small, r, Target.Lookup(body.Table("rests", target.EighthPowers("Rests")), biased)));
        string power = body.Let("power", Target.EighthPower(body.Table("powers", target.EighthPowers("Powers")), biased));
        return target.Fma(element, power, small, power);

        string Polynomial(double[] coefficients)
        {
            string p = Coefficient(coefficients.Length);
            for (int degree = coefficients.Length - 1; degree > 0; degree--)
            {
                p = body.Let("p", target.Fma(element, p, r, Coefficient(degree)));
            }

            return p;

            string Coefficient(int power) => power == 1 && temperature.IsOne
                ? body.Broadcast("one", element.Literal(1))
                : body.Broadcast("c" + power, temperature.Coefficient(coefficients[power - 1], power));
        }
    }
}
