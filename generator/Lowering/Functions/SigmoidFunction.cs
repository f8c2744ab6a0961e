namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>1 / (1 + exp(−x / T)) on each lane, within 3 ulp where it is a normal number.</summary>
/// <remarks>0 for −∞, 1 for +∞, NaN for NaN. 0 where it falls below the normal numbers.</remarks>
internal static class SigmoidFunction
{
    public static string Lower(PassBody body, TemperatureText temperature, string x)
    {
        Target target = body.Target;
        Element element = body.Element;
        string floor = ExpFunction.Floor(body);
        string scaled = UnitExp.Scale(body, temperature, "scaled", x);
        string negated = body.Let("negated", target.Max(element, floor, $"-{scaled}"));
        string e = ExpFunction.LowerNormal(body, temperature, negated);
        string one = body.Broadcast("one", element.Literal(1));
        return body.Let("sigmoid", target.ZeroBelow(element, floor, scaled, $"{one} / ({one} + {e})"));
    }
}
