namespace FusedKernels.Tests.Kernels;

/// <summary>What is missing among the other losses until every option has met every other (<c>LossOptionPairsTests</c>).</summary>
public static partial class CrossEntropyPairs
{
    [FusedCrossEntropy(Length = 21, LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, SoftCap = 3, Temperature = 0.7, IgnoreIndex = -1, AllIgnored = AllIgnoredPolicy.NaN, MaskedRow = MaskedRowPolicy.NaN, PositiveInfinity = PositiveInfinityPolicy.NaN, Parallel = true)]
    public static partial Element PairLength21(ReadOnlySpan<Element> logits, ReadOnlySpan<long> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions);

    [FusedCrossEntropy(LabelSmoothing = 0.1, SoftCap = 30, Reduction = Reduction.Sum, IgnoreIndex = -1, MaskedRow = MaskedRowPolicy.NaN, PositiveInfinity = PositiveInfinityPolicy.NaN, Parallel = true)]
    public static partial Element PairAxisCap(ReadOnlySpan<Element> logits, ReadOnlySpan<long> targets, Element temperature, int columns, int inner);

    [FusedCrossEntropy(ZLoss = 0.01, Reduction = Reduction.None, MaskedRow = MaskedRowPolicy.NaN, PositiveInfinity = PositiveInfinityPolicy.NaN, Parallel = true)]
    public static partial void PairAxisProbabilities(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, Element gradientScale, Span<Element> gradient, Span<Element> losses, Span<Element> entropy, Span<int> predictions, int columns, int inner, int maxDegreeOfParallelism);

    [FusedCrossEntropy(ZLoss = 0.01, SoftCap = 3, Reduction = Reduction.None, IgnoreIndex = -1, Parallel = true)]
    public static partial void PairPredictions(ReadOnlySpan<Element> logits, ReadOnlySpan<long> targets, ReadOnlySpan<Element> rowWeights, Span<Element> losses, Span<int> predictions, int columns);

    [FusedCrossEntropy(Length = 300, LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, SoftCap = 3, Temperature = 0.7, Reduction = Reduction.Sum, Parallel = true)]
    public static partial Element PairLength300(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Span<Element> logSumExp, Span<int> predictions, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1, IgnoreIndex = -1, AllIgnored = AllIgnoredPolicy.NaN, PositiveInfinity = PositiveInfinityPolicy.NaN, Parallel = true)]
    public static partial Element PairAxisEntropy(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element temperature, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, int columns, int inner, int maxDegreeOfParallelism);

    [FusedCrossEntropy(LabelSmoothing = 0.1, ZLoss = 0.01, SoftCap = 30, Temperature = 0.7, AllIgnored = AllIgnoredPolicy.NaN, Parallel = true)]
    public static partial Element PairCapProbabilities(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, Span<Element> gradient, Span<Element> losses, Span<int> predictions, int columns, int maxDegreeOfParallelism);

    /// <summary>Not for the pairs: every number of a row along another axis at once, with a gradient that needs the logits again.</summary>
    [FusedCrossEntropy(LabelSmoothing = 0.1, ZLoss = 0.01, SoftCap = 3, Reduction = Reduction.None)]
    public static partial void AxisCapEverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions, int columns, int inner);

    /// <summary>The same with a gradient that takes the exponentials' place.</summary>
    [FusedCrossEntropy(LabelSmoothing = 0.1, Reduction = Reduction.None)]
    public static partial void AxisResults(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, Span<Element> entropy, Span<int> predictions, int columns, int inner);
}
