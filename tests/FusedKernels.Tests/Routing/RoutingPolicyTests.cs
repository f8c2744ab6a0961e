using FusedKernels.Routing;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>Load, capacity, selection bias and the second expert.</summary>
public class RoutingPolicyTests
{
    [Fact]
    public void Load_counts_what_was_selected()
    {
        int[] load = [1, 0, 0];
        ExpertStatistics.AddLoad([2, 0, -1, 2], load);
        Assert.Equal([2, 0, 2], load);
        ExpertStatistics.AddLoad([], []);
    }

    [Theory]
    [InlineData(8, 2, 4, 1.25, 0, 5)]
    [InlineData(10, 1, 1, 1.1, 0, 11)]
    [InlineData(100, 1, 1, 1.1, 0, 110)]
    [InlineData(7, 2, 3, 1, 0, 5)]
    [InlineData(3, 1, 3, 1, 0, 1)]
    [InlineData(1, 1, 64, 1, 4, 4)]
    [InlineData(0, 2, 8, 1.25, 0, 0)]
    [InlineData(1, 1, 3, 1e-6, 0, 1)]
    [InlineData(int.MaxValue, 1, 1, 1, 0, int.MaxValue)]
    public void Capacity_is_rounded_up(int tokens, int k, int experts, double factor, int minimum, int capacity) =>
        Assert.Equal(capacity, ExpertCapacity.Of(tokens, k, experts, factor, minimum));

    [Theory]
    [InlineData(-1, 1, 1, 1, 0, "tokens")]
    [InlineData(1, 0, 1, 1, 0, "k")]
    [InlineData(1, 1, 0, 1, 0, "experts")]
    [InlineData(1, 1, 1, 0, 0, "factor")]
    [InlineData(1, 1, 1, 1e-9, 0, "factor")]
    [InlineData(1, 1, 1, double.NaN, 0, "factor")]
    [InlineData(int.MaxValue, 2, 1, 1, 0, "factor")]
    [InlineData(1, 1, 1, 1, -1, "minimum")]
    public void Capacity_names_what_is_wrong(int tokens, int k, int experts, double factor, int minimum, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => ExpertCapacity.Of(tokens, k, experts, factor, minimum));

    [Fact]
    public void The_bias_follows_the_sign_of_what_is_missing()
    {
        double[] bias = [0.5, 0.5, 0.5, 0.5];
        SelectionBias.Update(bias, [9, 5, 5, 1], 0.125);
        Assert.Equal([0.375, 0.5, 0.5, 0.625], bias);

        float[] single = [0, 0, 0];
        SelectionBias.Update(single, [int.MaxValue, 0, int.MaxValue], 0.25);
        Assert.Equal([-0.25f, 0.25f, -0.25f], single);
        Assert.Throws<ArgumentException>("bias", () => SelectionBias.Update(bias, [1], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => SelectionBias.Update(single, [1, 1, 1], double.NaN));
        SelectionBias.Update(Span<float>.Empty, [], 0.1);
    }

    [Fact]
    public void A_second_expert_is_kept_with_twice_its_weight()
    {
        int[] selected = [0, 1, 0, 1, 2, 3, 4, -1, 1, 2];
        double[] weights = [0.75, 0.25, 0.75, 0.25, 0.5, 0.5, 1, 0, 1, 0];
        int dropped = SecondExpertPolicy.Apply(selected, weights, [0.499, 0.5, 0.999, 0.9, 0]);

        Assert.Equal(2, dropped);
        Assert.Equal([0, 1, 0, -1, 2, 3, 4, -1, 1, -1], selected);
        Assert.Equal([0.75, 0.25, 0.75, 0, 0.5, 0.5, 1, 0, 1, 0], weights);

        float[] single = [0.75f, 0.25f];
        Assert.Equal(1, SecondExpertPolicy.Apply([5, 6], single, [0.5f], renormalize: true));
        Assert.Equal([1, 0], single);
        Assert.Throws<ArgumentException>("selected", () => SecondExpertPolicy.Apply([1], single, [0.5f]));
        Assert.Throws<ArgumentException>("weights", () => SecondExpertPolicy.Apply([1, 2], new float[3], [0.5f]));
        Assert.Throws<ArgumentException>("weights", () => SecondExpertPolicy.Apply([1, 2], single, single.AsSpan(1)));
        Assert.Equal(0, SecondExpertPolicy.Apply([], Span<double>.Empty, []));
    }
}
