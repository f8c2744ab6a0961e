namespace FusedKernels.Generator.Model;

/// <summary>Mirror of the runtime's <c>KernelRole</c>, value for value (a test compares them).</summary>
internal enum Role
{
    Logits,
    Probabilities,
    LogProbabilities,
    Results,
    Bias,
    Mask,
    Columns,
    Inner,
    Temperature,
    Targets,
    Gradient,
    Losses,
    ClassWeights,
    RowWeights,
    GradientScale,
    LogSumExp,
    MaxDegreeOfParallelism,
    CancellationToken,
    Experts,
    Selected,
    Weights,
    SelectionBias,
    TargetProbabilities,
    Predictions,
    Entropy,
}
