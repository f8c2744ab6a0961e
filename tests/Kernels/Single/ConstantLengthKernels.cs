namespace FusedKernels.Tests.Kernels;

/// <summary>Every length that is transposed, and longer ones with bias and mask: how rows go in groups depends on the length, not on the element type.</summary>
public static partial class SoftmaxKernels
{
    [FusedSoftmax(Length = 4)]
    public static partial void Length4(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 5)]
    public static partial void Length5(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 6)]
    public static partial void Length6(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 7)]
    public static partial void Length7(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 9)]
    public static partial void Length9(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 11)]
    public static partial void Length11(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 12)]
    public static partial void Length12(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 13)]
    public static partial void Length13(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 14)]
    public static partial void Length14(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 15)]
    public static partial void Length15(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 17)]
    public static partial void Length17BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax(Length = 33)]
    public static partial void Length33BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax(Length = 64)]
    public static partial void Length64BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax(Length = 256)]
    public static partial void Length256BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);
}

/// <inheritdoc cref="SoftmaxKernels"/>
public static partial class LogSoftmaxKernels
{
    [FusedLogSoftmax(Length = 4)]
    public static partial void Length4(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 5)]
    public static partial void Length5(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 6)]
    public static partial void Length6(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 7)]
    public static partial void Length7(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 9)]
    public static partial void Length9(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 11)]
    public static partial void Length11(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 12)]
    public static partial void Length12(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 13)]
    public static partial void Length13(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 14)]
    public static partial void Length14(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 15)]
    public static partial void Length15(ReadOnlySpan<Element> logits, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 17)]
    public static partial void Length17BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> logProbabilities);

    [FusedLogSoftmax(Length = 64)]
    public static partial void Length64BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> logProbabilities);
}

/// <inheritdoc cref="SoftmaxKernels"/>
public static partial class LogSumExpKernels
{
    [FusedLogSumExp(Length = 1)]
    public static partial void Length1Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 2)]
    public static partial void Length2Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 3)]
    public static partial void Length3Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 4)]
    public static partial void Length4Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 5)]
    public static partial void Length5Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 6)]
    public static partial void Length6Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 7)]
    public static partial void Length7Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 8)]
    public static partial void Length8Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 9)]
    public static partial void Length9Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 11)]
    public static partial void Length11Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 12)]
    public static partial void Length12Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 13)]
    public static partial void Length13Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 14)]
    public static partial void Length14Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 15)]
    public static partial void Length15Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 16)]
    public static partial void Length16Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 33)]
    public static partial void Length33BiasMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> results);

    [FusedLogSumExp(Length = 100)]
    public static partial void Length100BiasMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> results);

    [FusedLogSumExp(Length = 256)]
    public static partial void Length256BiasMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> results);
}
