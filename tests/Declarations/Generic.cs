namespace FusedKernels.Tests.Declarations;

/// <summary>Kernels in generic types.</summary>
public static partial class Generic<TOuter>
    where TOuter : class
{
    public static partial class Nested<TInner>
        where TInner : struct
    {
        [FusedSoftmax]
        internal static partial void Call(ReadOnlySpan<float> logits, Span<float> probabilities);

        public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities) => Call(logits, probabilities);
    }
}
