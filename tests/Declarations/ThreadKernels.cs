namespace FusedKernels.Tests.Declarations;

/// <summary>The same kernels on one thread and on several.</summary>
public static partial class ThreadKernels
{
    public static partial class Serial
    {
        [FusedSoftmax]
        public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, int columns);

        [FusedSoftmax]
        public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities, int columns, CancellationToken cancellationToken);

        [FusedSoftmax]
        public static partial void InPlace(Span<float> logits, int columns, CancellationToken cancellationToken);

        [FusedSoftmax(Length = 8)]
        public static partial void Lanes(ReadOnlySpan<float> logits, Span<float> probabilities);

        [FusedLogSoftmax(Length = 20)]
        public static partial void Groups(ReadOnlySpan<float> logits, ReadOnlySpan<float> bias, ReadOnlySpan<bool> mask, Span<float> logProbabilities);

        [FusedLogSoftmax]
        public static partial void Axis(ReadOnlySpan<float> logits, ReadOnlySpan<float> bias, ReadOnlySpan<bool> mask, Span<float> logProbabilities, int columns, int inner, float temperature);

        [FusedLogSumExp]
        public static partial void LogSumExp(ReadOnlySpan<float> logits, Span<float> results, int columns, int inner);

        [FusedCrossEntropy]
        public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns);

        [FusedCrossEntropy(Reduction = Reduction.Sum, LabelSmoothing = 0.1, ZLoss = 0.01)]
        public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets, ReadOnlySpan<double> classWeights, ReadOnlySpan<double> rowWeights, double gradientScale, double temperature, Span<double> gradient, Span<double> losses, Span<double> logSumExp, int columns);

        [FusedCrossEntropy(Reduction = Reduction.None)]
        public static partial void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses, int columns);

        [SparseTopKGate(Experts = 20, K = 3, Score = GateScore.Sigmoid, Renormalize = true)]
        public static partial void Route(ReadOnlySpan<float> logits, ReadOnlySpan<float> selectionBias, ReadOnlySpan<bool> active, Span<int> selected, Span<float> weights, Span<float> importance, Span<float> logSumExp, CancellationToken cancellationToken);

        [SparseTopKGateGradient(Experts = 20, K = 3, Score = GateScore.Sigmoid, Renormalize = true)]
        public static partial void RouteGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient);
    }

    public static partial class Parallel
    {
        [FusedSoftmax(Parallel = true)]
        public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, int columns, int maxDegreeOfParallelism = -1);

        [FusedSoftmax(Parallel = true)]
        public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities, int columns, int maxDegreeOfParallelism, CancellationToken cancellationToken = default);

        [FusedSoftmax(Parallel = true)]
        public static partial void InPlace(Span<float> logits, int columns, [KernelParameter(KernelRole.MaxDegreeOfParallelism)] int threads, [KernelParameter(KernelRole.CancellationToken)] CancellationToken stop);

        [FusedSoftmax(Length = 8, Parallel = true)]
        public static partial void Lanes(ReadOnlySpan<float> logits, Span<float> probabilities, int maxDegreeOfParallelism);

        [FusedLogSoftmax(Length = 20, Parallel = true)]
        public static partial void Groups(ReadOnlySpan<float> logits, ReadOnlySpan<float> bias, ReadOnlySpan<bool> mask, Span<float> logProbabilities, int maxDegreeOfParallelism);

        [FusedLogSoftmax(Parallel = true)]
        public static partial void Axis(ReadOnlySpan<float> logits, ReadOnlySpan<float> bias, ReadOnlySpan<bool> mask, Span<float> logProbabilities, int columns, int inner, float temperature, int maxDegreeOfParallelism);

        [FusedLogSumExp(Parallel = true)]
        public static partial void LogSumExp(ReadOnlySpan<float> logits, Span<float> results, int columns, int inner, int maxDegreeOfParallelism);

        [FusedCrossEntropy(Parallel = true)]
        public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns, int maxDegreeOfParallelism);

        [FusedCrossEntropy(Parallel = true, Reduction = Reduction.Sum, LabelSmoothing = 0.1, ZLoss = 0.01)]
        public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets, ReadOnlySpan<double> classWeights, ReadOnlySpan<double> rowWeights, double gradientScale, double temperature, Span<double> gradient, Span<double> losses, Span<double> logSumExp, int columns, int maxDegreeOfParallelism, CancellationToken cancellationToken);

        [FusedCrossEntropy(Parallel = true, Reduction = Reduction.None)]
        public static partial void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses, int columns, int maxDegreeOfParallelism);

        [SparseTopKGate(Experts = 20, K = 3, Score = GateScore.Sigmoid, Renormalize = true, Parallel = true)]
        public static partial void Route(ReadOnlySpan<float> logits, ReadOnlySpan<float> selectionBias, ReadOnlySpan<bool> active, Span<int> selected, Span<float> weights, Span<float> importance, Span<float> logSumExp, int maxDegreeOfParallelism);

        [SparseTopKGateGradient(Experts = 20, K = 3, Score = GateScore.Sigmoid, Renormalize = true, Parallel = true)]
        public static partial void RouteGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient, int maxDegreeOfParallelism);
    }
}
