namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>log(1 + exp(x / T)) on each lane, within 3 ulp where it is a normal number: max(x / T, 0) + log(1 + e) with e = exp(−|x| / T).</summary>
/// <remarks>
/// log(1 + e) = 2 artanh(s), s = e / (2 + e) ≤ 1/3: a series in s² without cancellation, as many terms as are above half a unit of the last place.
/// 0 for −∞, +∞ for +∞, NaN for NaN.
/// </remarks>
internal static class SoftplusFunction
{
    private const int SingleTerms = 7;
    private const int DoubleTerms = 16;

    public static string Lower(PassBody body, TemperatureText temperature, string x)
    {
        Target target = body.Target;
        Element element = body.Element;
        string e = UnitExp.LowerOfMagnitude(body, temperature, x);
        string s = body.Let("s", $"{e} / ({e} + {body.Broadcast("two", element.Literal(2))})");
        string z = body.Let("z", $"{s} * {s}");
        int terms = element == Element.Single ? SingleTerms : DoubleTerms;
        string series = Term(terms);
        for (int term = terms - 1; term > 0; term--)
        {
            series = body.Let("series", target.Fma(element, series, z, Term(term)));
        }

        string logarithm = body.Let("logarithm", target.Fma(element, $"({s} * {z})", series, $"({s} + {s})"));
        string zero = body.Broadcast("zero", element.Literal(0));
        string positive = body.Let("positive", target.Max(element, zero, x));
        if (!temperature.IsOne)
        {
            body.Let("positive", $"{positive} / {body.Broadcast("divisor", element == Element.Single ? $"(float)({temperature.Value})" : temperature.Value)}");
        }

        return body.Let("softplus", $"{positive} + {logarithm}");

        string Term(int power) => body.Broadcast("a" + power, element.Literal(2.0 / ((2 * power) + 1)));
    }
}
