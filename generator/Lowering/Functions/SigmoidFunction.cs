namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>1 / (1 + exp(−x / T)) on each lane, within 2.5 ulp where it is a normal number: e / (1 + e) for x &lt; 0, 1 / (1 + e) else, with e = exp(−|x| / T).</summary>
/// <remarks>0 for −∞, 1 for +∞, NaN for NaN. 0 where it falls below the normal numbers.</remarks>
internal static class SigmoidFunction
{
    public static string Lower(PassBody body, TemperatureText temperature, string x)
    {
        Target target = body.Target;
        string e = UnitExp.LowerOfMagnitude(body, temperature, x);
        string one = body.Broadcast("one", body.Element.Literal(1));
        string dividend = body.Let("dividend", target.Select(target.Greater(body.Broadcast("zero", body.Element.Literal(0)), x), e, one));
        return body.Let("sigmoid", $"{dividend} / ({one} + {e})");
    }
}
