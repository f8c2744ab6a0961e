using FusedKernels.Routing;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>Sinkhorn's normalisation against the formula as it stands, and where its rows hold no numbers.</summary>
public class SinkhornTests
{
    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(1, 8, 4)]
    [InlineData(12, 1, 4)]
    [InlineData(33, 8, 1)]
    [InlineData(33, 8, 20)]
    [InlineData(5, 300, 4)]
    public void Scores_are_the_formulas(int tokens, int experts, double scale)
    {
        double[] logits = [.. Router.Logits(tokens * experts, scale, "sinkhorn").Select(logit => 500 + logit)];
        (double[] expected, int iterations) = Reference(logits, tokens, experts);
        double[] scores = new double[logits.Length];
        Assert.Equal(iterations, Sinkhorn.Normalize(logits, experts, scores));
        Assert.All(expected, (score, i) => Assert.Equal(score, scores[i], 1e-12 * score));

        float[] single = new float[logits.Length];
        Sinkhorn.Normalize(Router.Single(logits), experts, single);
        Assert.All(expected, (score, i) => Assert.Equal(score, single[i], 1e-4 / logits.Length));

        Sinkhorn.Normalize(logits, experts, logits);
        Assert.Equal(scores, logits);
    }

    [Fact]
    public void Tokens_and_experts_have_equal_sums()
    {
        const int tokens = 64;
        const int experts = 8;
        double[] scores = Router.Logits(tokens * experts, 4, "sums");
        Sinkhorn.Normalize(scores, experts, scores, tolerance: 1e-10);
        Assert.All(scores.Chunk(experts), row => Assert.Equal(1.0 / tokens, row.Sum(), 1e-4 / tokens));
        Assert.All(Router.Importance(scores, experts), sum => Assert.Equal(1.0 / experts, sum, 1e-4 / experts));
    }

    [Fact]
    public void Rows_without_numbers_leave_the_others_alone()
    {
        double[] plain = [1, 2, 0, 3];
        double[] alone = new double[4];
        Sinkhorn.Normalize(plain, 2, alone, active: [true, true]);
        double[] logits = [1, 2, double.NaN, 1, 0, 3];
        double[] scores = new double[6];
        Sinkhorn.Normalize(logits, 2, scores, active: [true, false, true]);
        Assert.Equal([.. alone[..2], 0, 0, .. alone[2..]], scores);

        Sinkhorn.Normalize(logits, 2, scores);
        Assert.All(scores[2..4], score => Assert.Equal(double.NaN, score));
        Assert.All(scores[..2].Concat(scores[4..]), score => Assert.InRange(score, 0, 1));

        double[] infinite = [double.PositiveInfinity, 5, double.NegativeInfinity, double.NegativeInfinity, 1, 1];
        Sinkhorn.Normalize(infinite, 2, infinite);
        Assert.True(infinite[0] > 0);
        Assert.Equal([0, 0, 0], infinite[1..4]);
        Assert.True(infinite[5] > infinite[4]);
        Assert.Equal(1, Sinkhorn.Normalize(ReadOnlySpan<double>.Empty, 2, [], maxIterations: 1));
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        double[] scores = new double[4];
        Assert.Throws<ArgumentException>("logits", () => Sinkhorn.Normalize([1.0, 2, 3], 2, scores));
        Assert.Throws<ArgumentException>("scores", () => Sinkhorn.Normalize([1.0, 2], 2, scores));
        Assert.Throws<ArgumentException>("scores", () => Sinkhorn.Normalize(scores.AsSpan(0, 2), 2, scores.AsSpan(1, 2)));
        Assert.Throws<ArgumentException>("active", () => Sinkhorn.Normalize(scores, 2, scores, active: [true]));
        Assert.Throws<ArgumentOutOfRangeException>("experts", () => Sinkhorn.Normalize([1.0], 0, scores));
        Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => Sinkhorn.Normalize(scores, 2, scores, tolerance: 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxIterations", () => Sinkhorn.Normalize(scores, 2, scores, maxIterations: 0));
    }

    private static (double[] Scores, int Iterations) Reference(double[] logits, int tokens, int experts)
    {
        double[] k = Router.Rows(logits, experts, row => [.. row.Select(logit => Math.Exp(logit - row.Max()))]);
        double[] d0 = new double[tokens];
        double[] d1 = [.. Enumerable.Repeat(1.0, experts)];
        for (int iteration = 1; ; iteration++)
        {
            for (int t = 0; t < tokens; t++)
            {
                d0[t] = 1 / (tokens * (Enumerable.Range(0, experts).Sum(e => k[(t * experts) + e] * d1[e]) + 1e-8));
            }

            double[] next = [.. Enumerable.Range(0, experts).Select(e => 1 / (experts * (Enumerable.Range(0, tokens).Sum(t => k[(t * experts) + e] * d0[t]) + 1e-8)))];
            double change = d1.Zip(next, (before, after) => Math.Abs(before - after)).Average();
            d1 = next;
            if (change < 1e-4)
            {
                return ([.. k.Select((value, i) => d0[i / experts] * value * d1[i % experts])], iteration);
            }
        }
    }
}
