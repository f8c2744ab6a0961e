using FusedKernels;

namespace Digits;

/// <summary>The classifier's kernels, over a batch with one row for each image: the constant length makes them straight-line code.</summary>
internal static partial class DigitKernels
{
    [FusedSoftmax(Length = DigitData.Classes)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, int columns);

    [FusedLogSoftmax(Length = DigitData.Classes)]
    public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities, int columns);
}
