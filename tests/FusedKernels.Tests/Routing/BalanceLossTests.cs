using FusedKernels.Routing;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>The balance losses: worked examples, the derivative with respect to the logits against central differences, edge cases.</summary>
public class BalanceLossTests
{
    private const int Experts = 6;
    private const int Tokens = 4;

    private static readonly int[] Load = [3, 0, 1, 2, 2, 0];

    [Fact]
    public void Switch_example()
    {
        Assert.Equal(0.013, SwitchBalanceLoss.Evaluate([0.4, 0.3, 0.2, 0.1], [2, 1, 1, 0], tokens: 1, 0.01), 1e-15);
        Assert.Equal(0.013, SwitchBalanceLoss.Evaluate([4f, 3f, 2f, 1f], [20, 10, 10, 0], tokens: 10, 0.01), 1e-15);
        Assert.Equal(0.01, SwitchBalanceLoss.Evaluate([2.0, 2, 2, 2], [5, 5, 5, 5], tokens: 8, 0.01), 1e-15);
    }

    [Fact]
    public void GShard_example()
    {
        // (1/2) (3/4 · 0.7 + 1/4 · 0.3)
        Assert.Equal(0.3, GShardBalanceLoss.Evaluate([2.8, 1.2], [3, 1], tokens: 4, 1), 1e-15);
        Assert.Equal(0.03, GShardBalanceLoss.Evaluate([2.8f, 1.2f], [3, 1], tokens: 4, 0.1), 1e-8);
    }

    [Fact]
    public void Variation_example()
    {
        double[] gradient = new double[4];
        Assert.Equal(0.125, VariationLoss.Evaluate([3.0, 1, 2, 2], 1, gradient), 1e-15);
        Assert.Equal(0.25, VariationLoss.Evaluate([3f, 1f, 2f, 2f], 2), 1e-15);
        double[] values = [3.0, 1, 2, 2];
        Router.AssertGradient(values, gradient, () => VariationLoss.Evaluate(values, 1), 1e-9);
    }

    [Fact]
    public void Z_loss_example()
    {
        double[] logSumExp = Router.LogSumExp([1, 2, 3], 3);
        Assert.Equal(11.611778, RouterZLoss.Evaluate(logSumExp, 1), 5e-7);
        Assert.Equal(0.5 * 11.611778, RouterZLoss.Evaluate([(float)logSumExp[0], 0f], 1), 2e-6);
        Assert.Equal(11.611778, RouterZLoss.Evaluate([logSumExp[0], double.NaN, double.NegativeInfinity], 1, [true, false, true]), 5e-7);
    }

    [Fact]
    public void A_sequence_loss_is_the_mean_of_the_sequences_switch_losses()
    {
        double[] importance = [1.5, 0.5, 0.8, 1.2, 0, 0];
        int[] load = [3, 1, 1, 3, 0, 0];
        double[] gradient = new double[6];
        double loss = SequenceBalanceLoss.Evaluate(importance, load, [2, 2, 0], 0.1, gradient);

        double[] expected = new double[4];
        double first = SwitchBalanceLoss.Evaluate(importance.AsSpan(0, 2), load.AsSpan(0, 2), 2, 0.05, expected.AsSpan(0, 2));
        double second = SwitchBalanceLoss.Evaluate(importance.AsSpan(2, 2), load.AsSpan(2, 2), 2, 0.05, expected.AsSpan(2, 2));
        Assert.Equal(first + second, loss, 1e-16);
        Assert.Equal([.. expected, 0, 0], gradient);
        Assert.Equal(loss, SequenceBalanceLoss.Evaluate(Router.Single(importance), load, [2, 2, 0], 0.1), 1e-7);
        Assert.Equal(0, SequenceBalanceLoss.Evaluate(importance, load, [0, 0, 0], 0.1));
        Assert.Equal(0, SequenceBalanceLoss.Evaluate(ReadOnlySpan<double>.Empty, [], [], 0.1));
    }

    /// <summary>Switch, GShard, importance variation and z-loss meet in one gradient.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.7)]
    public void Their_gradients_through_the_softmax_are_derivatives(double temperature)
    {
        double[] logits = Router.Logits(Tokens * Experts, 3, "softmax");
        double[] gradient = new double[logits.Length];
        double[] probabilities = Router.Softmax(logits, Experts, temperature);
        double[] upstream = new double[Experts];
        Balance(upstream);
        RouterGradient.AddThroughSoftmax(probabilities, upstream, Experts, gradient, default, temperature);
        if (temperature == 1)
        {
            RouterZLoss.AddGradient(probabilities, Router.LogSumExp(logits, Experts), Experts, 0.02, gradient);
        }

        Router.AssertGradient(logits, gradient, () => Balance([]) + (temperature == 1 ? RouterZLoss.Evaluate(Router.LogSumExp(logits, Experts), 0.02) : 0), 1e-9);

        double Balance(double[] slopes)
        {
            double[] importance = Router.Importance(Router.Softmax(logits, Experts, temperature), Experts);
            return SwitchBalanceLoss.Evaluate(importance, Load, Tokens, 0.3, slopes)
                + GShardBalanceLoss.Evaluate(importance, Load, Tokens, 0.7, slopes)
                + VariationLoss.Evaluate(importance, 0.2, slopes);
        }
    }

