using FusedKernels.Verification;

namespace FusedKernels.Tests.Routing;

/// <summary>What a router's plain reference computes, in doubles and as the formulas stand, and what every test of a gradient does.</summary>
internal static class Router
{
    public static double[] Logits(int length, double scale, string seed)
    {
        SplitMix random = new(SplitMix.Seed(seed));
        return [.. Enumerable.Range(0, length).Select(_ => scale * random.Symmetric())];
    }

    public static double[] Softmax(double[] logits, int experts, double temperature = 1) => Rows(logits, experts, row =>
    {
        double[] exponentials = [.. row.Select(logit => Math.Exp((logit - row.Max()) / temperature))];
        return [.. exponentials.Select(exponential => exponential / exponentials.Sum())];
    });

    public static double[] NormalizedSigmoid(double[] logits, int experts) => Rows(logits, experts, row =>
    {
        double[] scores = [.. row.Select(logit => 1 / (1 + Math.Exp(-logit)))];
        return [.. scores.Select(score => score / scores.Sum())];
    });

    public static double[] LogSumExp(double[] logits, int experts) => Rows(logits, experts, row => [row.Max() + Math.Log(row.Sum(logit => Math.Exp(logit - row.Max())))]);

    public static double[] Importance(double[] probabilities, int experts) =>
        [.. Enumerable.Range(0, experts).Select(expert => probabilities.Where((_, index) => index % experts == expert).Sum())];

    public static double[] Rows(double[] values, int experts, Func<double[], double[]> map) => [.. values.Chunk(experts).SelectMany(map)];

    public static float[] Single(double[] values) => [.. values.Select(value => (float)value)];

    /// <summary>A gradient is what central differences of the function give.</summary>
    public static void AssertGradient(double[] point, double[] gradient, Func<double> function, double tolerance)
    {
        const double step = 1e-5;
        for (int i = 0; i < point.Length; i++)
        {
            double value = point[i];
            point[i] = value + step;
            double above = function();
            point[i] = value - step;
            double below = function();
            point[i] = value;
            Xunit.Assert.Equal((above - below) / (2 * step), gradient[i], tolerance);
        }
    }
}
