using System.Runtime.InteropServices;
using FusedKernels.Routing;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>The functions around a router give the same bits on every machine, which runs this test once for each of its levels, and allocate nothing.</summary>
public class RoutingBitsTests
{
    private const int Experts = 13;

    [Fact]
    public void Bits()
    {
        ulong hash = BitHash.Start;
        Everything(values =>
        {
            foreach (ulong value in MemoryMarshal.Cast<double, ulong>(values))
            {
                hash = BitHash.Add(hash, value);
            }
        });
        Assert.Equal(3737981797810912112UL, hash);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        double[] logits = Router.Logits(20 * Experts, 3, "bits");
        double[] probabilities = new double[logits.Length], gradient = new double[logits.Length], importance = new double[Experts], slopes = new double[Experts];
        double[] zeros = new double[20];
        int[] load = new int[Experts];
        long before = 0;
        for (int run = 0; run < 2; run++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            NormalizedSigmoid.Evaluate(logits, Experts, probabilities);
            ExpertStatistics.AddImportance(probabilities, importance);
            SwitchBalanceLoss.Evaluate(importance, load, 20, 1, slopes);
            VariationLoss.Evaluate(importance, 1, slopes);
            RouterGradient.AddThroughSoftmax(probabilities, slopes, Experts, gradient);
            RouterGradient.AddThroughSigmoid(logits, probabilities, slopes, Experts, gradient);
            RouterZLoss.AddGradient(probabilities, zeros, Experts, 1, gradient);
            Sinkhorn.Normalize(logits, Experts, probabilities);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Everything(Action<double[]> show)
    {
        double[] logits = Router.Logits(20 * Experts, 3, "bits");
        double[] probabilities = new double[logits.Length];
        double[] gradient = new double[logits.Length];
        double[] importance = new double[Experts];
        double[] slopes = new double[Experts];
        NormalizedSigmoid.Evaluate(logits, Experts, probabilities);
        ExpertStatistics.AddImportance(probabilities, importance);
        SwitchBalanceLoss.Evaluate(importance, [4, 3, 2, 1, 0, 5, 6, 7, 1, 1, 2, 3, 5], 20, 0.01, slopes);
        VariationLoss.Evaluate(importance, 0.1, slopes);
        RouterGradient.AddThroughSoftmax(probabilities, slopes, Experts, gradient);
        RouterGradient.AddThroughSigmoid(logits, probabilities, slopes, Experts, gradient);
        double[] noise = [.. probabilities.Select(probability => probability + 0.5)];
        NoisyTopKLoad.AddLoad(logits, logits, noise, 2, importance);
        double[] noisyGradient = new double[logits.Length];
        NoisyTopKLoad.AddGradient(logits, logits, noise, 2, importance, gradient, noisyGradient, noise);
        show(probabilities);
        show(importance);
        show(slopes);
        show(gradient);
        show(noisyGradient);
        show(noise);
        Sinkhorn.Normalize(logits, Experts, logits);
        show(logits);
    }
}