    [Fact]
    public void The_sequence_gradient_through_normalised_sigmoids_is_a_derivative()
    {
        double[] logits = Router.Logits(Tokens * Experts, 3, "sigmoid");
        int[] load = [.. Load, 1, 1, 0, 0, 0, 2];
        double[] gradient = new double[logits.Length];
        double[] upstream = new double[2 * Experts];
        Loss(upstream);
        RouterGradient.AddThroughSigmoid(logits, Router.NormalizedSigmoid(logits, Experts), upstream, Experts, gradient);

        Router.AssertGradient(logits, gradient, () => Loss([]), 1e-9);

        double Loss(double[] slopes)
        {
            double[] probabilities = Router.NormalizedSigmoid(logits, Experts);
            int half = probabilities.Length / 2;
            double[] importance = [.. Router.Importance(probabilities[..half], Experts), .. Router.Importance(probabilities[half..], Experts)];
            return SequenceBalanceLoss.Evaluate(importance, load, [Tokens / 2, Tokens / 2], 0.3, slopes);
        }
    }

    [Fact]
    public void Floats_are_the_doubles_rounded()
    {
        double[] logits = Router.Logits(64 * Experts, 4, "float");
        float[] probabilities = Router.Single(Router.Softmax(logits, Experts));
        double[] wide = [.. probabilities.Select(probability => (double)probability)];
        double[] upstream = [0.1, -0.2, 0.3, 0.05, 0, 1];
        float[] single = new float[logits.Length];
        double[] exact = new double[logits.Length];
        RouterGradient.AddThroughSoftmax(probabilities, upstream, Experts, single);
        RouterGradient.AddThroughSoftmax(wide, upstream, Experts, exact);

        Assert.Equal(Router.Single(exact), single);
        float[] narrow = Router.Single(logits);
        Array.Clear(single);
        Array.Clear(exact);
        RouterGradient.AddThroughSigmoid(narrow, probabilities, upstream, Experts, single);
        RouterGradient.AddThroughSigmoid([.. narrow.Select(logit => (double)logit)], wide, upstream, Experts, exact);
        Assert.Equal(Router.Single(exact), single);
    }

    [Fact]
    public void Tokens_that_are_taken_out_get_nothing_whatever_they_hold()
    {
        double[] probabilities = [0.25, 0.75, double.NaN, double.NaN, 0, 0, 0.5, 0.5];
        double[] gradient = [7, 7, 7, 7, 7, 7, 7, 7];
        bool[] active = [true, false, true, true];
        double[] importance = new double[2];
        ExpertStatistics.AddImportance(probabilities, importance, active);
        Assert.Equal([0.75, 1.25], importance);

        RouterGradient.AddThroughSoftmax(probabilities, [1, 3], 2, gradient, active);
        Assert.Equal([7 - 0.375, 7 + 0.375, 7, 7, 7, 7, 6.5, 7.5], gradient);

        // The third token's every expert is masked: it does not count.
        gradient.AsSpan().Fill(7);
        RouterZLoss.AddGradient(probabilities, [2, double.NaN, double.NegativeInfinity, 4], 2, 0.5, gradient, active);
        Assert.Equal([7.25, 7.75, 7, 7, 7, 7, 8, 8], gradient);
    }

    [Fact]
    public void A_balanced_router_has_no_gradient_although_its_probabilities_are_rounded()
    {
        float[] probabilities = Router.Single(Router.Softmax(Router.Logits(30, 2, "balanced"), 3));
        double[] upstream = new double[3];
        SwitchBalanceLoss.Evaluate([3f, 3f, 4f], [5, 5, 5], 10, 0.01, upstream);
        float[] gradient = new float[30];
        RouterGradient.AddThroughSoftmax(probabilities, upstream, 3, gradient);

        Assert.All(gradient, derivative => Assert.InRange(derivative, -1e-17f, 1e-17f));
    }

