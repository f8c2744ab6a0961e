namespace FusedKernels.Tests.Declarations;

/// <summary>Kernels declared in every way that the language allows.</summary>
public partial class Shapes
{
    [FusedSoftmax]
    public static partial void OfArrays(float[] logits, float[] probabilities);

    [FusedSoftmax]
    public static partial void ArrayInPlace(float[] logits);

    /// <summary>Documentation of the user's own stays beside what is emitted.</summary>
    [FusedSoftmax]
    public static partial void Renamed(
        [KernelParameter(KernelRole.Probabilities)] Span<float> @out,
        [KernelParameter(KernelRole.Logits)] ReadOnlySpan<float> scores,
        [KernelParameter(KernelRole.Columns)] int @class);

    [FusedSoftmax]
    public partial void OfAnInstance(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax]
    public static partial void Overloaded(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax]
    public static partial void Overloaded(ReadOnlySpan<double> logits, Span<double> probabilities);

    public static partial class Nested
    {
        public partial record Inner
        {
            [FusedSoftmax]
            public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
    }
}
