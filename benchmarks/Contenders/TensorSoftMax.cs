using System.Numerics.Tensors;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>The library's own softmax. It does not subtract the maximum: less work, and NaN or zeros from logits of about 89 on.</summary>
internal readonly struct TensorSoftMax : IRowContender
{
#pragma warning disable FK1002 // what it does to large logits is what it is measured for
    public static void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch) => TensorPrimitives.SoftMax(logits, output);
#pragma warning restore FK1002
}
