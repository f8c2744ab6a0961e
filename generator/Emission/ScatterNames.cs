using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel share that adds to selected columns.</summary>
internal sealed class ScatterNames(ScatterPlan plan)
{
    /// <summary>The target's method over as many rows as a register has lanes.</summary>
    public const string Rows = "Rows";

    /// <summary>A value for each entry of rows in lanes: count × width.</summary>
    public const string Entries = "entries";

    public KernelSpec Spec => plan.Spec;

    public Element Element { get; } = Element.Of(plan.Spec.Element);

    public string T => Element.Keyword;

    public string TemperatureType => $"TemperatureConstants<{T}>";

    public bool RuntimeTemperature => Spec.Has(Role.Temperature);

    public TemperatureText Temperature { get; } = new(plan.Temperature, Element.Of(plan.Spec.Element), plan.Temperature.Scales(plan.Spec.Element));

    /// <summary>The number of columns, where it is known.</summary>
    public int? Columns { get; } = plan.Spec.Options.Gate.Experts > 0 ? plan.Spec.Options.Gate.Experts : null;

    public string Count { get; } = SelectionNames.Number(plan.Count);

    /// <summary>What the rows are read from.</summary>
    public IEnumerable<Role> Inputs
    {
        get
        {
            if (plan.Gathers)
            {
                yield return Role.Logits;
            }

            yield return Role.Selected;
            foreach (Role role in plan.Inputs)
            {
                yield return role;
            }
        }
    }

    /// <summary>What <see cref="Rows"/> takes.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role role in Inputs)
            {
                yield return ($"ref {ElementOf(role)}", role.ToName());
            }

            if (Columns is null)
            {
                yield return ("nuint", "columns");
            }

            yield return ($"ref {T}", Entries);
            yield return ($"ref {T}", plan.Kernel.Output.ToName());
            if (RuntimeTemperature)
            {
                yield return ($"in {TemperatureType}", "temperature");
            }
        }
    }

    public string ElementOf(Role role) => role == Role.Selected ? "int" : T;

    /// <summary>The user's own name of a parameter, as a literal.</summary>
    public string NameOf(Role role) => EmittedNames.NameOf(Spec, role);
}
