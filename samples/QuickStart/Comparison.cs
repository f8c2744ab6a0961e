using System.Numerics.Tensors;
using Digits;

namespace QuickStart;

#pragma warning disable FK1002 // the library's softmax is here to be compared with, on logits that it can take
/// <summary>The time of softmax on the same logits, three ways, in nanoseconds per logit.</summary>
internal sealed record Comparison(double KernelTime, double PlainLoopTime, double TensorPrimitivesTime)
{
    public static Comparison OfRow(float[] logits)
    {
        float[] probabilities = new float[logits.Length];
        return Run(
            logits.Length,
            () => Kernels.Softmax(logits, probabilities),
            () => PlainLoop.Softmax(logits, probabilities),
            () => TensorPrimitives.SoftMax(logits, probabilities));
    }

    /// <summary>One call of the kernel for the batch, one call for each row of the others, which know no batches.</summary>
    public static Comparison OfBatch(float[] logits, int columns)
    {
        float[] probabilities = new float[logits.Length];
        return Run(
            logits.Length,
            () => DigitKernels.Softmax(logits, probabilities, columns),
            () =>
            {
                for (int start = 0; start < logits.Length; start += columns)
                {
                    PlainLoop.Softmax(logits.AsSpan(start, columns), probabilities.AsSpan(start, columns));
                }
            },
            () =>
            {
                for (int start = 0; start < logits.Length; start += columns)
                {
                    TensorPrimitives.SoftMax(logits.AsSpan(start, columns), probabilities.AsSpan(start, columns));
                }
            });
    }

#pragma warning restore FK1002

    private static Comparison Run(int elements, Action kernel, Action plainLoop, Action tensorPrimitives)
    {
        double[] medians = Timing.Medians(kernel, plainLoop, tensorPrimitives);
        return new Comparison(medians[0] / elements, medians[1] / elements, medians[2] / elements);
    }
}
