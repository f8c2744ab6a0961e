using FusedKernels.Routing;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>The noisy gate's smooth load: thresholds against sorting, Φ against its integral, derivatives against central differences.</summary>
public class NoisyTopKLoadTests
{
    private const int Experts = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public void Thresholds_leave_the_expert_itself_out(int k)
    {
        // Halves, so that there are ties.
        double[] noisy = [.. Router.Logits(40 * Experts, 4, "noisy").Select(logit => Math.Round(logit) / 2)];
        double[] clean = Router.Logits(noisy.Length, 4, "clean");
        double[] scale = [.. Router.Logits(noisy.Length, 1, "scale").Select(value => 1.5 + value)];
        double[] load = new double[Experts];
        NoisyTopKLoad.AddLoad(clean, noisy, scale, k, load);

        double[] expected = new double[Experts];
        for (int i = 0; i < noisy.Length; i++)
        {
            double[] others = [.. noisy.AsSpan(i / Experts * Experts, Experts).ToArray().Where((_, index) => index != i % Experts).OrderDescending()];
            expected[i % Experts] += k > others.Length ? 1 : Phi((clean[i] - others[k - 1]) / scale[i]);
        }

        Assert.All(expected, (value, i) => Assert.Equal(value, load[i], 1e-12));
        double[] single = new double[Experts];
        NoisyTopKLoad.AddLoad(Router.Single(clean), Router.Single(noisy), Router.Single(scale), k, single);
        Assert.All(expected, (value, i) => Assert.Equal(value, single[i], 1e-5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Gradients_are_derivatives(int k)
    {
        double[] clean = Router.Logits(3 * Experts, 2, "clean");
        double[] noisy = Router.Logits(3 * Experts, 2, "noisy");
        double[] scale = [.. Router.Logits(3 * Experts, 1, "scale").Select(value => 1.5 + value)];
        double[] slopes = new double[Experts];
        Loss(slopes);
        double[] cleanGradient = new double[clean.Length], noisyGradient = new double[clean.Length], scaleGradient = new double[clean.Length];
        NoisyTopKLoad.AddGradient(clean, noisy, scale, k, slopes, cleanGradient, noisyGradient, scaleGradient);

        Router.AssertGradient(clean, cleanGradient, () => Loss([]), 1e-9);
        Router.AssertGradient(noisy, noisyGradient, () => Loss([]), 1e-9);
        Router.AssertGradient(scale, scaleGradient, () => Loss([]), 1e-9);
        float[] single = new float[clean.Length];
        NoisyTopKLoad.AddGradient(Router.Single(clean), Router.Single(noisy), Router.Single(scale), k, slopes, single, new float[clean.Length], new float[clean.Length]);
        Assert.All(cleanGradient, (derivative, i) => Assert.Equal(derivative, single[i], 1e-6));

        double Loss(double[] gradient)
        {
            double[] load = new double[Experts];
            NoisyTopKLoad.AddLoad(clean, noisy, scale, k, load);
            return VariationLoss.Evaluate(load, 0.3, gradient);
        }
    }

    [Fact]
    public void NaN_is_no_threshold_and_a_missing_one_is_always_beaten()
    {
        double[] load = new double[3];
        NoisyTopKLoad.AddLoad([0.0, 0, 0], [1, double.NaN, 0], [1.0, 1, 1], 2, load);

        // Two numbers: whoever has one is among the best two; the third would have to beat the second, 0.
        Assert.Equal([1, 0.5, 1], load);
        double[] gradient = new double[3], noisyGradient = new double[3];
        NoisyTopKLoad.AddGradient([0.0, 0, 0], [1, double.NaN, 0], [1.0, 1, 1], 2, [1, 1, 1], gradient, noisyGradient, new double[3]);
        Assert.Equal([0, 0.3989422804014327, 0], gradient);
        Assert.Equal([0, 0, -0.3989422804014327], noisyGradient);
        NoisyTopKLoad.AddLoad([double.NaN, 0, 0], [1.0, 0, 0], [1.0, 1, 1], 1, load);
        Assert.True(double.IsNaN(load[0]) && double.IsFinite(load[1]) && double.IsFinite(load[2]));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => NoisyTopKLoad.AddLoad([0.0], [0.0], [0.0], 0, load.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>("noiseScale", () => NoisyTopKLoad.AddLoad([0.0], [0.0], [], 1, load.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>("load", () => NoisyTopKLoad.AddLoad([0.0], [0.0], [0.0], 1, []));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.84134474606854294859)]
    [InlineData(-1, 0.15865525393145705141)]
    [InlineData(2.4999, 0.99378858164)]
    [InlineData(-3, 0.00134989803163009452665)]
    [InlineData(-10, 7.6198530241605260660e-24)]
    [InlineData(-37, 5.7255712225245768e-300)]
    [InlineData(40, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Phi_is_the_normal_distribution(double x, double expected)
    {
        double[] load = new double[2];
        NoisyTopKLoad.AddLoad([x, 0.0], [0.0, 0], [1.0, 1], 1, load);
        Assert.Equal(expected, load[0], expected is 0.99378858164 ? 1e-10 : 1e-13 * expected);
    }

    [Fact]
    public void Buffers_that_overlap_are_named_and_nothing_is_written()
    {
        double[] one = [1, 2], both = [1, 2];
        Assert.Throws<ArgumentException>("load", () => NoisyTopKLoad.AddLoad(both, one, one, 1, both));
        Assert.Throws<ArgumentException>("cleanGradient", () => NoisyTopKLoad.AddGradient(both, one, one, 1, one, both, new double[2], new double[2]));
        Assert.Throws<ArgumentException>("noisyGradient", () => NoisyTopKLoad.AddGradient(one, one, one, 1, both, new double[2], both, new double[2]));
        double[] three = [1, 2, 3];
        Assert.Throws<ArgumentException>("scaleGradient", () => NoisyTopKLoad.AddGradient(one, one, three.AsSpan(0, 2), 1, one, new double[2], new double[2], three.AsSpan(1, 2)));
        Assert.Equal([1, 2], both);
    }

    /// <summary>Simpson's rule over the density.</summary>
    private static double Phi(double x)
    {
        const int intervals = 2000;
        double width = x / intervals;
        double sum = 0;
        for (int i = 0; i <= intervals; i++)
        {
            double weight = i is 0 or intervals ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(-(i * width) * (i * width) / 2);
        }

        return 0.5 + (sum * width / 3 / Math.Sqrt(2 * Math.PI));
    }
}
