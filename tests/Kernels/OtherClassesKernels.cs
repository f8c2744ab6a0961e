namespace FusedKernels.Tests.Kernels;

/// <summary>Smoothing that leaves the target nothing: all other classes take its place.</summary>
public static partial class OtherClassesKernels
{
    [FusedCrossEntropy(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget)]
    public static partial Element Others(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, Reduction = Reduction.None)]
    public static partial void OthersEverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Element temperature, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions, int columns);

    [FusedCrossEntropy(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget, SoftCap = 3, Reduction = Reduction.Sum)]
    public static partial Element OthersCapAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<long> targets, ReadOnlySpan<Element> classWeights, Span<Element> gradient, Span<Element> losses, int columns, int inner);

    [FusedCrossEntropy(Length = 10, LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget)]
    public static partial Element OthersLength10(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, Span<Element> losses);

    [FusedCrossEntropy(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget, Reduction = Reduction.None)]
    public static partial void OthersAxisNone(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns, int inner);

    [FusedCrossEntropy(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget)]
    public static partial Element OthersProbabilities(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget, Reduction = Reduction.Sum)]
    public static partial Element OthersProbabilitiesWeights(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, Span<Element> gradient, int columns, int inner);

    [FusedNegativeLogLikelihood(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget)]
    public static partial Element LikelihoodOthers(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedNegativeLogLikelihood(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget, Reduction = Reduction.None)]
    public static partial void LikelihoodOthersNone(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, Span<Element> gradient, Span<Element> losses, int columns, int inner);

    [FusedNegativeLogLikelihood(LabelSmoothing = 1, SmoothingVariant = SmoothingVariant.ExcludeTarget, Reduction = Reduction.Sum)]
    public static partial Element LikelihoodOthersProbabilities(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, Span<Element> gradient, int columns);

    [FusedNegativeLogLikelihood(LabelSmoothing = 1, Reduction = Reduction.Sum)]
    public static partial Element LikelihoodSmoothingOnly(ReadOnlySpan<Element> logProbabilities, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);
}
