using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>How a loss is made from what the passes over a row have summed.</summary>
/// <param name="Loss">The part that is divided by the divisor.</param>
/// <param name="Penalty">The part that is divided by the number of rows, or null.</param>
/// <param name="LogSumExp">The log-sum-exp.</param>
/// <param name="Gradient">The derivatives; null where they are not asked for.</param>
/// <param name="Distances">Pass over a block: the sum of the logits' distances from the target's, where the loss has it.</param>
/// <param name="Others">
/// Pass over a block: the sum of the exponentials again, for a row whose target has nearly all of it; without the target nothing cancels.
/// </param>
internal sealed record LossPlan(Scalar Loss, Scalar? Penalty, Scalar LogSumExp, LinearForm? Gradient, Pass? Distances, Pass Others);
