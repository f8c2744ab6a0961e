namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>
/// scale · tanh(x · factor) in two parts, and the derivative 1 − tanh², on each lane, in the words of any target.
/// </summary>
/// <remarks>
/// tanh(a) = sign(a) (1 − 2w) with w = e / (1 + e), e = exp(−2|a|), and 1 − tanh² = 4 w (1 − w): nothing cancels in the derivative, and the
/// absolute error of the value is that of w, at most ¼ of e's relative one. e comes from Taylor's series at |r| ≤ ½ ln 2, whose first terms are
/// evaluated in two parts (Dekker's and Knuth's sums, products by fused multiply-add): its relative error is 2^-(precision + guard), with so
/// many guard bits that the value's error is below 2^-(precision + 3), whatever the scale. Below the smallest normal number e is 0. NaN for NaN.
/// </remarks>
internal static class TanhFunction
{
    private const double Reduced = 0.34657359027997264;

    /// <summary>w in two parts, from which value and derivative are made.</summary>
    /// <param name="body">Where the statements go.</param>
    /// <param name="x">The argument.</param>
    /// <param name="twice">Twice the factor, in two parts.</param>
    /// <param name="scale">What the value will be multiplied by.</param>
    public static (string High, string Low) LowerComplement(PassBody body, string x, (string High, string Low) twice, double scale)
    {
        Target target = body.Target;
        Element element = body.Element;
        int bias = element == Element.Single ? 127 : 1023;
        string one = body.Broadcast("one", element.Literal(1));
        string zero = body.Broadcast("zero", element.Literal(0));
        string limit = body.Broadcast("tanhLimit", element.Literal(bias * Math.Log(2)));
        string rounder = body.Broadcast("tanhRounder", element.Literal((1.5 * Math.Pow(2, element.MantissaBits)) + bias));
        string factor = body.Broadcast("tanhFactor", twice.High);
        string factorLow = body.Broadcast("tanhFactorLow", twice.Low);

        // 2|a| and its rounding error, which is garbage where 2|a| is beyond what e knows.
        string magnitude = body.Let("magnitude", target.Max(element, $"(-{x})", x));
        string angle = body.Let("angle", $"{magnitude} * {factor}");
        string angleLow = body.Let("angleLow", target.Fma(element, magnitude, factorLow, target.Fma(element, magnitude, factor, $"(-{angle})")));
        body.Let("angleLow", target.Select(target.Greater(limit, angle), angleLow, zero));
        body.Let("angle", target.Min(element, limit, angle));

        string field = body.Let("field", target.FmaNegated(element, angle, body.Broadcast("tanhLog2e", element.Literal(1 / Math.Log(2))), rounder));
        string power = body.Let("power", $"{field} - {rounder}");
        (string ln2, string ln2Low) = Parts(element, Rational.Ln2);
        string rest = body.Let("reduced", target.FmaNegated(element, power, body.Broadcast("tanhLn2", ln2), $"(-{angle})"));
        string restLow = body.Let("reducedLow", target.FmaNegated(element, power, body.Broadcast("tanhLn2Low", ln2Low), $"(-{angleLow})"));

        // The series' last terms look at the first part alone: the second must be no more than its rounding error.
        string remainder = body.Let("remainder", $"{rest} + {restLow}");
        string remainderLow = body.Let("remainderLow", $"({rest} - {remainder}) + {restLow}");
        (string e, string eLow) = Series(body, remainder, remainderLow, Math.Max(4, (int)Math.Ceiling(Math.Log(scale, 2)) + 3));
        body.Let("power", target.PowerOfTwo(element, field));
        body.Let("e", $"{e} * {power}");
        body.Let("eLow", $"{eLow} * {power}");

        string sum = body.Let("onePlus", $"{one} + {e}");
        string sumLow = body.Let("onePlusLow", $"(({one} - {sum}) + {e}) + {eLow}");
        string inverse = body.Let("inverse", $"{one} / {sum}");
        string high = body.Let("complement", $"{e} * {inverse}");
        string left = body.Let("left", $"{target.FmaNegated(element, high, sum, e)} + {target.FmaNegated(element, high, sumLow, eLow)}");
        return (high, body.Let("complementLow", $"{left} * {inverse}"));
    }

