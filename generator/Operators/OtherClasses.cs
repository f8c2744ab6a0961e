using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// What takes the target's place where smoothing leaves it nothing: each other class, weighted; of target probabilities, 1 − t. The target itself has no
/// term in any sum, so that its logit may be −∞.
/// </summary>
internal sealed class OtherClasses
{
    private readonly bool _hasTarget;
    private readonly Row? _classWeights;

    /// <summary>1 − t, weighted.</summary>
    private readonly Row _rest;

    private OtherClasses(KernelSpec spec)
    {
        _hasTarget = spec.Has(Role.Targets);
        _classWeights = spec.Has(Role.ClassWeights) ? Input(Role.ClassWeights) : null;
        Row rest = (Input(Role.TargetProbabilities) - 1) * -1;
        _rest = _classWeights is null ? rest : rest * _classWeights;
    }

    /// <summary>Null where the target keeps something.</summary>
    public static OtherClasses? Of(KernelSpec spec) =>
        spec.Options is { LabelSmoothing: 1, SmoothingVariant: SmoothingVariant.ExcludeTarget } ? new OtherClasses(spec) : null;

    /// <summary>The sum of them.</summary>
    public Scalar Mass => (_hasTarget, _classWeights) switch
    {
        (true, null) => Columns - 1,
        (true, { } weights) => Sum(Select(Elsewhere, weights, 0), "mass"),
        (false, null) => Columns - Sum(Input(Role.TargetProbabilities), "mass"),
        _ => Sum(_rest, "mass"),
    };

    /// <summary>The same as a row that is linear in what the caller passes.</summary>
    public Row Row
    {
        get
        {
            Row own = _hasTarget ? OneHot : Input(Role.TargetProbabilities);
            return _classWeights is null ? (own * -1) + 1
                : _hasTarget ? _classWeights - (own * At(_classWeights))
                : _classWeights - (own * _classWeights);
        }
    }

    /// <summary>The sum of a row's values, each times its class.</summary>
    public Scalar Of(Row row, string name) => !_hasTarget ? Sum(Weigh(_rest, row), name)
        : Sum(Select(Elsewhere, _classWeights is null ? row : Weigh(_classWeights, row), 0), name);
}
