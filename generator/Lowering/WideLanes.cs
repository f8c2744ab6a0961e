namespace FusedKernels.Generator.Lowering;

/// <summary>The lanes of a register in doubles: two registers for floats, one where there is one lane or they are doubles already.</summary>
internal sealed class WideLanes(Target target, Element element)
{
    /// <summary>The endings of the locals' names.</summary>
    public IReadOnlyList<string> Halves { get; } = element == Element.Double || target.Lanes(element) == 1 ? [""] : ["Lower", "Upper"];

    public string Type { get; } = element == Element.Single ? target.WideVector : target.Vector(Element.Double);

    public string Number(double value) => target.Broadcast(Element.Double, Element.Double.Literal(value));

    public string Widen(string half, string value) => element == Element.Double ? value : half == "Upper" ? target.WidenUpper(value) : target.WidenLower(value);

    /// <summary>The halves rounded to the element type, in one register.</summary>
    public string Narrow(Func<string, string> half) => element == Element.Double ? half("") : target.Narrow([.. Halves.Select(half)]);

    /// <summary>Declares sums with their first term. Doubles keep their rounding errors.</summary>
    public IEnumerable<string> Begin(string name, string value)
    {
        foreach (string half in Halves)
        {
            yield return $"{Type} {name}{half} = {Widen(half, value)};";
        }

        if (element == Element.Double)
        {
            yield return $"{Type} {name}Error = default;";
        }
    }

    /// <summary>Adds a term to sums.</summary>
    public IEnumerable<string> Add(string name, string value) => element == Element.Double
        ? [$"Lanes.AddCompensated(ref {name}, ref {name}Error, {value});"]
        : Halves.Select(half => $"{name}{half} += {Widen(half, value)};");

    /// <summary>Adds the rounding errors, where they were kept.</summary>
    public IEnumerable<string> End(string name) => element == Element.Double ? [$"{name} += {name}Error;"] : [];
}
