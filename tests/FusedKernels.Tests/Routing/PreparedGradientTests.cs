using FusedKernels.Routing;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>The way back through cap, activation and noise, against central differences of the way there in twice the precision.</summary>
public sealed class PreparedGradientTests
{
    private static readonly double[] Logits = [-30, -4, -1.3, -0.2, -1e-9, 0, 0.4, 1, 2.5, 8, 45];

    [Theory]
    [InlineData(0, GateActivation.None)]
    [InlineData(0, GateActivation.Sigmoid)]
    [InlineData(0, GateActivation.Tanh)]
    [InlineData(0, GateActivation.Gelu)]
    [InlineData(3, GateActivation.None)]
    [InlineData(3, GateActivation.Sigmoid)]
    [InlineData(0.5, GateActivation.Tanh)]
    [InlineData(30, GateActivation.Gelu)]
    public void TheGradientReachesTheLogits(double softCap, GateActivation activation)
    {
        const double Step = 1e-6;
        SparseTopKGateAttribute options = new() { SoftCap = softCap, Activation = activation };
        double[] gradient = [.. Logits.Select((_, i) => 1.5 - i)];
        float[] floats = [.. gradient.Select(value => (float)value)];
        PreparedGradient.ToLogits(Logits, softCap, activation, gradient);
        PreparedGradient.ToLogits([.. Logits.Select(logit => (float)logit)], softCap, activation, floats);
        for (int i = 0; i < Logits.Length; i++)
        {
            DoubleDouble difference = Prepared(Logits[i] + Step) - Prepared(Logits[i] - Step);
            double expected = difference.High / (Logits[i] + Step - (Logits[i] - Step)) * (1.5 - i);
            Assert.Equal(expected, gradient[i], 1e-9);
            Assert.Equal(expected, floats[i], 2e-6);
        }

        DoubleDouble Prepared(double logit) => GatePreparation.Of(options, logit, 0, null).Value;
    }

    [Fact]
    public void TheGradientReachesTheNoise()
    {
        double[] noise = [.. Logits.Select(logit => 1 - (logit / 9))];
        double[] gradient = [.. Logits.Select((_, i) => 1.5 - i)];
        double[] actual = [.. Enumerable.Repeat(7.0, noise.Length)];
        PreparedGradient.AddToNoiseLogits(noise, Logits, gradient, actual);
        Assert.All(actual, (value, i) => Assert.Equal(7 + (gradient[i] * noise[i] / (1 + Math.Exp(-Logits[i]))), value, 1e-12));
    }

    [Fact]
    public void WhatIsWrongIsNamed()
    {
        double[] both = new double[4];
        Assert.Throws<ArgumentException>("gradient", () => PreparedGradient.ToLogits(new double[3], 0, GateActivation.Tanh, both));
        Assert.Throws<ArgumentException>("gradient", () => PreparedGradient.ToLogits(both, 0, GateActivation.Tanh, both));
        Assert.Throws<ArgumentOutOfRangeException>("softCap", () => PreparedGradient.ToLogits(new double[4], -1, GateActivation.Tanh, both));
        Assert.Throws<ArgumentException>("noiseLogitsGradient", () => PreparedGradient.AddToNoiseLogits(new double[4], new double[4], both, both));
        Assert.Throws<ArgumentException>("noiseLogits", () => PreparedGradient.AddToNoiseLogits(new double[4], new double[3], both, new double[4]));
    }

    [Fact]
    public void AnExpertThatIsSwitchedOffHasNone()
    {
        double[] gradient = [double.NaN, 3, 2];
        PreparedGradient.ToLogits([double.NegativeInfinity, double.NaN, 0], 3, GateActivation.Tanh, gradient);
        Assert.Equal([0, 0, 2], gradient);
    }
}
