namespace FusedKernels.Generator.Operators;

/// <summary>What a loss gives for a row.</summary>
/// <param name="Loss">The part that is divided by <see cref="Operation.Divisor"/>.</param>
/// <param name="Penalty">The part that is divided by <see cref="Operation.Rows"/>; null where there is none.</param>
/// <param name="LogSumExp">The log-sum-exp.</param>
/// <param name="Gradient">The derivatives with respect to the logits, divisors included.</param>
internal sealed record LossOutputs(Scalar Loss, Scalar? Penalty, Scalar LogSumExp, Row Gradient);
