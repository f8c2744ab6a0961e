extern alias Double;

using FusedKernels.Verification;
using Xunit;
using CrossEntropyKernels = Double::FusedKernels.Tests.Kernels.CrossEntropyKernels;
using LikelihoodKernels = Double::FusedKernels.Tests.Kernels.LikelihoodKernels;

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
        { "Cap3", 0.592594, [0.226385, -0.295255, 0.153636, 0.032890] },
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
    public void Target_probabilities()
    {
        double[] targets = [0.1, 0.6, 0.1, 0.2];
        var gradient = new double[4];
        var losses = new double[1];

        Assert.Equal(1.345182, CrossEntropyKernels.Probabilities(Logits, targets, gradient, 4), 5e-7);
        AssertEqual([0.124208, 0.009460, 0.035989, -0.169657], gradient);
        Assert.Equal(1.917050, CrossEntropyKernels.ProbabilitiesWeights(Logits, targets, Weights, gradient, losses, 4), 5e-7);
        AssertEqual([0.319943, -0.194391, 0.124382, -0.249934], gradient);

        // A class is a distribution: the smoothed loss of the sheet's first table. A row of zeros has no loss.
        Assert.Equal(0.632682, CrossEntropyKernels.ProbabilitiesSmoothing(Logits, [0, 1, 0, 0], gradient, losses, 4), 5e-7);
        AssertEqual([0.199208, -0.315540, 0.110989, 0.005343], gradient);
        Assert.Equal(0.495182 / 2, CrossEntropyKernels.Probabilities([.. Logits, .. Logits], [0, 1, 0, 0, 0, 0, 0, 0], new double[8], 4), 5e-7);
    }

    [Fact]
    public void Terms_without_target_probability_are_left_out()
    {
        const double infinity = double.PositiveInfinity;
        var gradient = new double[3];

        Assert.Equal(Math.Log(2), CrossEntropyKernels.Probabilities([0, -infinity, 0], [0.5, 0, 0.5], gradient, 3), 1e-15);
        Assert.Equal([0, 0, 0], gradient);
        Assert.Equal(infinity, CrossEntropyKernels.Probabilities([0, -infinity, 0], [0.5, 0.5, 0], gradient, 3));
        AssertEqual([0, -0.5, 0.5], gradient);
        Assert.Equal(Math.Log(2), CrossEntropyKernels.Probabilities([infinity, 1, infinity], [1, 0, 0], gradient, 3), 1e-15);
        AssertEqual([-0.5, 0, 0.5], gradient);
        Assert.Equal(double.NaN, CrossEntropyKernels.Probabilities([0, 1, 2], [0.5, double.NaN, 0], gradient, 3));
        Assert.Equal(0, CrossEntropyKernels.Probabilities([-infinity, -infinity, -infinity], [1, 0, 0], gradient, 3));
        Assert.Equal([0, 0, 0], gradient);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, 0.832396, 2)]
    [InlineData(new[] { 5.0 }, 0, 0)]
    [InlineData(new[] { 3.0, 7, 7 }, 0.738562, 1)]
    [InlineData(new[] { double.NegativeInfinity, 2, double.NegativeInfinity }, 0, 1)]
    [InlineData(new[] { 0, double.PositiveInfinity, double.PositiveInfinity }, 0.693147, 1)]
    [InlineData(new[] { 0, double.NaN, 2 }, double.NaN, -1)]
    [InlineData(new[] { double.NegativeInfinity, double.NegativeInfinity }, 0, -1)]
    public void Entropy_and_prediction(double[] logits, double entropy, int prediction)
    {
        var entropies = new double[2];
        var predictions = new int[2];
        CrossEntropyKernels.Results([.. logits, .. logits], [0, -100], new double[2], new double[2], entropies, predictions, logits.Length);

        Assert.Equal(entropy, entropies[0], 5e-7);
        Assert.Equal([prediction, -1], predictions);
        Assert.Equal(0, entropies[1]);
    }

    [Fact]
    public void All_options_together()
    {
        var gradient = new double[4];
        var losses = new double[1];
        CrossEntropyKernels.CapEverything(Logits, [1], Weights, [1], 1, gradient, losses, new double[1], new double[1], new int[1], 4);

        Assert.Equal(1.228310, losses[0], 5e-7);
        AssertEqual([0.547324, -0.422102, 0.318703, -0.003727], gradient);
    }

    [Fact]
    public void Capped_logits_stay_finite()
    {
        const double infinity = double.PositiveInfinity;
        double least = Math.Exp(-6);
        var gradient = new double[3];

        Assert.Equal(Math.Log(1 + Math.Exp(-3) + least), CrossEntropyKernels.Cap3([infinity, -infinity, 0], [0], gradient, 3), 1e-15);
        Assert.Equal([0, 0], gradient[..2]);
        Assert.Equal(Math.Exp(-3) / (1 + Math.Exp(-3) + least), gradient[2], 1e-15);
        Assert.Equal(Math.Log(3), CrossEntropyKernels.Cap3([-infinity, -infinity, -infinity], [0], gradient, 3), 1e-15);
        Assert.Equal(double.NaN, CrossEntropyKernels.Cap3([0, double.NaN, 1], [0], gradient, 3));
        Assert.All(gradient, derivative => Assert.Equal(double.NaN, derivative));
    }

    /// <summary>Cross-entropy of logits is the likelihood of their log-softmax; the derivative is the targets' share.</summary>
    [Fact]
    public void Negative_log_likelihood()
    {
        const double infinity = double.PositiveInfinity;
        double[] logProbabilities = [-1.495182, -0.495182, -1.995182, -3.495182];
        var gradient = new double[4];
        var losses = new double[1];

        Assert.Equal(0.495182, LikelihoodKernels.Likelihood(logProbabilities, [1], 4), 1e-12);
        LikelihoodKernels.LikelihoodSmoothing(logProbabilities, [1], gradient, losses, 4);
        Assert.Equal(0.632682, losses[0], 5e-7);
        AssertEqual([-0.025, -0.925, -0.025, -0.025], gradient);
        LikelihoodKernels.LikelihoodProbabilities(logProbabilities, [0.1, 0.6, 0.1, 0.2], losses, gradient, 4);
        Assert.Equal(1.345182, losses[0], 5e-7);
        AssertEqual([-0.1, -0.6, -0.1, -0.2], gradient);

        LikelihoodKernels.LikelihoodProbabilities([0, -infinity, -infinity, -infinity], [1, 0, 0, 0], losses, gradient, 4);
        Assert.Equal(0, losses[0]);
        LikelihoodKernels.LikelihoodProbabilities([0, -infinity, -infinity, -infinity], [0.5, 0.5, 0, 0], losses, gradient, 4);
        Assert.Equal(infinity, losses[0]);
        LikelihoodKernels.LikelihoodSmoothing([0, -infinity, -1, -infinity], [0], gradient, losses, 4);
        Assert.Equal(infinity, losses[0]);
        Assert.Equal(infinity, LikelihoodKernels.Likelihood([0, -infinity], [1], 2));
        Assert.Equal(double.NaN, LikelihoodKernels.Likelihood([double.NaN, 0], [0], 2));
        Assert.Equal(0, LikelihoodKernels.Likelihood([double.NaN, 0], [-100], 2));
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
    [InlineData("Smoothing", new[] { 0, double.NegativeInfinity, 0 }, 1, double.PositiveInfinity, null)]
    [InlineData("SmoothingLeavesLittle", new[] { 0, double.NegativeInfinity }, 1, double.PositiveInfinity, new[] { 0.25, -0.25 })]
    [InlineData("SmoothingLeavesLittle", new[] { 0, double.NegativeInfinity, 0 }, 1, double.PositiveInfinity, new[] { 0.125, -0.25, 0.125 })]
    [InlineData("SmoothingLeavesLittle", new[] { 0, double.NegativeInfinity, 0, 0 }, 1, double.PositiveInfinity, null)]
    [InlineData("SmoothingLeavesLittle", new[] { 0, double.NegativeInfinity, 0 }, 0, double.PositiveInfinity, null)]
    [InlineData("Smoothing", new[] { double.PositiveInfinity, double.PositiveInfinity }, 1, 0.6931471805599453, null)]
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

    /// <summary>A class of weight 0 contributes nothing, however small its probability: 0 · ∞ = 0.</summary>
    [Theory]
    [InlineData("Weights", 0.0, new[] { 0.0, 0, 0 })]
    [InlineData("SmoothingWeights", 0.0, new[] { 0.0, 0, 0 })]
    [InlineData("LikelihoodGradient", 0.0, new[] { 0.0, 0, 0 })]
    [InlineData("ProbabilitiesWeights", 0.0, new[] { 0.0, 0, 0 })]
    [InlineData("EverythingNone", null, null)]
    [InlineData("LikelihoodSum", null, null)]
    public void A_class_of_weight_0_contributes_nothing(string name, double? loss, double[]? gradient)
    {
        LossKernel kernel = LossKernel.Of(typeof(CrossEntropyKernels).Assembly).Single(kernel => kernel.Name == name);
        LossWorkload<double> workload = LossWorkload<double>.Of([-0.5, double.NegativeInfinity, -1.5], 1);
        new[] { 2.0, 0, 3 }.CopyTo(workload.ClassWeights, 0);
        new[] { 0.0, 1, 0 }.CopyTo(workload.TargetProbabilities, 0);
        workload.Logits[1] = -1e5;
        LossReference expected = LossReference.Of(kernel, workload, 0);
        workload.Logits[1] = double.NegativeInfinity;
        foreach (string level in kernel.SupportedTargets)
        {
            double[] results = workload.Run(kernel.Bind<double>(level), new ArrayBuffers());
            double actual = kernel.Takes("losses") && loss is null ? results[4] : results[0];

            // What smoothing leaves are the other classes; the mean of rows that weigh nothing is 0.
            Assert.Equal(loss ?? (expected.Loss + expected.Penalty).High, actual, 1e-14);
            Assert.All(gradient ?? [], (derivative, column) => Assert.Equal(derivative, results[1 + column]));
            Assert.All(loss is null && kernel.Takes("gradient") ? expected.Gradient : [], (derivative, column) => Assert.Equal(derivative.High, results[1 + column], 1e-14));
        }
    }

    [Fact]
    public void Rows_that_weigh_nothing_have_no_share_in_the_mean()
    {
        const double infinity = double.PositiveInfinity;
        var gradient = new double[4];
        var losses = new double[2];

        // The second row alone has weight: the first has no share in the mean.
        double alone = CrossEntropyKernels.Weights([1, 2], [1], [0, 2], gradient.AsSpan(0, 2), 2);
        Assert.Equal(alone, CrossEntropyKernels.Weights([-infinity, 0, 1, 2], [0, 1], [0, 2], gradient, 2));
        Assert.Equal([0, 0], gradient[..2]);
        Assert.Equal(0, CrossEntropyKernels.Weights([5, 1], [0], [0, 2], gradient.AsSpan(0, 2), 2));
        Assert.Equal([0, 0], gradient[..2]);
        CrossEntropyKernels.SmoothingOnly([0, -infinity], [1], gradient.AsSpan(0, 2), losses.AsSpan(0, 1), 2);
        Assert.Equal(infinity, losses[0]);
        Assert.Equal(infinity, CrossEntropyKernels.SmoothingWeights([0, -infinity], [1], [1, 1], gradient.AsSpan(0, 2), losses.AsSpan(0, 1), 2));
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

    /// <summary>Every kernel with a gradient whose loss shows what it is the derivative of.</summary>
    public static TheoryData<string> Differentiable =>
    [
        .. LossKernel.Of(typeof(CrossEntropyKernels).Assembly)
            .Where(static kernel => kernel.Takes("gradient") && (kernel.Options.Reduction == Reduction.None || !(kernel.Takes("rowWeights") || kernel.Takes("gradientScale"))))
            .Select(static kernel => kernel.Name),
    ];

    /// <summary>Central differences: of each row's loss times what its upstream is, or of the reduced loss.</summary>
    [Theory]
    [MemberData(nameof(Differentiable))]
    public void The_gradient_is_the_derivative_of_the_losses(string name)
    {
        const double step = 1e-5;
        LossKernel kernel = LossKernel.Of(typeof(CrossEntropyKernels).Assembly).Single(kernel => kernel.Name == name);
        int columns = kernel.Options.Length > 0 ? kernel.Options.Length : 11;
        LossWorkload<double> workload = LossWorkload<double>.Create(kernel, InputClass<double>.Find("±4"), 4, columns);
        bool reduced = kernel.Options.Reduction != Reduction.None;
        LossCall<double> call = kernel.BindDispatch<double>();
        double[] gradient = workload.Run(call, new ArrayBuffers())[1..(1 + workload.Logits.Length)];
        for (int i = 0; i < workload.Logits.Length; i++)
        {
            double logit = workload.Logits[i];
            double upstream = (kernel.Takes("rowWeights") ? workload.RowWeights[i / columns] : 1) * (kernel.Takes("gradientScale") ? workload.GradientScale : 1);
            double difference = LossAt(logit + step) - LossAt(logit - step);
            workload.Logits[i] = logit;

            Assert.Equal(difference / (2 * step) * upstream, gradient[i], 1e-8);

            double LossAt(double value)
            {
                workload.Logits[i] = value;
                return workload.Run(call, new ArrayBuffers())[reduced ? 0 : 1 + workload.Logits.Length + (i / columns)];
            }
        }
    }

    private static void AssertEqual(double[] expected, double[] actual) => Assert.All(expected, (value, column) => Assert.Equal(value, actual[column], 5e-7));
}
