extern alias Double;
extern alias Single;

using FusedKernels.Verification;
using Xunit;
using Gates = Double::FusedKernels.Tests.Kernels.GateKernels;

namespace FusedKernels.Tests;

/// <summary>Gates by examples with results worked out by hand: they check the kernels without the reference, and so the reference.</summary>
public sealed class GateFormulaTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double Nan = double.NaN;

    private static readonly double[] SheetWeights = [0.876747, 0.876747, 0.746506];

    private static readonly int[] KeptExperts = [0, 1, 4, 5];

    public static TheoryData<string, double[], int[], double[]> Examples => new()
    {
        // Ties: the lowest index is first.
        { "Two", [1, 3, 2, 3], [1, 3], [0.5, 0.5] },
        { "Two", [1, 3, 2, 0], [1, 2], [0.7310585786300049, 0.2689414213699951] },
        { "TwoOfAll", [1, 3, 2, 0], [1, 2], [0.6439142598879722, 0.23688281808991013] },
        { "Two", [7, 7, 7, 7], [0, 1], [0.5, 0.5] },
        { "Two", [-0.0, 0.0, 0.0, -0.0], [0, 1], [0.5, 0.5] },

        // Switched off, or not a number.
        { "Two", [-Infinity, 5, -Infinity, -Infinity], [1, -1], [1, 0] },
        { "Two", [Nan, 5, Nan, 4], [1, 3], [0.7310585786300049, 0.2689414213699951] },
        { "TwoOfAll", [Nan, 5, -Infinity, 4], [1, 3], [0.7310585786300049, 0.2689414213699951] },
        { "Two", [-Infinity, -Infinity, Nan, Nan], [-1, -1], [0, 0] },
        { "TwoOfAll", [-Infinity, -Infinity, Nan, Nan], [-1, -1], [0, 0] },
        { "Two", [Nan, Nan, Nan, Nan], [-1, -1], [Nan, Nan] },
        { "TwoOfAll", [Nan, Nan, Nan, Nan], [-1, -1], [Nan, Nan] },

        // The limit.
        { "Two", [1, Infinity, 2, Infinity], [1, 3], [0.5, 0.5] },
        { "Two", [1, Infinity, 2, 3], [1, 3], [1, 0] },
        { "TwoOfAll", [Infinity, Infinity, 2, Infinity], [0, 1], [1 / 3.0, 1 / 3.0] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void OfFourExperts(string name, double[] logits, int[] selected, double[] weights)
    {
        // Among neighbours, so that the row lies in a lane too.
        foreach (int rows in new[] { 1, 24 })
        {
            double[] all = [.. Enumerable.Repeat(logits, rows).SelectMany(row => row)];
            var actualSelected = new int[2 * rows];
            var actualWeights = new double[2 * rows];
            if (name == "Two")
            {
                Gates.Two(all, 4, actualSelected, actualWeights);
            }
            else
            {
                Gates.Switch(all, 4, actualSelected, actualWeights);
            }

            Assert.Equal(Enumerable.Repeat(selected, rows).SelectMany(row => row), actualSelected);
            Assert.All(actualWeights, (actual, i) => Assert.Equal(weights[i % 2], actual, 1e-15));
        }
    }

    [Fact]
    public void GroupsBySumsOfTwoWithABiasThatDoesNotWeigh()
    {
        var selected = new int[3];
        var weights = new double[3];
        Gates.Sheet([2, -1, 0.5, 0, 1, 1, -2, 3], [0, 0, 0.1, 0, 0, 0, 0, 0], selected, weights);

        Assert.Equal([4, 5, 2], selected);
        Assert.All(weights, (weight, i) => Assert.Equal(SheetWeights[i], weight, 5e-7));
    }

    /// <summary>Every selection score is negative: 0 in the place of −∞ would let the losing groups win.</summary>
    [Fact]
    public void GroupsThatAreNotKeptAreWorthLessThanAnyNegativeScore()
    {
        var selected = new int[3];
        var weights = new double[3];
        Gates.Sheet([2, -1, 0.5, 0, 1, 1, -2, 3], [.. Enumerable.Repeat(-1.5, 8)], selected, weights);

        Assert.All(selected, expert => Assert.Contains(expert, KeptExperts));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1025)]
    public void SoManyExpertsAreNoRow(int experts)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => Gates.Two(new double[experts], experts, new int[2], new double[2]));
        Assert.Equal("experts", exception.ParamName);
    }

    [Fact]
    public void BuffersThatDoNotFitAreNamed()
    {
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Gates.Two(new double[7], 4, new int[2], new double[2])).ParamName);
        Assert.Equal("selected", Assert.Throws<ArgumentException>(() => Gates.Two(new double[8], 4, new int[3], new double[4])).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => Gates.Two(new double[8], 4, new int[4], new double[5])).ParamName);
        Assert.Equal("selectionBias", Assert.Throws<ArgumentException>(() => Gates.Sheet(new double[8], new double[7], new int[3], new double[3])).ParamName);
        var both = new double[16];
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => Gates.Two(both.AsSpan(0, 8), 4, new int[4], both.AsSpan(7, 4))).ParamName);
        Assert.Equal("experts", Assert.Throws<ArgumentException>(() => Gates.All(new double[6], 6, new int[5], new double[5])).ParamName);
        Assert.Equal("temperature", Assert.ThrowsAny<ArgumentException>(() => Gates.Sigmoid(new double[4], 4, new double[4], new int[2], new double[2], 0)).ParamName);
    }

    [Fact]
    public void NoRowIsNothingToDo() => Gates.Two([], 4, [], []);
}
