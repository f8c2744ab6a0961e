using System.Numerics.Tensors;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>The operators as the last step of a <see cref="TensorComposition"/>.</summary>
internal static class TensorOperators
{
    public readonly struct Softmax : ITensorOperator
    {
        public static bool KeepsExponentials => true;

        public static void Finish(ReadOnlySpan<float> logits, float max, float sum, Span<float> output) =>
            TensorPrimitives.Divide(output, sum, output);

        public static void FinishPlanes(ReadOnlySpan<float> logits, Span<float> max, Span<float> sum, Span<float> output)
        {
            for (; !output.IsEmpty; output = output[sum.Length..])
            {
                TensorPrimitives.Divide(output[..sum.Length], sum, output);
            }
        }
    }

    /// <summary>logits − (max + log sum): one pass over the row less than (logits − max) − log sum, at the price of a rounding where |max| is large.</summary>
    public readonly struct LogSoftmax : ITensorOperator
    {
        public static bool KeepsExponentials => false;

        public static void Finish(ReadOnlySpan<float> logits, float max, float sum, Span<float> output) =>
            TensorPrimitives.Subtract(logits, max + MathF.Log(sum), output);

        public static void FinishPlanes(ReadOnlySpan<float> logits, Span<float> max, Span<float> sum, Span<float> output)
        {
            LogSumExp.FinishPlanes(logits, max, sum, output: sum);
            for (; !logits.IsEmpty; logits = logits[sum.Length..], output = output[sum.Length..])
            {
                TensorPrimitives.Subtract(logits[..sum.Length], sum, output);
            }
        }
    }

    public readonly struct LogSumExp : ITensorOperator
    {
        public static bool KeepsExponentials => false;

        public static void Finish(ReadOnlySpan<float> logits, float max, float sum, Span<float> output) => output[0] = max + MathF.Log(sum);

        public static void FinishPlanes(ReadOnlySpan<float> logits, Span<float> max, Span<float> sum, Span<float> output)
        {
            TensorPrimitives.Log(sum, sum);
            TensorPrimitives.Add(max, sum, output);
        }
    }
}
