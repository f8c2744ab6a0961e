namespace FusedKernels.Tests.Kernels;

/// <summary>Cross-entropy with every option, alone and together.</summary>
public static partial class CrossEntropyKernels
{
    [FusedCrossEntropy]
    public static partial Element Loss(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, int columns);

    [FusedCrossEntropy]
    public static partial Element Gradient(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy(Reduction = Reduction.Sum)]
    public static partial Element Sum(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy(Reduction = Reduction.None)]
    public static partial void None(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, int columns);

    [FusedCrossEntropy(Reduction = Reduction.None)]
    public static partial void NoneWithoutGradient(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> losses, int columns);

    [FusedCrossEntropy]
    public static partial Element Weights(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, Span<Element> gradient, int columns);

    [FusedCrossEntropy]
    public static partial Element Upstream(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1)]
    public static partial Element Smoothing(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1)]
    public static partial Element SmoothingWeights(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.25, SmoothingVariant = SmoothingVariant.ExcludeTarget, Reduction = Reduction.Sum)]
    public static partial Element SmoothingExcludesTarget(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.75, SmoothingVariant = SmoothingVariant.ExcludeTarget, Reduction = Reduction.Sum)]
    public static partial Element SmoothingLeavesLittle(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 1, Reduction = Reduction.None)]
    public static partial void SmoothingOnly(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(ZLoss = 0.01)]
    public static partial Element ZLoss(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> logSumExp, int columns);

    [FusedCrossEntropy(Temperature = 0.7f)]
    public static partial Element Temperature07(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy]
    public static partial Element TemperatureChosen(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Element temperature, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1, ZLoss = 0.01, Temperature = 0.7f, IgnoreIndex = -1)]
    public static partial Element Everything(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, Reduction = Reduction.None)]
    public static partial void EverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Element temperature, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, int columns);

    [FusedCrossEntropy(Reduction = Reduction.None)]
    public static partial void Results(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions, int columns);

    [FusedCrossEntropy]
    public static partial Element Entropy(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Element temperature, Span<Element> entropy, int columns);

    [FusedCrossEntropy]
    public static partial Element Probabilities(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, Span<Element> gradient, int columns);

    [FusedCrossEntropy(Reduction = Reduction.Sum)]
    public static partial Element ProbabilitiesWeights(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1)]
    public static partial Element ProbabilitiesSmoothing(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, Reduction = Reduction.None)]
    public static partial void ProbabilitiesEverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Element temperature, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, int columns);

    [FusedCrossEntropy(SoftCap = 30, Reduction = Reduction.None)]
    public static partial void Cap30(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> losses, Span<Element> logSumExp, int columns);

    [FusedCrossEntropy(SoftCap = 3)]
    public static partial Element Cap3(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy(SoftCap = 1000.1, LabelSmoothing = 0.1)]
    public static partial Element Cap1000(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Element temperature, Span<Element> gradient, Span<Element> losses, int columns);

    [FusedCrossEntropy(SoftCap = 0.3, Reduction = Reduction.Sum)]
    public static partial Element CapProbabilities(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, Span<Element> gradient, Span<Element> losses, Span<Element> entropy, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.1, ZLoss = 0.01, Temperature = 0.7, SoftCap = 3, Reduction = Reduction.Sum)]
    public static partial Element CapEverything(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions, int columns);

    [FusedCrossEntropy(LabelSmoothing = 0.2, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, SoftCap = 30, Reduction = Reduction.None)]
    public static partial void CapProbabilitiesEverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> targetProbabilities, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Element temperature, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, Span<Element> entropy, Span<int> predictions, int columns);

    [FusedCrossEntropy(Length = 10)]
    public static partial Element Length10(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient);

    [FusedCrossEntropy(Length = 10, LabelSmoothing = 0.1, ZLoss = 0.01, Reduction = Reduction.None)]
    public static partial void Length10EverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Element temperature, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp);

    [FusedCrossEntropy(Length = 100, Reduction = Reduction.None)]
    public static partial void Length100(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> losses, int columns);

    [FusedCrossEntropy(Length = 300, Reduction = Reduction.None)]
    public static partial void Length300(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses);

    [FusedCrossEntropy]
    public static partial Element Axis(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns, int inner);

    [FusedCrossEntropy(LabelSmoothing = 0.1, SmoothingVariant = SmoothingVariant.ExcludeTarget, ZLoss = 0.01, Reduction = Reduction.None)]
    public static partial void AxisEverythingNone(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, ReadOnlySpan<Element> classWeights, ReadOnlySpan<Element> rowWeights, Element gradientScale, Element temperature, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, int columns, int inner);

    [FusedCrossEntropy(Reduction = Reduction.None)]
    public static partial void AxisWithoutGradient(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> losses, int columns, int inner);

    [FusedCrossEntropy(Length = 21, Temperature = 0.7f, Reduction = Reduction.None)]
    public static partial void AxisLength21(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, int columns, int inner);

    [FusedCrossEntropy(AllIgnored = AllIgnoredPolicy.NaN)]
    public static partial Element AllIgnoredNaN(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial Element MaskedNaN(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial Element InfinityNaN(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy]
    public static partial Element LongTargets(ReadOnlySpan<Element> logits, ReadOnlySpan<long> targets, Span<Element> gradient, int columns);

    [FusedCrossEntropy]
    public static partial Element Arrays(Element[] logits, int[] targets, Element[] gradient, int columns);
}
