namespace FusedKernels.Tests.Kernels;

/// <summary>What is missing among the other likelihoods until every option has met every other (<c>LossOptionPairsTests</c>).</summary>
public static partial class LikelihoodPairs
{
    [FusedNegativeLogLikelihood(Reduction = Reduction.Sum, LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget, Parallel = true)]
    public static partial Element LikelihoodAxisSum(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<long> targets, ReadOnlySpan<Element> classWeights, Span<Element> losses, int columns, int inner, int maxDegreeOfParallelism);

    [FusedNegativeLogLikelihood(Length = 21, Reduction = Reduction.None, IgnoreIndex = -1, Parallel = true)]
    public static partial void LikelihoodLength21(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<long> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, Span<Element> losses);

    [FusedNegativeLogLikelihood(Length = 300, LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget, AllIgnored = AllIgnoredPolicy.NaN)]
    public static partial Element LikelihoodLength300(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights);

    [FusedNegativeLogLikelihood(IgnoreIndex = -1, AllIgnored = AllIgnoredPolicy.NaN, Parallel = true)]
    public static partial Element LikelihoodAxis(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns, int inner, int maxDegreeOfParallelism);

    [FusedNegativeLogLikelihood(Reduction = Reduction.Sum, LabelSmoothing = 0.1, IgnoreIndex = -1)]
    public static partial Element LikelihoodSum(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<long> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, int columns);

    [FusedNegativeLogLikelihood(Reduction = Reduction.None, LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget)]
    public static partial void LikelihoodAxisProbabilities(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<Element> targetProbabilities, Element gradientScale, Span<Element> losses, int columns, int inner);

    [FusedNegativeLogLikelihood(Length = 21, Reduction = Reduction.Sum, LabelSmoothing = 0.1, Parallel = true)]
    public static partial Element LikelihoodLength21Probabilities(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> rowWeights, Element gradientScale);

    [FusedNegativeLogLikelihood(IgnoreIndex = -1, AllIgnored = AllIgnoredPolicy.NaN, Parallel = true)]
    public static partial Element LikelihoodUpstream(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<long> targets, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, Span<Element> losses, int columns, int maxDegreeOfParallelism);

    [FusedNegativeLogLikelihood(LabelSmoothing = 0.1, AllIgnored = AllIgnoredPolicy.NaN)]
    public static partial Element LikelihoodAxisMean(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, Span<Element> gradient, int columns, int inner);

    /// <summary>Not for the pairs: the gradient of smoothed and weighted likelihoods along another axis.</summary>
    [FusedNegativeLogLikelihood(Reduction = Reduction.None, LabelSmoothing = 0.1)]
    public static partial void LikelihoodAxisEverythingNone(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Span<Element> gradient, Span<Element> losses, int columns, int inner);
}
