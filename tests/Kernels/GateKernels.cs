namespace FusedKernels.Tests.Kernels;

/// <summary>Gates of many shapes and with every option, alone and together.</summary>
public static partial class GateKernels
{
    [SparseTopKGate(Experts = 8, K = 2)]
    public static partial void Mixtral(ReadOnlySpan<Element> logits, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(Experts = 64, K = 8)]
    public static partial void Many(ReadOnlySpan<Element> logits, Span<int> selected, Span<Element> weights);

    [SparseTopKGate]
    public static partial void One(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 2)]
    public static partial void Two(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 3)]
    public static partial void Three(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 16, Temperature = 0.7)]
    public static partial void Sixteen(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(Experts = 5, K = 5)]
    public static partial void All(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 2, NormalizeThenSelect = true)]
    public static partial void Switch(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(Experts = 60, K = 4, NormalizeThenSelect = true, Renormalize = true, Temperature = 2)]
    public static partial void Qwen(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> selectionBias, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 4, Groups = 4, TopGroups = 2, NormalizeThenSelect = true, GroupScore = GroupScore.SumOfTopK, Scale = 16)]
    public static partial void DeepSeekV2(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights, Element temperature);

    [SparseTopKGate(Experts = 64, K = 6, Score = GateScore.Sigmoid, Groups = 8, TopGroups = 4, GroupScore = GroupScore.SumOfTop2, Renormalize = true, Scale = 2.5)]
    public static partial void DeepSeekV3(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> selectionBias, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 2, Score = GateScore.Sigmoid)]
    public static partial void Sigmoid(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> selectionBias, Span<int> selected, Span<Element> weights, Element temperature);

    [SparseTopKGate(Experts = 12, K = 3, Score = GateScore.SqrtSoftplus, Groups = 3, TopGroups = 2, Scale = 1.5)]
    public static partial void SqrtSoftplus(ReadOnlySpan<Element> logits, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 6, Score = GateScore.SqrtSoftplus, Renormalize = true, Temperature = 3)]
    public static partial void SqrtSoftplusBias(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> selectionBias, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 4, Temperature = 1.5, Groups = 2, TopGroups = 1, GroupScore = GroupScore.SumOfTop2)]
    public static partial void SoftmaxBias(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> selectionBias, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(K = 3, Score = GateScore.Sigmoid)]
    public static partial void Batch(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<bool> active, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<int> load, Span<Element> denseWeights);

    [SparseTopKGate(K = 3, Score = GateScore.Sigmoid)]
    public static partial void Unlimited(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights);

    [SparseTopKGate(Experts = 8, K = 3, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Renormalize = true, Scale = 2.5)]
    public static partial void Sheet(Element[] logits, Element[] selectionBias, int[] selected, Element[] weights);
}
