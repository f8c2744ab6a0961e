using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Operators;

/// <summary>What a loss gives for a row.</summary>
/// <param name="Loss">The part that is divided by <see cref="Operation.Divisor"/>.</param>
/// <param name="Penalty">The part that is divided by <see cref="Operation.Rows"/>; null where there is none.</param>
/// <param name="Gradient">The derivatives with respect to the logits, divisors included.</param>
/// <param name="Results">What the caller asks for beside the loss.</param>
internal sealed record LossOutputs(Scalar Loss, Scalar? Penalty, Row Gradient, IReadOnlyList<RowResult> Results);

/// <summary>A number that the caller wants of each row.</summary>
/// <param name="Role">Where it goes.</param>
/// <param name="Value">What it is.</param>
internal sealed record RowResult(Role Role, Scalar Value)
{
    /// <summary>True for a column, false for a number.</summary>
    public bool IsColumn => Value.Operation == Operation.IndexOfMax;
}
