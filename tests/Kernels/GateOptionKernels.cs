namespace FusedKernels.Tests.Kernels;

/// <summary>Gates that have every two options together; a test counts the pairs.</summary>
public static partial class GateOptionKernels
{
    [SparseTopKGate(K = 4, Score = GateScore.SqrtSoftplus, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Scale = 2.5, Temperature = 1.5, NoisyTopK = true, Parallel = true)]
    public static partial void Alpha(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, ReadOnlySpan<Element> selectionBias, ReadOnlySpan<bool> active, int capacity, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> importance, Span<Element> logSumExp);

    [SparseTopKGate(Experts = 32, K = 6, NormalizeThenSelect = true, Groups = 4, TopGroups = 2, Scale = 2.5, SoftCap = 15, Activation = GateActivation.Gelu, NoisyTopK = true, ZLoss = 0.1)]
    public static partial void Beta(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> denseWeights, Span<Element> logSumExp, Span<Element> zLoss, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 14, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, SoftCap = 15, Activation = GateActivation.Tanh, DropPolicy = DropPolicy.Probability)]
    public static partial void Gamma(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> selectionBias, ReadOnlySpan<bool> active, int capacity, int expertStart, int expertStop, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> denseWeights, Span<Element> importance, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(K = 7, NormalizeThenSelect = true, Renormalize = true, Activation = GateActivation.Sigmoid, Parallel = true)]
    public static partial void Delta(ReadOnlySpan<Element> logits, int experts, int capacity, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits);

    [SparseTopKGate(K = 2, Score = GateScore.Sigmoid, Renormalize = true, Groups = 4, TopGroups = 2, Activation = GateActivation.Gelu, NoisyTopK = true, ZLoss = 0.1, Parallel = true)]
    public static partial void Epsilon(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> selectionBias, ReadOnlySpan<bool> active, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> importance, Span<Element> logSumExp, Span<Element> zLoss);

    [SparseTopKGate(Experts = 32, K = 9, Score = GateScore.SqrtSoftplus, Temperature = 1.5, NoisyTopK = true, DropPolicy = DropPolicy.Probability)]
    public static partial void Zeta(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, int capacity, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> denseWeights, Span<Element> logSumExp, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(K = 4, NormalizeThenSelect = true, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Scale = 2.5, Temperature = 1.5, SoftCap = 15, Activation = GateActivation.Tanh, NoisyTopK = true, DropPolicy = DropPolicy.Probability, Parallel = true)]
    public static partial void Eta(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<bool> active, int capacity, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> importance, Span<Element> logSumExp, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 6, NormalizeThenSelect = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Scale = 2.5, SoftCap = 15, Activation = GateActivation.Sigmoid, NoisyTopK = true)]
    public static partial void Theta(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, ReadOnlySpan<Element> selectionBias, int capacity, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> denseWeights, Span<Element> importance);

    [SparseTopKGate(K = 8, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Scale = 2.5, Activation = GateActivation.Tanh, NoisyTopK = true, ZLoss = 0.1)]
    public static partial void Iota(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, int capacity, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> logSumExp, Span<Element> zLoss);

    [SparseTopKGate(Experts = 32, K = 10, Score = GateScore.SqrtSoftplus, Renormalize = true, Scale = 2.5, Temperature = 1.5, SoftCap = 15, Activation = GateActivation.Sigmoid, ZLoss = 0.1, Parallel = true)]
    public static partial void Kappa(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> selectionBias, ReadOnlySpan<bool> active, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> denseWeights, Span<Element> logSumExp, Span<Element> zLoss, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(K = 2, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, SoftCap = 15, NoisyTopK = true, Parallel = true)]
    public static partial void Lambda(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<bool> active, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> denseWeights, Span<Element> logSumExp, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 4, Score = GateScore.SqrtSoftplus, Renormalize = true, Groups = 4, TopGroups = 2, Activation = GateActivation.Gelu, NoisyTopK = true)]
    public static partial void Mu(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, int capacity, int expertStart, int expertStop, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> importance, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 6, Renormalize = true, Groups = 4, TopGroups = 2, Scale = 2.5, SoftCap = 15, DropPolicy = DropPolicy.Probability)]
    public static partial void Nu(ReadOnlySpan<Element> logits, int capacity, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> logSumExp, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 11, Score = GateScore.SqrtSoftplus, Renormalize = true, Activation = GateActivation.Tanh, NoisyTopK = true, Parallel = true)]
    public static partial void Xi(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> selectionBias, ReadOnlySpan<bool> active, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> importance, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 13, Score = GateScore.Sigmoid, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Scale = 2.5, Temperature = 1.5, Activation = GateActivation.Gelu, ZLoss = 0.1, DropPolicy = DropPolicy.Probability)]
    public static partial void Omicron(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> active, int capacity, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> logSumExp, Span<Element> zLoss, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 2, Score = GateScore.SqrtSoftplus, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Scale = 2.5, Activation = GateActivation.Gelu, NoisyTopK = true)]
    public static partial void Pi(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, ReadOnlySpan<bool> active, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> importance, Span<Element> logSumExp, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 4, Score = GateScore.Sigmoid, Renormalize = true, Groups = 4, TopGroups = 2, Scale = 2.5, Temperature = 1.5, Activation = GateActivation.Sigmoid, NoisyTopK = true, DropPolicy = DropPolicy.Probability, Parallel = true)]
    public static partial void Rho(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<bool> active, int capacity, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> importance, Span<int> slots, Span<int> offsets);

    [SparseTopKGate(Experts = 32, K = 6, NormalizeThenSelect = true, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Temperature = 1.5, SoftCap = 15)]
    public static partial void Sigma(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> selectionBias, ReadOnlySpan<bool> active, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> importance);

    [SparseTopKGate(Experts = 32, K = 8, Score = GateScore.Sigmoid, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Scale = 2.5, SoftCap = 15, Activation = GateActivation.Sigmoid, NoisyTopK = true)]
    public static partial void Tau(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, int capacity, int expertStart, int expertStop, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> logSumExp);

    [SparseTopKGate(K = 12, Score = GateScore.Sigmoid, Activation = GateActivation.Gelu, Parallel = true)]
    public static partial void Upsilon(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<bool> active, int expertStart, int expertStop, Element temperature, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> importance);

    [SparseTopKGate(Experts = 32, K = 2, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, Scale = 2.5, Temperature = 1.5, Activation = GateActivation.Tanh, NoisyTopK = true, ZLoss = 0.1)]
    public static partial void Phi(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, ReadOnlySpan<bool> active, int capacity, int expertStart, int expertStop, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> denseWeights, Span<Element> logSumExp, Span<Element> zLoss);

    [SparseTopKGate(Experts = 32, K = 15, NormalizeThenSelect = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Scale = 2.5, SoftCap = 15, Activation = GateActivation.Tanh, NoisyTopK = true, Parallel = true)]
    public static partial void Chi(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> selectionBias, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<Element> denseWeights, Span<Element> importance);

    [SparseTopKGate(K = 6, Renormalize = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Temperature = 1.5, SoftCap = 15, NoisyTopK = true, ZLoss = 0.1, DropPolicy = DropPolicy.Probability, Parallel = true)]
    public static partial void Psi(ReadOnlySpan<Element> logits, int experts, ReadOnlySpan<Element> noise, ReadOnlySpan<Element> noiseLogits, ReadOnlySpan<bool> active, int capacity, Span<int> selected, Span<Element> weights, Span<Element> preparedLogits, Span<int> load, Span<Element> importance, Span<Element> logSumExp, Span<Element> zLoss, Span<int> slots, Span<int> offsets);
}
