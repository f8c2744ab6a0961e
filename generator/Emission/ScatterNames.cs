using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel share that adds to selected columns.</summary>
internal sealed class ScatterNames(ScatterPlan plan) : LanesNames(plan.Spec, plan.Temperature, plan.Count)
{
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

    /// <inheritdoc/>
    public override IEnumerable<(string Type, string Name)> Parameters
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
}
