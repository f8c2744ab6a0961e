namespace FusedKernels.Tests.Kernels;

/// <summary>Negative log-likelihood with every option, alone and together.</summary>
public static partial class LikelihoodKernels
{
    [FusedNegativeLogLikelihood]
    public static partial Element Likelihood(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, int columns);

    [FusedNegativeLogLikelihood]
    public static partial Element LikelihoodGradient(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, Span<Element> gradient, int columns);

    [FusedNegativeLogLikelihood(Reduction = Reduction.None, LabelSmoothing = 0.1)]
    public static partial void LikelihoodSmoothing(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedNegativeLogLikelihood(LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget, IgnoreIndex = -1)]
    public static partial Element LikelihoodEverything(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedNegativeLogLikelihood(Length = 10, Reduction = Reduction.Sum)]
    public static partial Element LikelihoodLength10(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, Span<Element> gradient);

    [FusedNegativeLogLikelihood(Reduction = Reduction.None)]
    public static partial void LikelihoodProbabilities(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<Element> targetProbabilities, Span<Element> losses, Span<Element> gradient, int columns);

    [FusedNegativeLogLikelihood(LabelSmoothing = 0.1)]
    public static partial Element LikelihoodProbabilitiesEverything(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, Span<Element> losses, int columns);
}
