using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Lowering;

/// <summary>What a block's exponentials are relative to, from the block's maximum, in the words of any target.</summary>
/// <remarks>
/// shift = max from the temperature's limit on, else 0; exponent = round((max − shift) / T · log₂e); the members are those of the runtime's
/// <c>Reference</c>. −∞ and NaN as the maximum mean "none": the exponential of what is in the row gives its 0 or NaN by itself.
/// </remarks>
internal static class ReferenceLowering
{
    /// <param name="body">Where the statements go.</param>
    /// <param name="temperature">T.</param>
    /// <param name="policy">What +∞ among the logits means.</param>
    /// <param name="max">The block's maximum.</param>
    /// <param name="members">The members of the reference that are needed.</param>
    /// <returns>The registers that hold them.</returns>
    public static IReadOnlyList<string> Lower(PassBody body, TemperatureText temperature, PositiveInfinity policy, string max, IReadOnlyList<string> members)
    {
        Target target = body.Target;
        Element element = body.Element;
        string zero = Number("zero", "0");
        string round = Constant("round", "Round");
        string limit = body.Broadcast("limit", temperature.Limit);
        string known = body.Let("known", target.Select(target.Greater(max, Number("none", $"{element.Keyword}.NegativeInfinity")), max, zero));
        if (policy == PositiveInfinity.NaN)
        {
            known = body.Let("known", target.Select(target.Greater(Infinity(body), known), known, zero));
        }

        string magnitude = body.Let("magnitude", target.Max(element, $"(-{known})", known));
        string small = body.Let("small", target.Greater(limit, magnitude), type: target.Mask(element));
        string shift = body.Let("shift", target.Select(small, zero, known));
        string unshifted = target.Select(small, known, zero);
        string scaled = temperature.Scales ? $"{unshifted} * {body.Broadcast("scale", temperature.Scale)}" : unshifted;

        // Adding and subtracting 1.5 · 2^23 (or 2^52) rounds to an integer, ties to even.
        string exponent = body.Let("exponent", $"({scaled} * {body.Broadcast("log2e", temperature.Log2E)}) + {round}");
        body.Let("exponent", $"{exponent} - {round}");
        return [.. members.Select(member => member switch
        {
            "Shift" => shift,
            "Floor" => body.Let("floor", $"({exponent} + {Constant("lowest", "Lowest")}) * {body.Broadcast("ln2", temperature.Ln2High)}"),
            "Rounder" => body.Let("rounder", $"{Constant("rounding", "Rounder")} - {exponent}"),
            _ => target.Select(small, body.Broadcast("least", $"-2 * {temperature.Limit}"), Infinity(body)),
        })];

        string Number(string name, string literal) => body.Broadcast(name, literal == "0" ? element.Literal(0) : literal);

        string Constant(string name, string member) => body.Broadcast(name, $"Reference.{element.Name}{member}");
    }

    /// <summary>+∞ in every lane.</summary>
    public static string Infinity(PassBody body) => body.Broadcast("infinity", $"{body.Element.Keyword}.PositiveInfinity");
}
