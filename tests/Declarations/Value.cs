namespace FusedKernels.Tests.Declarations;

/// <summary>A kernel of a struct that changes nothing in it.</summary>
public readonly partial record struct Value
{
    [FusedSoftmax]
    public readonly partial void Softmax(scoped ReadOnlySpan<float> logits, scoped Span<float> probabilities);
}
