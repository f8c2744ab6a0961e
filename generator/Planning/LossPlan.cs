using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>How a loss is made from what the passes over a row have summed.</summary>
/// <param name="Loss">The part that is divided by the divisor.</param>
/// <param name="Penalty">The part that is divided by the number of rows, or null.</param>
/// <param name="Results">What the caller asks for beside the loss.</param>
/// <param name="Gradient">The derivatives; null where they are not asked for.</param>
/// <param name="Sums">What is summed over a row beside its exponentials, before these take the logits' place.</param>
/// <param name="Others">
/// Pass over a block: the sum of the exponentials but one column's, for a row of which that column has nearly all: without it nothing cancels. Null
/// where there are no exponentials.
/// </param>
/// <param name="HasTarget">True where that column is the row's target, false where it is that of the largest logit.</param>
internal sealed record LossPlan(
    Scalar Loss, Scalar? Penalty, IReadOnlyList<RowResult> Results, LinearForm? Gradient, IReadOnlyList<RowSum> Sums, Pass? Others, bool HasTarget)
{
    /// <summary><see cref="Others"/> for long rows, where they differ.</summary>
    public Pass? OthersLong { get; init; }

    /// <summary>True where the column that is computed apart is that of the largest logit.</summary>
    public bool SplitsAtLargest => !HasTarget && Others is not null;

    /// <summary>True where one of the columns is computed apart.</summary>
    public bool HasColumnApart => Others is not null || Gradient?.OneHot is not null;

    /// <summary>True where the row's largest logit has to be known before anything is summed.</summary>
    public bool NeedsLargest => SplitsAtLargest || Sums.Any(static sum => sum.Uses(Operation.Max));

    /// <summary>True where something is a mean under the probabilities.</summary>
    public bool NeedsMean => Sums.Any(static sum => sum.IsMean);

    /// <summary>True where a sum leaves out the target's column.</summary>
    public bool SumsElsewhere => Sums.Any(static sum => sum.Uses(Operation.Elsewhere));

    /// <summary>True where its column is asked for.</summary>
    public bool NeedsPeak => SplitsAtLargest || Results.Any(static result => result.IsColumn);

    /// <summary>The scalars that are computed for a row.</summary>
    public IEnumerable<Scalar> Scalars =>
        new[] { Loss, Penalty }.Concat(Results.Select(static result => result.Value)).Concat(Gradient?.Scalars ?? []).OfType<Scalar>();
}

/// <summary>A sum over a row that its scalars need, found by a pass over each of its blocks.</summary>
/// <param name="Name">The <see cref="Operation.Coefficient"/> that stands for it.</param>
/// <param name="Pass">The pass.</param>
/// <param name="IsMean">True where the terms carry the exponentials' scale and the coefficient is their sum ÷ that of the exponentials: a mean under the probabilities.</param>
internal sealed record RowSum(string Name, Pass Pass, bool IsMean)
{
    /// <summary>True for distances from one of the row's logits, which may be infinite.</summary>
    public bool MeetsInfinity => Uses(Operation.At) || Uses(Operation.Max);

    public bool Uses(Operation operation) => Pass.Reduction!.Uses(operation);
}
