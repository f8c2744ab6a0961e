using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel share that adds to selected columns.</summary>
internal sealed class ScatterNames(ScatterPlan plan) : LanesNames(plan.Spec, plan.Temperature, plan.Count)
{
    /// <summary>The logits of rows in lanes: columns × width.</summary>
    public const string Lanes = "lanes";

    /// <summary>What is added in each column: columns × width.</summary>
    public const string Shares = "shares";

    /// <summary>The memory between steps: name and columns.</summary>
    public IEnumerable<(string Name, string Columns)> Scratch => plan.Everywhere is null
        ? [(Entries, Count)]
        : [(Entries, Count), (Lanes, "(int)columns"), (Shares, "(int)columns")];

    /// <summary>What <see cref="LanesNames.Rows"/> returns: where the row's shares are summed, whether it has not been left to the scalar target.</summary>
    public string ReturnType => plan.Everywhere is null ? "void" : "bool";

    /// <summary>What the rows are read from.</summary>
    public IEnumerable<Role> Inputs
    {
        get
        {
            if (plan.Gathers || plan.Everywhere is not null)
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

            foreach ((string name, _) in Scratch)
            {
                yield return ($"ref {T}", name);
            }

            yield return ($"ref {T}", plan.Kernel.Output.ToName());
            if (RuntimeTemperature)
            {
                yield return ($"in {TemperatureType}", "temperature");
            }
        }
    }
}
