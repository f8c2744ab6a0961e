extern alias Double;

using FusedKernels.Verification;
using Xunit;
using Gates = Double::FusedKernels.Tests.Kernels.GateKernels;
using Gradients = Double::FusedKernels.Tests.Kernels.GateGradientKernels;

namespace FusedKernels.Tests;

/// <summary>Gradients of gates against central differences of the gates themselves, whose selection stays; and what is wrong is named.</summary>
public class GateGradientFormulaTests
{
    private const int Rows = 3;

    private delegate void Gate(double[] logits, int[] selected, double[] weights);

    private delegate void Gradient(double[] logits, int[] selected, double[] weights, double[] weightsGradient, double[] logitsGradient);

    [Fact]
    public void OfASoftmaxOverTheSelected() => AssertDerivative(8, 2, (logits, selected, weights) => Gates.Mixtral(logits, selected, weights), (logits, selected, weights, upstream, gradient) => Gradients.Mixtral(logits, selected, weights, upstream, gradient));

    [Fact]
    public void OfASoftmaxOverAllRenormalised() => AssertDerivative(60, 4, (logits, selected, weights) => Gates.Qwen(logits, new double[60], selected, weights), (logits, selected, weights, upstream, gradient) => Gradients.Qwen(logits, selected, weights, upstream, gradient));

    [Fact]
    public void OfASoftmaxOverAll() => AssertDerivative(9, 2, (logits, selected, weights) => Gates.Switch(logits, 9, selected, weights), (logits, selected, weights, upstream, gradient) => Gradients.Switch(logits, 9, selected, weights, upstream, gradient));

    /// <summary>A row that is taken out has no derivative, whatever it holds.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void OfRowsThatCount(int rows)
    {
        const int Experts = 16;
        GateWorkload<double> workload = GateWorkload<double>.Create(InputClass<double>.Find("±4"), rows, Experts);
        int[] selected = new int[rows * 4];
        double[] weights = new double[selected.Length], expected = new double[rows * Experts], actual = new double[rows * Experts];
        Gates.DeepSeekV2(workload.Logits, Experts, selected, weights, 0.5);
        bool[] all = [.. Enumerable.Repeat(true, rows)];
        Gradients.DeepSeekV2(workload.Logits, Experts, all, selected, weights, weights, expected, 0.5);
        bool[] active = [.. Enumerable.Range(0, rows).Select(row => row % 5 != 2 && row < 32)];
        double[] logits = [.. workload.Logits.Select((logit, i) => active[i / Experts] ? logit : double.NaN)];
        Gradients.DeepSeekV2(logits, Experts, active, selected, weights, weights, actual, 0.5);

        Assert.Equal(expected.Select((derivative, i) => active[i / Experts] ? derivative : 0), actual);
    }

    [Fact]
    public void OfSigmoidsDividedByTheirSum() => AssertDerivative(64, 6, (logits, selected, weights) => Gates.DeepSeekV3(logits, new double[64], selected, weights), (logits, selected, weights, upstream, gradient) => Gradients.DeepSeekV3(logits, selected, weights, upstream, gradient));

    [Fact]
    public void OfSigmoids() => AssertDerivative(
        9,
        2,
        (logits, selected, weights) => Gates.Sigmoid(logits, 9, new double[9], selected, weights, 1.3),
        (logits, selected, weights, upstream, gradient) => Gradients.Sigmoid(logits, 9, selected, weights, upstream, gradient, 1.3));

    [Fact]
    public void OfRootsOfSoftplus() => AssertDerivative(12, 3, (logits, selected, weights) => Gates.SqrtSoftplus(logits, selected, weights), (logits, selected, weights, upstream, gradient) => Gradients.SqrtSoftplus(logits, selected, weights, upstream, gradient));

    [Fact]
    public void OfRootsOfSoftplusDividedByTheirSum() => AssertDerivative(
        10,
        6,
        (logits, selected, weights) => Gates.SqrtSoftplusBias(logits, 10, new double[10], selected, weights),
        (logits, selected, weights, upstream, gradient) => Gradients.SqrtSoftplusBias(logits, 10, selected, weights, upstream, gradient));

    [Fact]
    public void WhatIsWrongIsNamedAndNothingIsWritten()
    {
        double[] gradient = [7, 7, 7, 7, 7, 7, 7, 7];
        double[] one = [1, 1];
        int[] selected = [0, 1];
        ArgumentOutOfRangeException index = Assert.Throws<ArgumentOutOfRangeException>("selected", () => Gradients.Mixtral(new double[8], [0, 8], one, one, gradient));
        Assert.Contains("Entry 1 is 8", index.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("selected", () => Gradients.Mixtral(new double[8], [-2, 0], one, one, gradient));
        Assert.Throws<ArgumentException>("logits", () => Gradients.Mixtral(new double[7], selected, one, one, gradient));
        Assert.Throws<ArgumentException>("selected", () => Gradients.Mixtral(new double[8], [0], one, one, gradient));
        Assert.Throws<ArgumentException>("weights", () => Gradients.Mixtral(new double[8], selected, [1], one, gradient));
        Assert.Throws<ArgumentException>("weightsGradient", () => Gradients.Mixtral(new double[8], selected, one, [1], gradient));
        Assert.Throws<ArgumentException>("logitsGradient", () => Gradients.Mixtral(new double[8], selected, one, one, new double[9]));
        Assert.Throws<ArgumentException>("logitsGradient", () => Gradients.Mixtral(gradient, selected, one, one, gradient));
        Assert.Throws<ArgumentOutOfRangeException>("experts", () => Gradients.Sixteen(new double[8], 8, selected, one, one, gradient));
        Assert.All(gradient, derivative => Assert.Equal(7, derivative));
        Gradients.Mixtral([], [], [], [], []);
    }

    private static void AssertDerivative(int experts, int k, Gate gate, Gradient gradient)
    {
        const double step = 1e-6;
        SplitMix random = new(SplitMix.Seed("gradient"));
        double[] logits = new double[Rows * experts], upstream = new double[Rows * k], actual = new double[Rows * experts];
        foreach (ref double value in logits.AsSpan())
        {
            value = 3 * random.Symmetric();
        }

        foreach (ref double value in upstream.AsSpan())
        {
            value = random.Symmetric();
        }

        int[] selected = new int[Rows * k];
        double[] weights = new double[Rows * k];
        gate(logits, selected, weights);
        gradient(logits, selected, weights, upstream, actual);
        for (int i = 0; i < logits.Length; i++)
        {
            double value = logits[i];
            double difference = Loss(value + step) - Loss(value - step);
            logits[i] = value;

            Assert.Equal(difference / (2 * step), actual[i], 1e-8);

            double Loss(double logit)
            {
                logits[i] = logit;
                int[] again = new int[selected.Length];
                double[] moved = new double[weights.Length];
                gate(logits, again, moved);
                Assert.Equal(selected, again);
                return moved.Zip(upstream, (weight, derivative) => weight * derivative).Sum();
            }
        }
    }
}
