using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Accuracy;

/// <summary>
/// Errors in the unit of the kernels' contract: the distance from the correctly rounded value in its units in the last place; for
/// log-softmax and log-sum-exp in those of max(|value|, 1), and for probabilities and derivatives below 2⁻¹²⁶ not at all.
/// </summary>
internal static class UlpError
{
    private const double SmallestNormal = 1.17549435e-38; // 2⁻¹²⁶

    /// <summary>The worst of all results; infinite where one is NaN or infinite and should not be.</summary>
    public static double Worst(KernelFamily family, ReadOnlySpan<float> results, ReadOnlySpan<double> reference)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Length, reference.Length, nameof(results));
        double worst = 0;
        for (int i = 0; i < results.Length; i++)
        {
            bool ofItself = family is KernelFamily.Softmax or KernelFamily.CrossEntropy or KernelFamily.Gate;
            if (ofItself && Math.Abs(reference[i]) < SmallestNormal)
            {
                continue;
            }

            float rounded = (float)reference[i];
            float unitAt = ofItself ? MathF.Abs(rounded) : MathF.Max(MathF.Abs(rounded), 1);
            double error = Math.Abs((double)results[i] - rounded) / (MathF.BitIncrement(unitAt) - (double)unitAt);
            worst = double.IsFinite(error) ? Math.Max(worst, error) : double.PositiveInfinity;
        }

        return worst;
    }
}
