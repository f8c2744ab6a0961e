using FusedKernels;

namespace QuickStart;

/// <summary>The kernels of this sample: declared here, written by the generator.</summary>
internal static partial class Kernels
{
    /// <summary>The probabilities of one row of logits, of any length.</summary>
    [FusedSoftmax]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    /// <summary>The probabilities of a batch of digits, one row each: the constant length makes it straight-line code.</summary>
    [FusedSoftmax(Length = DigitData.Classes)]
    public static partial void DigitProbabilities(ReadOnlySpan<float> logits, Span<float> probabilities, int columns);

    /// <summary>The log-probabilities of a batch of digits, one row each.</summary>
    [FusedLogSoftmax(Length = DigitData.Classes)]
    public static partial void DigitLogProbabilities(ReadOnlySpan<float> logits, Span<float> logProbabilities, int columns);
}
