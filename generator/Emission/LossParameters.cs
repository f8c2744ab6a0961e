using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>What the methods of a loss hand to each other.</summary>
internal sealed class LossParameters(KernelPlan plan, EmittedNames names)
{
    /// <summary>The columns of the rows' targets.</summary>
    public const string Targets = "targetIndices";

    private readonly LossPlan _loss = plan.Loss!;

    private string Wide => names.Element.Wide;

    public bool HasGradient => _loss.Gradient is not null;

    /// <summary>True where something is gathered of each row: of its target, or of its largest logit.</summary>
    public bool HasColumn => _loss.HasTarget || _loss.SplitsAtLargest;

    /// <summary>True where that is a class weight, too.</summary>
    public bool TakesWeight => plan.Spec.Has(Role.ClassWeights) && (_loss.HasTarget || (_loss.SplitsAtLargest && _loss.Gradient is { } gradient && gradient.Terms.Any(static term => LossTargetsWriter.IsClassWeights(term.Row))));

    /// <summary>What the caller passes for each row, by the first element.</summary>
    public IEnumerable<Role> Rows => new[] { plan.Kernel.Input, Role.TargetProbabilities, Role.Gradient }.Where(plan.Spec.Has);

    private IEnumerable<Scalar> Scalars => _loss.Scalars;

    /// <summary>What is the same for every range of rows: the rows and what lies beside them by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Range
    {
        get
        {
            yield return ($"ref {names.T}", names.Input);
            foreach (Role role in LossRoles.Inputs.Concat(LossRoles.Outputs).Where(plan.Spec.Has))
            {
                yield return ($"ref {LossRoles.ElementOf(plan.Spec, role, names.T)}", role.ToName());
            }

            if (plan.Spec.Options.Length == 0)
            {
                yield return ("nuint", "columns");
            }

            if (names.SideBySide)
            {
                yield return ("nuint", "inner");
            }

            foreach ((string Type, string Name) shared in Shared)
            {
                yield return shared;
            }
        }
    }

    /// <summary>What a range gives.</summary>
    public string RangeType => SumType ?? "void";

    /// <summary>What it gives where losses are reduced; null where they are not.</summary>
    public string? SumType => Reduces ? $"LossSum<{names.Element.Wide}>" : null;

    public bool Reduces => plan.Spec.Options.Reduction != Reduction.None;

    /// <summary>Numbers that are the same for all rows.</summary>
    public IEnumerable<(string Type, string Name)> Shared
    {
        get
        {
            foreach ((Operation operation, string name) in new[] { (Operation.Divisor, "divisor"), (Operation.Rows, "count") })
            {
                if (Scalars.Any(scalar => scalar.Uses(operation)))
                {
                    yield return (Wide, name);
                }
            }

            if (Uses(LossPlanner.WeightsTotal))
            {
                yield return (Wide, LossPlanner.WeightsTotal);
            }

            if (Uses(Role.GradientScale))
            {
                yield return (Wide, Role.GradientScale.ToName());
            }

            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    /// <summary>Numbers of the caller for each row, and the span of a group's.</summary>
    public IEnumerable<Role> PerRow => new[] { Role.RowWeights }.Where(Uses);

    public bool Uses(Role role) => Scalars.Any(scalar => scalar.Nodes.Any(node => node.Role == role && node is Scalar));

    private bool Uses(string coefficient) => Scalars.Any(scalar => scalar.Nodes.Any(node => node.Name == coefficient));
}
