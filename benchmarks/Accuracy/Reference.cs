using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Accuracy;

/// <summary>The exact results as double can tell them: exponentials in double, sums compensated.</summary>
internal static class Reference
{
    public static double[] Compute(Workload workload)
    {
        if (workload.Family == KernelFamily.Gate)
        {
            return GateReference.Compute(workload);
        }

        Shape shape = workload.Shape;
        double[] reference = new double[workload.OutputElements];
        for (int row = 0; row < shape.Rows; row++)
        {
            (int outer, int inner) = Math.DivRem(row, shape.Inner);
            int start = (outer * shape.Columns * shape.Inner) + inner;
            ComputeRow(workload, row, start, reference);
        }

        return reference;
    }

    private static void ComputeRow(Workload workload, int row, int start, double[] reference)
    {
        ReadOnlySpan<float> logits = workload.Logits;
        int stride = workload.Shape.Inner;
        int end = start + (workload.Columns * stride);
        double max = double.NegativeInfinity;
        for (int i = start; i < end; i += stride)
        {
            max = Math.Max(max, logits[i]);
        }

        NeumaierSum sum = default;
        for (int i = start; i < end; i += stride)
        {
            sum.Add(Math.Exp(logits[i] - max));
        }

        double logSum = Math.Log(sum.Value);
        if (workload.Family == KernelFamily.LogSumExp)
        {
            reference[row] = max + logSum;
            return;
        }

        for (int i = start; i < end; i += stride)
        {
            double shifted = logits[i] - max;
            reference[i] = workload.Family == KernelFamily.LogSoftmax ? shifted - logSum : Math.Exp(shifted) / sum.Value;
        }

        if (workload.Family == KernelFamily.CrossEntropy)
        {
            reference[start + workload.Targets[row]] -= 1;
        }
    }
}
