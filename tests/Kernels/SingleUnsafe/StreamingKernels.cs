namespace FusedKernels.Tests.Kernels;

/// <summary>Those whose stores may take another way where unsafe code is allowed: names and declarations as in the safe project.</summary>
public static partial class SoftmaxKernels
{
    [FusedSoftmax]
    public static partial void Row(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void InPlace(Span<Element> logits);

    [FusedSoftmax]
    public static partial void Batch(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns);

    [FusedSoftmax]
    public static partial void Axis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(Temperature = 0.7f)]
    public static partial void Temperature07(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 1000)]
    public static partial void Length1000(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);
}

/// <inheritdoc cref="SoftmaxKernels"/>
public static partial class LogSoftmaxKernels
{
    [FusedLogSoftmax]
    public static partial void Row(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax]
    public static partial void Batch(ReadOnlySpan<Element> logits, Span<Element> logProbabilities, int columns);
}

/// <inheritdoc cref="SoftmaxKernels"/>
public static partial class CrossEntropyKernels
{
    [FusedCrossEntropy(Reduction = Reduction.None)]
    public static partial void None(ReadOnlySpan<Element> logits, ReadOnlySpan<int> targets, Span<Element> gradient, Span<Element> losses, Span<Element> logSumExp, int columns);
}
