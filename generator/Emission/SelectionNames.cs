using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel that selects share.</summary>
internal sealed class SelectionNames(SelectionPlan plan)
{
    /// <summary>The target's method over as many rows as a register has lanes.</summary>
    public const string Rows = "Rows";

    /// <summary>The logits of rows in lanes: columns × width.</summary>
    public const string Lanes = "lanes";

    /// <summary>What the columns are selected by, where groups are chosen first: columns × width.</summary>
    public const string Keys = "keys";

    /// <summary>What the groups are chosen by: groups × width.</summary>
    public const string Scores = "scores";

    /// <summary>The selected columns, then the selected logits, of rows in lanes: count × width.</summary>
    public const string Entries = "entries";

    public KernelSpec Spec => plan.Spec;

    public Element Element { get; } = Element.Of(plan.Spec.Element);

    public string T => Element.Keyword;

    public string TemperatureType => $"TemperatureConstants<{T}>";

    public bool RuntimeTemperature => Spec.Has(Role.Temperature);

    public TemperatureText Temperature { get; } = new(plan.Temperature, Element.Of(plan.Spec.Element), plan.Temperature.Scales(plan.Spec.Element));

    /// <summary>The number of columns, where it is known.</summary>
    public int? Columns { get; } = plan.Spec.Options.Gate.Experts > 0 ? plan.Spec.Options.Gate.Experts : null;

    public string Count { get; } = Number(plan.Count);

    /// <summary>True where the keys are kept between the choice of groups and that of columns.</summary>
    public bool KeepsKeys => plan.Groups is not null && !plan.KeyIsRow;

    /// <summary>The memory between passes: name and columns.</summary>
    public IEnumerable<(string Name, string Columns)> Scratch
    {
        get
        {
            yield return (Lanes, "columns");
            if (KeepsKeys)
            {
                yield return (Keys, "columns");
            }

            if (plan.Groups is { } groups)
            {
                yield return (Scores, Number(groups.Count));
            }

            yield return (Entries, Count);
        }
    }

    /// <summary>What <see cref="Rows"/> takes.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            yield return ($"ref {T}", Role.Logits.ToName());
            if (Spec.Has(Role.SelectionBias))
            {
                yield return ($"ref {T}", Role.SelectionBias.ToName());
            }

            if (Columns is null)
            {
                yield return ("nuint", "columns");
            }

            foreach ((string name, _) in Scratch)
            {
                yield return ($"ref {T}", name);
            }

            yield return ("ref int", Role.Selected.ToName());
            yield return ($"ref {T}", Role.Weights.ToName());
            if (RuntimeTemperature)
            {
                yield return ($"in {TemperatureType}", "temperature");
            }
        }
    }

    /// <summary>The user's own name of a parameter, as a literal.</summary>
    public string NameOf(Role role) => EmittedNames.NameOf(Spec, role);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