    [Fact]
    public void NaN_stays_in_its_row()
    {
        double[] gradient = new double[4];
        RouterGradient.AddThroughSoftmax([double.NaN, 0.5, 0.5, 0.5], [1, 2], 2, gradient);
        Assert.Equal([double.NaN, double.NaN, -0.25, 0.25], gradient);
        Assert.Equal(double.NaN, SwitchBalanceLoss.Evaluate([double.NaN, 1], [1, 1], 1, 1));
        Assert.Equal(double.NaN, VariationLoss.Evaluate([double.NaN, 1], 1));
        Assert.Equal(double.NaN, RouterZLoss.Evaluate([double.NaN], 1));
    }

    [Fact]
    public void Nothing_to_balance_is_no_loss()
    {
        double[] slopes = [5, 5];
        Assert.Equal(0, SwitchBalanceLoss.Evaluate([0.0, 0], [0, 0], 0, 1, slopes));
        Assert.Equal(0, SwitchBalanceLoss.Evaluate([0.5, 0.5], [0, 0], 1, 1, slopes));
        Assert.Equal(0, GShardBalanceLoss.Evaluate([0.0, 0], [0, 0], 0, 1, slopes));
        Assert.Equal(0, VariationLoss.Evaluate([0.0, 0], 1, slopes));
        Assert.Equal(0, VariationLoss.Evaluate([3.0], 1));
        Assert.Equal(0, RouterZLoss.Evaluate(ReadOnlySpan<double>.Empty, 1));
        Assert.Equal(0, RouterZLoss.Evaluate([3.0], 1, [false]));
        Assert.Equal([5, 5], slopes);
        RouterGradient.AddThroughSoftmax(ReadOnlySpan<double>.Empty, slopes, 2, []);
        RouterZLoss.AddGradient(ReadOnlySpan<double>.Empty, [], 2, 1, []);

        // One expert has all of it, and no choice.
        Assert.Equal(0.5, SwitchBalanceLoss.Evaluate([4.0], [4], 4, 0.5));
        double[] gradient = [0];
        RouterGradient.AddThroughSoftmax([1.0], [3], 1, gradient);
        Assert.Equal([0], gradient);
    }

    [Fact]
    public void Wrong_arguments_are_named_before_anything_is_written()
    {
        double[] two = [7, 7];
        int[] load = [1, 1];
        Assert.Throws<ArgumentException>("importance", () => SwitchBalanceLoss.Evaluate([1.0], load, 1, 1, two));
        Assert.Throws<ArgumentException>("load", () => GShardBalanceLoss.Evaluate(ReadOnlySpan<double>.Empty, [], 1, 1, two));
        Assert.Throws<ArgumentOutOfRangeException>("load", () => SwitchBalanceLoss.Evaluate([1.0, 1], [1, -1], 1, 1, two));
        Assert.Throws<ArgumentOutOfRangeException>("tokens", () => SwitchBalanceLoss.Evaluate([1.0, 1], load, -1, 1, two));
        Assert.Throws<ArgumentOutOfRangeException>("coefficient", () => SwitchBalanceLoss.Evaluate([1.0, 1], load, 1, double.NaN, two));
        Assert.Throws<ArgumentException>("probabilityGradient", () => SwitchBalanceLoss.Evaluate([1.0, 1], load, 1, 1, new double[3]));
        Assert.Throws<ArgumentException>("load", () => SequenceBalanceLoss.Evaluate([1.0, 1, 1], [1, 1, 1], [1, 1], 1));
        Assert.Throws<ArgumentException>("values", () => VariationLoss.Evaluate(ReadOnlySpan<double>.Empty, 1));
        Assert.Throws<ArgumentException>("gradient", () => VariationLoss.Evaluate([1.0], 1, two));
        Assert.Throws<ArgumentException>("active", () => RouterZLoss.Evaluate([1.0, 1], 1, [true]));
        Assert.Throws<ArgumentException>("logitsGradient", () => RouterGradient.AddThroughSoftmax([1.0, 1, 1, 1], two, 2, two));
        Assert.Throws<ArgumentException>("logitsGradient", () => RouterGradient.AddThroughSoftmax(two, [1.0, 1], 2, two));
        Assert.Throws<ArgumentException>("probabilityGradient", () => RouterGradient.AddThroughSoftmax([1.0, 1, 1, 1], new double[6], 2, new double[4]));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => RouterGradient.AddThroughSoftmax([1.0, 1], [1.0, 1], 2, two, default, 0));
        Assert.Throws<ArgumentException>("logSumExp", () => RouterZLoss.AddGradient([1.0, 1], [], 2, 1, two));
        Assert.Throws<ArgumentOutOfRangeException>("selected", () => ExpertStatistics.AddLoad([0, 2], load));
        Assert.Equal([7, 7], two);
        Assert.Equal([1, 1], load);
    }
}
