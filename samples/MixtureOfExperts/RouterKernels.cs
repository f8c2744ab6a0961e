using FusedKernels;

namespace MixtureOfExperts;

/// <summary>The router's kernels, over a batch with one row of logits for each image.</summary>
internal static partial class RouterKernels
{
    public const int Experts = 8;
    public const int Chosen = 2;

    /// <summary>The two best experts of each image, and their weights: a softmax over the two.</summary>
    [SparseTopKGate(Experts = Experts, K = Chosen)]
    public static partial void Route(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);

    /// <summary>From the derivatives of the weights to those of the logits, which are added to.</summary>
    [SparseTopKGateGradient(Experts = Experts, K = Chosen)]
    public static partial void RouteGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient);

    /// <summary>The probabilities of all experts, which balance loss and z-loss look at.</summary>
    [FusedSoftmax(Length = Experts)]
    public static partial void Probabilities(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedLogSumExp(Length = Experts)]
    public static partial void LogSumExp(ReadOnlySpan<float> logits, Span<float> results);
}
