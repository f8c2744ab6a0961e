using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator;

/// <summary>Every kernel that exists: one line each. The generator, the analyzers, the tests and the docs follow this list.</summary>
internal static class KernelCatalog
{
    /// <summary>What every kernel over several rows takes.</summary>
    private static readonly Role[] Batch = [Role.MaxDegreeOfParallelism, Role.CancellationToken];
    private static readonly Role[] Normalization = [.. Batch, Role.Logits, Role.Bias, Role.Mask, Role.Columns, Role.Inner, Role.Temperature];
    private static readonly Role[] Loss =
    [
        .. Batch, Role.Logits, Role.Targets, Role.TargetProbabilities, Role.ClassWeights, Role.RowWeights, Role.GradientScale, Role.Columns, Role.Inner, Role.Temperature,
        Role.Gradient, Role.LogSumExp, Role.Predictions, Role.Entropy,
    ];

    private static readonly Role[] Gate = [.. Batch, Role.Logits, Role.Experts, Role.Temperature, Role.SelectionBias, Role.Selected, Role.Active, Role.Load, Role.DenseWeights, Role.ExpertStart, Role.ExpertStop,
        Role.Noise, Role.NoiseLogits, Role.PreparedLogits, Role.Importance, Role.LogSumExp, Role.ZLoss, Role.Capacity, Role.Slots, Role.Offsets];
    private static readonly Role[] Likelihood =
        [.. Batch, Role.LogProbabilities, Role.Targets, Role.TargetProbabilities, Role.ClassWeights, Role.RowWeights, Role.GradientScale, Role.Columns, Role.Inner, Role.Gradient];

    private static readonly Role[] GateGradient = [.. Batch, Role.Logits, Role.Experts, Role.Active, Role.Temperature, Role.Selected, Role.Weights, Role.WeightsGradient, Role.LogitsGradient];

    private static readonly Role[] ExpertChoice = [.. Batch, Role.Logits, Role.Experts, Role.Temperature, Role.Active, Role.Capacity, Role.Probabilities, Role.SelectedTokens, Role.Weights];

    public static readonly KernelDefinition[] All =
    [
        new("Softmax", "softmax", Role.Probabilities, [.. Normalization, Role.Probabilities], SoftmaxOperator.Define),
        new("LogSoftmax", "log-softmax", Role.LogProbabilities, [.. Normalization, Role.LogProbabilities], LogSoftmaxOperator.Define),
        new("LogSumExp", "log-sum-exp", Role.Results, [.. Normalization, Role.Results], LogSumExpOperator.Define),
        new("CrossEntropy", "cross-entropy", Role.Losses, [.. Loss, Role.Losses], CrossEntropyOperator.Define),
        new("SparseTopKGate", "sparse top-k gate", Role.Weights, [.. Gate, Role.Weights], SparseTopKGateOperator.Define) { Prefix = "" },
        new("SparseTopKGateGradient", "sparse top-k gate gradient", Role.LogitsGradient, GateGradient, SparseTopKGateGradientOperator.Define) { Prefix = "" },
        new("ExpertChoice", "expert choice", Role.Probabilities, ExpertChoice, SoftmaxOperator.Define) { Prefix = "", ChoosesRows = true },
        new("NegativeLogLikelihood", "negative log-likelihood", Role.Losses, [.. Likelihood, Role.Losses], NegativeLogLikelihoodOperator.Define)
        {
            Input = Role.LogProbabilities,
            OptionsWithoutUse = [nameof(KernelOptions.Temperature), nameof(KernelOptions.EmptyRow), nameof(KernelOptions.MaskedRow), nameof(KernelOptions.PositiveInfinity)],
        },
    ];

    public static KernelDefinition Find(string name) => All.Single(kernel => kernel.Name == name);
}
