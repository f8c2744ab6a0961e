using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>Cross-entropy and its gradient as people compose them: a softmax, then −log p[target], and 1 off that column.</summary>
internal static class LossOfSoftmax
{
    public static Func<Shape, Repeat> After(Func<Shape, Repeat> softmax) => shape =>
    {
        Repeat probabilities = softmax(shape);
        return (workload, iterations) =>
        {
            for (int i = 0; i < iterations; i++)
            {
                probabilities(workload, 1);
                Loss = Finish(workload);
            }
        };
    };

    /// <summary>The last loss: a result that is kept cannot be left out.</summary>
    public static float Loss { get; private set; }

    private static float Finish(Workload workload)
    {
        float loss = 0;
        Span<float> gradient = workload.Output;
        for (int row = 0; row < workload.Targets.Length; row++)
        {
            ref float probability = ref gradient[(row * workload.Columns) + workload.Targets[row]];
            loss -= MathF.Log(probability);
            probability -= 1;
        }

        return loss;
    }
}
