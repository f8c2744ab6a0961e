extern alias Double;

using FusedKernels.Verification;
using Xunit;
using CrossEntropyKernels = Double::FusedKernels.Tests.Kernels.CrossEntropyKernels;

namespace FusedKernels.Tests;

/// <summary>Losses with results worked out elsewhere: they check the kernels without the reference, and so the reference.</summary>
public class LossFormulaTests
{
    private static readonly double[] Logits = [1, 2, 0.5, -1];
    private static readonly double[] Weights = [0.5, 2, 1, 1.5];

    public static TheoryData<string, double, double[]> Examples => new()
    {
        { "Gradient", 0.495182, [0.224208, -0.390540, 0.135989, 0.030343] },
        { "Smoothing", 0.632682, [0.199208, -0.315540, 0.110989, 0.005343] },
        { "ZLoss", 0.557441, [0.235397, -0.360126, 0.142775, 0.031857] },
        { "Temperature07", 0.315346, [0.249763, -0.386377, 0.122269, 0.014345] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example(string name, double loss, double[] gradient)
    {
        LossKernel kernel = LossKernel.Of(typeof(CrossEntropyKernels).Assembly).Single(kernel => kernel.Name == name);
        LossWorkload<double> workload = LossWorkload<double>.Of(Logits, 1);
        foreach (string target in kernel.SupportedTargets)
        {
            double[] results = workload.Run(kernel.Bind<double>(target), new ArrayBuffers());
            Assert.Equal(loss, results[0], 5e-7);
            Assert.All(gradient, (derivative, column) => Assert.Equal(derivative, results[1 + column], 5e-7));
        }
    }

    [Fact]
    public void Weights_divide_by_the_weights_of_the_targets()
    {
        var gradient = new double[4];
        var losses = new double[1];

        // The mean over one row divides by w[y] = 2.
        Assert.Equal(0.990364 / 2, CrossEntropyKernels.Weights(Logits, [1], Weights, gradient, 4), 5e-7);
        Assert.Equal(0.448416 / 2, gradient[0], 5e-7);
        CrossEntropyKernels.SmoothingWeights(Logits, [1], Weights, gradient, losses, 4);
        Assert.Equal(1.115725, losses[0], 5e-7);
        Assert.Equal(-0.676789 / 2, gradient[1], 5e-7);
    }

    [Fact]
    public void Ignored_rows_count_nowhere()
    {
        var gradient = new double[8];
        gradient.AsSpan().Fill(7);

        Assert.Equal(0.495182, CrossEntropyKernels.Gradient([3, 3, double.NaN, 3, .. Logits], [-100, 1], gradient, 4), 5e-7);
        Assert.Equal([0, 0, 0, 0], gradient[..4]);
        Assert.Equal(-0.390540, gradient[5], 5e-7);
        Assert.Equal(0, CrossEntropyKernels.Gradient(Logits, [-100], gradient.AsSpan(0, 4), 4));
        Assert.Equal(double.NaN, CrossEntropyKernels.AllIgnoredNaN(Logits, [-100], gradient.AsSpan(0, 4), 4));
        Assert.Equal(0, CrossEntropyKernels.Gradient([], [], [], 4));
    }

    [Theory]
    [InlineData("Gradient", new[] { double.PositiveInfinity, 1, double.PositiveInfinity }, 0, 0.6931471805599453, new[] { -0.5, 0, 0.5 })]
    [InlineData("Gradient", new[] { double.PositiveInfinity, 1, 2 }, 1, double.PositiveInfinity, new[] { 1.0, -1, 0 })]
    [InlineData("Gradient", new[] { 0, double.NegativeInfinity, 0 }, 1, double.PositiveInfinity, new[] { 0.5, -1, 0.5 })]
    [InlineData("Gradient", new[] { double.NegativeInfinity, double.NegativeInfinity }, 1, 0, new[] { 0.0, 0 })]
    [InlineData("MaskedNaN", new[] { double.NegativeInfinity, double.NegativeInfinity }, 1, double.NaN, new[] { double.NaN, double.NaN })]
    [InlineData("InfinityNaN", new[] { double.PositiveInfinity, 1 }, 0, double.NaN, new[] { double.NaN, double.NaN })]
    [InlineData("Gradient", new[] { 1, double.NaN, 3 }, 0, double.NaN, new[] { double.NaN, double.NaN, double.NaN })]
    [InlineData("Smoothing", new[] { 0, double.NegativeInfinity, 0 }, 0, double.PositiveInfinity, null)]
    [InlineData("Gradient", new[] { -5.0 }, 0, 0, new[] { 0.0 })]
    public void Edge_case(string name, double[] logits, int target, double loss, double[]? gradient)
    {
        LossKernel kernel = LossKernel.Of(typeof(CrossEntropyKernels).Assembly).Single(kernel => kernel.Name == name);
        LossWorkload<double> workload = LossWorkload<double>.Of(logits, target);
        foreach (string level in kernel.SupportedTargets)
        {
            double[] results = workload.Run(kernel.Bind<double>(level), new ArrayBuffers());
            Assert.Equal(loss, results[0], 1e-15);
            Assert.All(gradient ?? [], (derivative, column) => Assert.Equal(derivative, results[1 + column], 1e-15));
        }
    }

    [Fact]
    public void Targets_of_long_and_arrays_give_the_same()
    {
        var first = new double[4];
        var second = new double[4];
        double loss = CrossEntropyKernels.LongTargets(Logits, [1L], first, 4);

        Assert.Equal(loss, CrossEntropyKernels.Arrays(Logits, [1], second, 4));
        Assert.Equal(first, second);
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropyKernels.LongTargets(Logits, [1L << 32], first, 4));
        Assert.Contains("row 0 is 4294967296", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Central differences of the sum of losses.</summary>
    [Theory]
    [InlineData("EverythingNone")]
    [InlineData("SmoothingOnly")]
    [InlineData("None")]
    public void The_gradient_is_the_derivative_of_the_losses(string name)
    {
        const int columns = 11;
        const double step = 1e-5;
        LossKernel kernel = LossKernel.Of(typeof(CrossEntropyKernels).Assembly).Single(kernel => kernel.Name == name);
        LossWorkload<double> workload = LossWorkload<double>.Create(kernel, InputClass<double>.Find("±4"), 3, columns);
        LossCall<double> call = kernel.BindDispatch<double>();
        double[] gradient = workload.Run(call, new ArrayBuffers())[1..(1 + workload.Logits.Length)];
        for (int i = 0; i < workload.Logits.Length; i++)
        {
            double logit = workload.Logits[i];
            double upstream = kernel.Takes("rowWeights") ? workload.RowWeights[i / columns] * workload.GradientScale : 1;
            double difference = LossAt(logit + step) - LossAt(logit - step);
            workload.Logits[i] = logit;

            Assert.Equal(difference / (2 * step) * upstream, gradient[i], 1e-8);

            double LossAt(double value)
            {
                workload.Logits[i] = value;
                return workload.Run(call, new ArrayBuffers())[1 + workload.Logits.Length + (i / columns)];
            }
        }
    }
}
