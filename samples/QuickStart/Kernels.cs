using FusedKernels;

namespace QuickStart;

internal static partial class Kernels
{
    /// <summary>The probabilities of one row of logits, of any length.</summary>
    [FusedSoftmax]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
}