    /// <summary>scale · tanh, from its complement.</summary>
    public static (string High, string Low) LowerValue(PassBody body, string x, (string High, string Low) complement, double scale)
    {
        Target target = body.Target;
        Element element = body.Element;
        string one = body.Broadcast("one", element.Literal(1));
        string negative = target.Greater(body.Broadcast("zero", element.Literal(0)), x);
        string twice = body.Let("twice", $"{complement.High} + {complement.High}");
        string tanh = body.Let("tanh", $"{one} - {twice}");
        string tanhLow = body.Let("tanhLow", $"(({one} - {tanh}) - {twice}) - ({complement.Low} + {complement.Low})");
        (string high, string low) = Parts(element, Rational.FromDouble(scale));
        string signed = body.Let("signed", target.Select(negative, Signed("cap", high, "-"), Signed("cap", high, "")));
        string value = body.Let("capped", $"{signed} * {tanh}");
        string lost = body.Let("cappedLow", target.Fma(element, signed, tanhLow, target.Fma(element, signed, tanh, $"(-{value})")));
        if (low != element.Literal(0))
        {
            string signedLow = body.Let("signedLow", target.Select(negative, Signed("capLow", low, "-"), Signed("capLow", low, "")));
            body.Let("cappedLow", target.Fma(element, signedLow, tanh, lost));
        }

        return (value, lost);

        string Signed(string name, string literal, string sign) => body.Broadcast(sign.Length == 0 ? name : name + "Negated", sign.Length == 0 ? literal : $"-({literal})");
    }

    /// <summary>1 − tanh², from tanh's complement.</summary>
    public static string LowerDerivative(PassBody body, (string High, string Low) complement)
    {
        Element element = body.Element;
        string others = body.Let("kept", $"({body.Broadcast("one", element.Literal(1))} - {complement.High}) - {complement.Low}");
        string product = body.Target.Fma(element, complement.High, others, $"{complement.Low} * {others}");
        return body.Let("slope", $"{product} * {body.Broadcast("four", element.Literal(4))}");
    }

    /// <summary>A number as the sum of two elements.</summary>
    public static (string High, string Low) Parts(Element element, Rational value)
    {
        double high = value.Round(element.Precision);
        return (element.Literal(high), element.Literal((value - Rational.FromDouble(high)).Round(element.Precision)));
    }

    /// <summary>exp(r) in two parts, with a relative error of 2^-(precision + guard).</summary>
    private static (string High, string Low) Series(PassBody body, string r, string rLow, int guard)
    {
        Target target = body.Target;
        Element element = body.Element;
        int inTwoParts = TermsUntil(guard);
        int degree = TermsUntil(element.Precision + guard);
        Rational factorial = Rational.One;
        List<(string High, string Low)> coefficients = [];
        for (int n = 0; n <= degree; n++)
        {
            factorial *= Rational.FromDouble(Math.Max(n, 1));
            coefficients.Add(Parts(element, Rational.One / factorial));
        }

        string high = body.Broadcast($"t{degree}", coefficients[degree].High);
        for (int n = degree - 1; n >= inTwoParts; n--)
        {
            high = body.Let("e", target.Fma(element, high, r, body.Broadcast($"t{n}", coefficients[n].High)));
        }

        string? low = null;
        for (int n = inTwoParts - 1; n >= 0; n--)
        {
            string coefficient = n < 2 ? body.Broadcast("one", coefficients[n].High) : body.Broadcast($"t{n}", coefficients[n].High);
            string product = body.Let("term", $"{high} * {r}");
            string lost = body.Let("lost", target.Fma(element, high, rLow, target.Fma(element, high, r, $"(-{product})")));
            if (low is not null)
            {
                body.Let("lost", target.Fma(element, low, r, lost));
            }

            if (coefficients[n].Low != element.Literal(0))
            {
                body.Let("lost", $"{lost} + {body.Broadcast($"t{n}Low", coefficients[n].Low)}");
            }

            high = body.Let("e", $"{coefficient} + {product}");
            low = body.Let("eLow", $"(({coefficient} - {high}) + {product}) + {lost}");
        }

        return (high, low!);
    }

    /// <summary>The first n with rⁿ / n! below 2^-bits.</summary>
    private static int TermsUntil(int bits)
    {
        int n = 0;
        for (double term = 1; term >= Math.Pow(2, -bits); term *= Reduced / n)
        {
            n++;
        }

        return n;
    }
}
