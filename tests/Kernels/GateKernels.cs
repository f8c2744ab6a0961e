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

    [SparseTopKGate(Experts = 12, K = 2, SoftCap = 30)]
    public static partial void SoftCapped(ReadOnlySpan<Element> logits, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits);

    [SparseTopKGate(K = 3, Activation = GateActivation.Gelu, Score = GateScore.Sigmoid)]
    public static partial void Gelu(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<bool> active, Span<int> load, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits);

    [SparseTopKGate(K = 2, Activation = GateActivation.Sigmoid, NormalizeThenSelect = true, Temperature = 0.1)]
    public static partial void DenseToSparse(ReadOnlySpan<Element> logits, int experts, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits);

    [SparseTopKGate(K = 4, NoisyTopK = true, SoftCap = 3, Activation = GateActivation.Tanh)]
    public static partial void Noisy(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Element temperature);

    [SparseTopKGate(K = 4, NoisyTopK = true, SoftCap = 3, Activation = GateActivation.Tanh)]
    public static partial void NoisyInScratch(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, Span<int> selected, Span<Element> weights, Element temperature);

    [SparseTopKGate(K = 2, Temperature = 0.7, ZLoss = 0.5, DropPolicy = DropPolicy.Probability, Parallel = true)]
    public static partial void Everything(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<bool> active, int capacity, Span<int> selected, Span<Element> weights, Span<int> load, Span<Element> importance, Span<Element> logSumExp, Span<Element> zLoss, Span<int> slots, Span<int> offsets, Span<Element> denseWeights, int maxDegreeOfParallelism);

    [SparseTopKGate(Experts = 20, K = 3, Score = GateScore.SqrtSoftplus)]
    public static partial void Served(ReadOnlySpan<Element> logits, int capacity, Span<int> selected, Span<Element> weights, Span<Element> importance, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 20, K = 3, Score = GateScore.SqrtSoftplus)]
    public static partial void LogSumExpOfScores(ReadOnlySpan<Element> logits, Span<int> selected, Span<Element> weights, Span<Element> logSumExp, Element temperature);
}
