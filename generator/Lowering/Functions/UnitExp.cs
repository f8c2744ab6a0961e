namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>exp(x / T) of numbers that are not positive, as it stands: relative to 1 instead of a row's reference.</summary>
internal static class UnitExp
{
    /// <summary>What <see cref="ExpFunction"/> reads of a reference, for exponentials relative to 1.</summary>
    public static string Member(Element element, TemperatureText temperature, string member) => (member, element == Element.Single) switch
    {
        ("reference.Rounder", true) => "Reference.SingleStep + 127f",
        ("reference.Rounder", false) => "Reference.DoubleRound + 1023.0",
        ("reference.Floor", true) => $"-126f * {temperature.Ln2High}",
        ("reference.Floor", false) => $"-1022.0 * {temperature.Ln2High}",
        _ => throw new NotSupportedException($"Nothing is relative to '{member}'."),
    };

    /// <summary>exp(−|x| / T): 0 where it falls below the normal numbers, NaN for NaN.</summary>
    public static string LowerOfMagnitude(PassBody body, TemperatureText temperature, string x) =>
        Lower(body, temperature, body.Let("below", body.Target.NegatedMagnitude(body.Element, x)), rest: null);

    /// <param name="body">Where the statements go.</param>
    /// <param name="temperature">T.</param>
    /// <param name="x">Not positive.</param>
    /// <param name="rest">What <paramref name="x"/> lacks of its exact value, or null.</param>
    public static string Lower(PassBody body, TemperatureText temperature, string x, string? rest) =>
        ExpFunction.Lower(body, temperature, Scale(body, temperature, "scaled", x), rest is null ? null : Scale(body, temperature, "rest", rest));

    /// <summary>A number times the power of two that the temperature's constants leave to the argument.</summary>
    public static string Scale(PassBody body, TemperatureText temperature, string name, string x) =>
        temperature.Scales ? body.Let(name, $"{x} * {body.Broadcast("scale", temperature.Scale)}") : x;
}
