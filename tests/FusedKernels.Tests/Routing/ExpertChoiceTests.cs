using FusedKernels.Routing;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>Experts choose tokens: against sorting, with ties, and where there is nothing to choose.</summary>
public class ExpertChoiceTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(40, 1, 7)]
    [InlineData(40, 5, 1)]
    [InlineData(40, 5, 8)]
    [InlineData(40, 5, 40)]
    [InlineData(7, 5, 9)]
    [InlineData(0, 5, 3)]
    [InlineData(7, 3, 0)]
    public void Every_expert_takes_its_best_tokens(int tokens, int experts, int capacity)
    {
        // Eighths, so that there are ties.
        double[] scores = [.. Router.Logits(tokens * experts, 1, "choice").Select(score => Math.Round(score * 8) / 8)];
        for (int i = 5; i < scores.Length; i += 11)
        {
            scores[i] = i % 2 == 0 ? double.NaN : double.NegativeInfinity;
        }

        bool[] active = [.. Enumerable.Range(0, tokens).Select(token => token % 6 != 4)];
        int[] selected = new int[experts * capacity];
        double[] weights = new double[experts * capacity];
        ExpertChoice.Select(scores, experts, capacity, selected, weights, active);

        for (int expert = 0; expert < experts; expert++)
        {
            int[] best = [.. Enumerable.Range(0, tokens).Where(token => active[token] && scores[(token * experts) + expert] > double.NegativeInfinity)
                .OrderByDescending(token => scores[(token * experts) + expert]).ThenBy(token => token).Take(capacity)];
            int missing = capacity - best.Length;
            Assert.Equal([.. best, .. Enumerable.Repeat(ExpertChoice.None, missing)], selected.AsSpan(expert * capacity, capacity).ToArray());
            Assert.Equal([.. best.Select(token => scores[(token * experts) + expert]), .. Enumerable.Repeat(0.0, missing)], weights.AsSpan(expert * capacity, capacity).ToArray());
        }

        float[] single = new float[weights.Length];
        int[] again = new int[selected.Length];
        ExpertChoice.Select(Router.Single(scores), experts, capacity, again, single, active);
        Assert.Equal(selected, again);
        Assert.Equal(Router.Single(weights), single);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        double[] weights = new double[4];
        int[] selected = new int[4];
        Assert.Throws<ArgumentException>("scores", () => ExpertChoice.Select([1.0, 2, 3], 2, 2, selected, weights));
        Assert.Throws<ArgumentException>("selectedTokens", () => ExpertChoice.Select([1.0, 2], 2, 1, selected, weights));
        Assert.Throws<ArgumentException>("weights", () => ExpertChoice.Select([1.0, 2], 2, 2, selected, new double[3]));
        Assert.Throws<ArgumentException>("weights", () => ExpertChoice.Select(weights, 2, 2, selected, weights));
        Assert.Throws<ArgumentException>("active", () => ExpertChoice.Select([1.0, 2], 2, 2, selected, weights, [true, true]));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => ExpertChoice.Select([1.0, 2], 2, -1, selected, weights));
        Assert.Equal(new double[4], weights);
    }
}
