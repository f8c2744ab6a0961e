namespace FusedKernels.Tests.Kernels;

/// <summary>Gradients of the gates of the same names in <see cref="GateKernels"/>.</summary>
public static partial class GateGradientKernels
{
    [SparseTopKGateGradient(Experts = 8, K = 2)]
    public static partial void Mixtral(ReadOnlySpan<Element> logits, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient]
    public static partial void One(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(K = 16, Temperature = 0.7)]
    public static partial void Sixteen(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(Experts = 60, K = 4, NormalizeThenSelect = true, Renormalize = true, Temperature = 2)]
    public static partial void Qwen(ReadOnlySpan<Element> logits, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(Experts = 64, K = 6, Score = GateScore.Sigmoid, Renormalize = true, Scale = 2.5)]
    public static partial void DeepSeekV3(ReadOnlySpan<Element> logits, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(K = 2, Score = GateScore.Sigmoid)]
    public static partial void Sigmoid(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient, Element temperature);

    [SparseTopKGateGradient(Experts = 12, K = 3, Score = GateScore.SqrtSoftplus, Scale = 1.5)]
    public static partial void SqrtSoftplus(ReadOnlySpan<Element> logits, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(K = 6, Score = GateScore.SqrtSoftplus, Renormalize = true, Temperature = 3)]
    public static partial void SqrtSoftplusBias(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(K = 2, NormalizeThenSelect = true)]
    public static partial void Switch(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient);

    [SparseTopKGateGradient(K = 4, NormalizeThenSelect = true, Scale = 16)]
    public static partial void DeepSeekV2(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<bool> active, ReadOnlySpan<int> selected, ReadOnlySpan<Element> weights, ReadOnlySpan<Element> weightsGradient, Span<Element> logitsGradient, Element temperature);
}
