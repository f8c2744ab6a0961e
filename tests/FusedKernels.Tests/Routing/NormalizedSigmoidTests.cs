using FusedKernels.Routing;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>Sigmoids divided by their sum, against a reference of twice the precision.</summary>
public class NormalizedSigmoidTests
{
    private const int Experts = 9;

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0, 40)]
    [InlineData(-39.9, 0.3)]
    [InlineData(-60, 4)]
    [InlineData(-2000, 30)]
    [InlineData(300, 30)]
    public void Probabilities_are_shares(double offset, double scale)
    {
        double[] logits = [.. Router.Logits(20 * Experts, scale, "shares").Select(logit => offset + logit)];
        double[] probabilities = new double[logits.Length];
        NormalizedSigmoid.Evaluate(logits, Experts, probabilities);
        for (int token = 0; token < 20; token++)
        {
            DoubleDouble[] scores = [.. logits.AsSpan(token * Experts, Experts).ToArray().Select(logit => Score(logit, offset))];
            DoubleDouble sum = scores.Aggregate((left, right) => left + right);
            Assert.All(scores, (score, i) => Assert.Equal((score / sum).High, probabilities[(token * Experts) + i], 1e-14 * (score / sum).High));
        }

        float[] single = new float[logits.Length];
        NormalizedSigmoid.Evaluate(Router.Single(logits), Experts, single);
        double[] rounded = new double[logits.Length];
        NormalizedSigmoid.Evaluate([.. Router.Single(logits).Select(logit => (double)logit)], Experts, rounded);
        Assert.Equal(Router.Single(rounded), single);
    }

    [Fact]
    public void Edge_cases()
    {
        double[] row = [double.NegativeInfinity, double.NegativeInfinity];
        NormalizedSigmoid.Evaluate(row, 2, row);
        Assert.Equal([0, 0], row);
        row = [double.PositiveInfinity, double.NegativeInfinity];
        NormalizedSigmoid.Evaluate(row, 2, row);
        Assert.Equal([1, 0], row);
        row = [1, 2, double.NaN, 3];
        NormalizedSigmoid.Evaluate(row, 2, row);
        Assert.Equal([double.NaN, double.NaN], row[2..]);
        Assert.Equal(1, row[0] + row[1], 1e-15);
        NormalizedSigmoid.Evaluate(ReadOnlySpan<double>.Empty, 2, []);
        Assert.Throws<ArgumentException>("logits", () => NormalizedSigmoid.Evaluate([1.0], 2, row));
        Assert.Throws<ArgumentException>("probabilities", () => NormalizedSigmoid.Evaluate([1.0, 2], 2, row));
        Assert.Throws<ArgumentException>("probabilities", () => NormalizedSigmoid.Evaluate(row.AsSpan(0, 2), 2, row.AsSpan(1, 2)));
        Assert.Throws<ArgumentOutOfRangeException>("experts", () => NormalizedSigmoid.Evaluate([1.0], 0, row));
    }

    private static DoubleDouble Score(double logit, double offset)
    {
        // Far below 0 a sigmoid is its exponential; shifted, it does not underflow.
        DoubleDouble exponential = DoubleDouble.Exp(DoubleDouble.From(logit) - DoubleDouble.From(offset < -50 ? offset : 0));
        return offset < -50 ? exponential : logit > 0
            ? DoubleDouble.From(1) / (DoubleDouble.From(1) + DoubleDouble.Exp(DoubleDouble.From(-logit)))
            : exponential / (DoubleDouble.From(1) + exponential);
    }
}
