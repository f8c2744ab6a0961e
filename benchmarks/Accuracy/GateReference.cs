using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Accuracy;

/// <summary>The weights of a gate in doubles: the rows of 256 by DeepSeek-V3's rule, all others a softmax over the selected.</summary>
internal static class GateReference
{
    public static double[] Compute(Workload workload)
    {
        Shape shape = workload.Shape;
        var weights = new double[workload.OutputElements];
        for (int row = 0; row < shape.Rows; row++)
        {
            double[] logits = [.. workload.Logits.Slice(row * shape.Columns, shape.Columns).ToArray().Select(static logit => (double)logit)];
            double[] chosen = shape.Columns == 256 ? Grouped(logits, workload.SelectionBias, shape.Selected) : Plain(logits, shape.Selected);
            chosen.CopyTo(weights, row * shape.Selected);
        }

        return weights;
    }

    private static double[] Plain(double[] logits, int count)
    {
        double[] best = [.. logits.OrderDescending().Take(count)];
        double[] exponentials = [.. best.Select(logit => Math.Exp(logit - best[0]))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }

    private static double[] Grouped(double[] logits, float[] bias, int count)
    {
        double[] scores = [.. logits.Select(static logit => 1 / (1 + Math.Exp(-logit)))];

        // Keys are floats, as every contender has them: which of two nearly equal experts is selected is a matter of their rounding, not of the weights.
        float[] keys = [.. scores.Zip(bias, static (score, offset) => (float)score + offset)];
        HashSet<int> kept = [.. keys.Chunk(32).Select(static (group, index) => (index, Score: group.OrderDescending().Take(2).Sum())).OrderByDescending(static group => group.Score).Take(4).Select(static group => group.index)];
        double[] best = [.. Enumerable.Range(0, 256).Where(expert => kept.Contains(expert / 32)).OrderByDescending(expert => keys[expert]).Take(count).Select(expert => scores[expert])];
        return [.. best.Select(score => score / best.Sum() * 2.5)];
    }
}
