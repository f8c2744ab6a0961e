using FusedKernels.Routing;
using FusedKernels.Tests.Declarations;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests.Routing;

/// <summary>The emitted form of expert choice: a softmax of every row, then what <see cref="ExpertChoice"/> makes of it.</summary>
public sealed class ExpertChoiceKernelTests
{
    private const int Experts = 20;

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(50, 0)]
    [InlineData(50, 7)]
    [InlineData(50, 60)]
    public void ExpertsChooseTheLargestProbabilities(int rows, int capacity)
    {
        float[] logits = [.. Enumerable.Range(0, rows).SelectMany(row => InputClass<float>.Find(row % 5 == 3 ? "NaN in the middle" : "±4").Row(Experts, (ulong)row))];
        var probabilities = new float[logits.Length];
        var tokens = new int[Experts * capacity];
        var weights = new float[tokens.Length];
        ExpertChoiceKernels.Choose(logits, Experts, capacity, probabilities, tokens, weights);

        var expected = new float[logits.Length];
        ThreadKernels.Serial.Softmax(logits, expected, Experts);
        Assert.Equal(-1, Bits.FirstDifference<float>(expected, probabilities));
        for (int expert = 0; expert < Experts; expert++)
        {
            int[] best = [.. Enumerable.Range(0, rows).Where(row => expected[(row * Experts) + expert] >= 0).OrderByDescending(row => expected[(row * Experts) + expert])];
            int[] chosen = [.. best.Concat(Enumerable.Repeat(-1, capacity)).Take(capacity)];
            Assert.Equal(chosen, tokens[(expert * capacity)..((expert + 1) * capacity)]);
            Assert.Equal(chosen.Select(row => row < 0 ? 0 : expected[(row * Experts) + expert]), weights[(expert * capacity)..((expert + 1) * capacity)]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void RowsThatAreTakenOutAreNotChosen(int threads)
    {
        const int Rows = 12_001;
        const int Capacity = 11;
        double[] logits = [.. Enumerable.Range(0, Rows).SelectMany(row => InputClass<double>.Find("±4").Row(Experts, (ulong)row))];
        bool[] active = [.. Enumerable.Range(0, Rows).Select(row => row % 3 != 0)];
        var probabilities = new double[logits.Length];
        var tokens = new int[Experts * Capacity];
        var weights = new double[tokens.Length];
        ExpertChoiceKernels.Choose(logits, active, Capacity, probabilities, tokens, weights, threads, 0.5);

        var expectedTokens = new int[tokens.Length];
        var expectedWeights = new double[tokens.Length];
        ExpertChoice.Select(probabilities, Experts, Capacity, expectedTokens, expectedWeights, active);
        Assert.Equal(expectedTokens, tokens);
        Assert.Equal(expectedWeights, weights);
        Assert.All(tokens, token => Assert.True(active[token]));
    }

    [Fact]
    public void WhatIsWrongIsNamedAndNothingIsWritten()
    {
        float[] written = [.. Enumerable.Repeat(7f, 4)];
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => ExpertChoiceKernels.Choose(new float[4], 2, -1, written, [], []));
        Assert.Throws<ArgumentException>("selectedTokens", () => ExpertChoiceKernels.Choose(new float[4], 2, 1, written, new int[3], new float[2]));
        Assert.Throws<ArgumentException>("weights", () => ExpertChoiceKernels.Choose(new float[4], 2, 1, written, new int[2], new float[3]));
        Assert.Throws<ArgumentException>("weights", () => ExpertChoiceKernels.Choose(new float[4], 2, 1, written, new int[2], written.AsSpan(0, 2)));
        Assert.Throws<ArgumentException>("experts", () => ExpertChoiceKernels.Choose(new float[5], 2, 1, written, new int[2], new float[2]));
        Assert.All(written, value => Assert.Equal(7, value));
    }
}
