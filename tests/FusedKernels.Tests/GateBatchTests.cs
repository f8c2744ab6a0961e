extern alias Double;

using FusedKernels.Verification;
using Xunit;
using Gates = Double::FusedKernels.Tests.Kernels.GateKernels;

namespace FusedKernels.Tests;

/// <summary>What concerns a gate's whole batch: rows that are taken out, experts elsewhere, counts and the dense form.</summary>
public sealed class GateBatchTests
{
    private const int K = 3;
    private const int Experts = 20;

    /// <summary>Whole registers of rows, mixed ones, and a rest.</summary>
    private const int Rows = 53;

    [Theory]
    [InlineData(0, Experts, false)]
    [InlineData(0, Experts, true)]
    [InlineData(4, 13, false)]
    [InlineData(4, 13, true)]
    [InlineData(7, 7, true)]
    public void TheBatchIsTheRowsOwnResultsLessWhatIsTakenOut(int start, int stop, bool some)
    {
        GateWorkload<double> workload = GateWorkload<double>.Create(InputClass<double>.Find("some −∞"), Rows, Experts);
        bool[] active = [.. Enumerable.Range(0, Rows).Select(row => !some || (row >= 16 && row % 3 != 0))];

        // What is taken out may hold anything.
        double[] logits = [.. workload.Logits.Select((logit, i) => active[i / Experts] ? logit : double.NaN)];
        var selected = new int[Rows * K];
        var weights = new double[Rows * K];
        var load = new int[Experts];
        var dense = new double[Rows * Experts];
        Gates.Batch(logits, Experts, active, start, stop, selected, weights, load, dense);

        var expected = new int[Rows * K];
        var expectedWeights = new double[Rows * K];
        Gates.Unlimited(workload.Logits, Experts, expected, expectedWeights);
        var expectedLoad = new int[Experts];
        var expectedDense = new double[Rows * Experts];
        for (int entry = 0; entry < expected.Length; entry++)
        {
            int expert = active[entry / K] ? expected[entry] : -1;
            if (expert >= 0)
            {
                expectedLoad[expert]++;
            }

            bool here = expert >= start && expert < stop;
            expected[entry] = here ? expert : -1;
            expectedWeights[entry] = here ? expectedWeights[entry] : 0;
            if (here)
            {
                expectedDense[(entry / K * Experts) + expert] = expectedWeights[entry];
            }
        }

        Assert.Equal(expected, selected);
        Assert.Equal(expectedWeights, weights);
        Assert.Equal(expectedLoad, load);
        Assert.Equal(expectedDense, dense);
    }

    [Theory]
    [InlineData(-1, 3, "expertStart")]
    [InlineData(3, 2, "expertStop")]
    [InlineData(0, 5, "expertStop")]
    public void ARangeBeyondTheExpertsIsNamed(int start, int stop, string parameter) => Assert.Equal(
        parameter,
        Assert.Throws<ArgumentOutOfRangeException>(() => Gates.Batch(new double[4], 4, new bool[1], start, stop, new int[3], new double[3], new int[4], new double[4])).ParamName);

    [Theory]
    [InlineData(2, 4, 4, "active")]
    [InlineData(1, 3, 4, "load")]
    [InlineData(1, 4, 5, "denseWeights")]
    public void BuffersThatDoNotFitAreNamed(int active, int load, int dense, string parameter) => Assert.Equal(
        parameter,
        Assert.Throws<ArgumentException>(() => Gates.Batch(new double[4], 4, new bool[active], 0, 4, new int[3], new double[3], new int[load], new double[dense])).ParamName);
}
