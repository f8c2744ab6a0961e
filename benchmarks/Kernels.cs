namespace FusedKernels.Benchmarks;

/// <summary>Our side of every comparison: one kernel for each operator and shape.</summary>
internal static partial class Kernels
{
    [FusedSoftmax]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax]
    public static partial void SoftmaxBatch(ReadOnlySpan<float> logits, Span<float> probabilities, int columns);

    [FusedSoftmax(Length = 8)]
    public static partial void Softmax8(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax(Length = 64)]
    public static partial void Softmax64(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax(Length = 128)]
    public static partial void Softmax128(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax(Length = 256)]
    public static partial void Softmax256(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax]
    public static partial void SoftmaxAxis(ReadOnlySpan<float> logits, Span<float> probabilities, int columns, int inner);

    [FusedLogSoftmax]
    public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);

    [FusedLogSoftmax]
    public static partial void LogSoftmaxBatch(ReadOnlySpan<float> logits, Span<float> logProbabilities, int columns);

    [FusedLogSoftmax(Length = 8)]
    public static partial void LogSoftmax8(ReadOnlySpan<float> logits, Span<float> logProbabilities);

    [FusedLogSoftmax(Length = 64)]
    public static partial void LogSoftmax64(ReadOnlySpan<float> logits, Span<float> logProbabilities);

    [FusedLogSoftmax]
    public static partial void LogSoftmaxAxis(ReadOnlySpan<float> logits, Span<float> logProbabilities, int columns, int inner);

    [FusedCrossEntropy(Reduction = Reduction.Sum)]
    public static partial float CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns);

    [FusedCrossEntropy(Reduction = Reduction.Sum, Parallel = true)]
    public static partial float CrossEntropyOnThreads(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns);

    [SparseTopKGate(Experts = 8, K = 2)]
    public static partial void Gate8(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);

    [SparseTopKGate(Experts = 64, K = 2)]
    public static partial void Gate64(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);

    [SparseTopKGate(Experts = 64, K = 8)]
    public static partial void Gate64Of8(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);

    [SparseTopKGate(Experts = 128, K = 8)]
    public static partial void Gate128(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);

    [SparseTopKGate(Experts = 256, K = 8, Score = GateScore.Sigmoid, Groups = 8, TopGroups = 4, GroupScore = GroupScore.SumOfTop2, Renormalize = true, Scale = 2.5)]
    public static partial void GateDeepSeek(ReadOnlySpan<float> logits, ReadOnlySpan<float> selectionBias, Span<int> selected, Span<float> weights);

    [FusedLogSumExp]
    public static partial float LogSumExp(ReadOnlySpan<float> logits);

    [FusedLogSumExp]
    public static partial void LogSumExpBatch(ReadOnlySpan<float> logits, Span<float> results, int columns);

    [FusedLogSumExp(Length = 8)]
    public static partial void LogSumExp8(ReadOnlySpan<float> logits, Span<float> results);

    [FusedLogSumExp(Length = 64)]
    public static partial void LogSumExp64(ReadOnlySpan<float> logits, Span<float> results);

    [FusedLogSumExp]
    public static partial void LogSumExpAxis(ReadOnlySpan<float> logits, Span<float> results, int columns, int inner);
}
