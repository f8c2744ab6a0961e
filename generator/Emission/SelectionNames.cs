using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel that selects share.</summary>
internal sealed class SelectionNames(SelectionPlan plan) : LanesNames(plan.Spec, plan.Temperature, plan.Count)
{
    /// <summary>The logits of rows in lanes, then what the columns are selected by where groups are chosen first: columns × width. A single row's logits stay where they are.</summary>
    public const string Lanes = "lanes";

    /// <summary>What the groups are chosen by, then the places of those that are kept: groups × width.</summary>
    public const string Scores = "scores";

    /// <summary>The selected columns of rows in lanes, by their bits where they are ints: count × width.</summary>
    public const string Indices = "indices";

    /// <summary>True where the keys are kept between the choice of groups and that of columns.</summary>
    public bool KeepsKeys => plan.Groups is not null && !plan.KeyIsRow;

    /// <summary>The memory between passes: name and columns.</summary>
    public IEnumerable<(string Name, string Columns)> Scratch
    {
        get
        {
            yield return (Lanes, "columns");
            if (plan.Groups is { } groups)
            {
                yield return (Scores, Number(groups.Count));
            }

            yield return (Indices, Count);
            yield return (Entries, Count);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Type, string Name)> Parameters
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
}
