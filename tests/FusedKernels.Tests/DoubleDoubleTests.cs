using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The reference of the double kernels, against constants known to more digits than it has.</summary>
public sealed class DoubleDoubleTests
{
    /// <summary>2⁻⁹⁷, some ten thousand times finer than a double's ulp squared needs to be for the tests.</summary>
    private const double Tolerance = 6e-30;

    // The low parts are the digits of the constant that the high part leaves, from the constants' published expansions.
    [Theory]
    [InlineData(1, 0, 2.718281828459045, 1.4456468917292502e-16)] // e
    [InlineData(0.6931471805599453, 2.3190468138462996e-17, 2, 0)] // exp(ln 2) = 2
    [InlineData(-0.6931471805599453, -2.3190468138462996e-17, 0.5, 0)]
    [InlineData(2.302585092994046, -2.1707562233822494e-16, 10, 0)] // exp(ln 10) = 10
    [InlineData(0, 0, 1, 0)]
    public void ExpOfKnownValues(double high, double low, double expectedHigh, double expectedLow) =>
        AssertClose(new(expectedHigh, expectedLow), DoubleDouble.Exp(new(high, low)));

    [Theory]
    [InlineData(2, 0.6931471805599453, 2.3190468138462996e-17)]
    [InlineData(10, 2.302585092994046, -2.1707562233822494e-16)]
    [InlineData(1, 0, 0)]
    public void LogOfKnownValues(double value, double expectedHigh, double expectedLow) =>
        AssertClose(new(expectedHigh, expectedLow), DoubleDouble.Log(DoubleDouble.From(value)));

    [Fact]
    public void ExpOfASumIsTheProduct()
    {
        var random = new SplitMix(1);
        for (int i = 0; i < 2000; i++)
        {
            var left = DoubleDouble.From(300 * random.Symmetric());
            var right = DoubleDouble.From(300 * random.Symmetric());
            AssertClose(DoubleDouble.Exp(left) * DoubleDouble.Exp(right), DoubleDouble.Exp(left + right), 100 * Tolerance);
        }
    }

    [Fact]
    public void LogInvertsExp()
    {
        var random = new SplitMix(2);
        for (int i = 0; i < 2000; i++)
        {
            var value = DoubleDouble.From(1 + (300 * Math.Abs(random.Symmetric())));
            AssertClose(value, DoubleDouble.Log(DoubleDouble.Exp(value)));
        }
    }

    [Fact]
    public void DivisionInvertsMultiplication()
    {
        var random = new SplitMix(3);
        for (int i = 0; i < 2000; i++)
        {
            DoubleDouble left = DoubleDouble.From(random.Symmetric()) + DoubleDouble.From(1e-17 * random.Symmetric());
            DoubleDouble right = DoubleDouble.From(2 + random.Symmetric()) + DoubleDouble.From(1e-17 * random.Symmetric());
            AssertClose(left, left * right / right);
        }
    }

    [Fact]
    public void DivisionReachesTheEndsOfTheRange()
    {
        Assert.Equal(double.MaxValue / 4, (DoubleDouble.From(double.MaxValue) / DoubleDouble.From(4)).High);
        Assert.Equal(double.PositiveInfinity, (DoubleDouble.From(double.MaxValue) / DoubleDouble.From(0.5)).High);
        AssertClose(DoubleDouble.From(double.MaxValue / 3), DoubleDouble.From(double.MaxValue) / DoubleDouble.From(3), 2e-16);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-800, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void ExpAtTheEnds(double value, double expected) => Assert.Equal(expected, DoubleDouble.Exp(DoubleDouble.From(value)).High);

    private static void AssertClose(DoubleDouble expected, DoubleDouble actual, double tolerance = Tolerance)
    {
        double error = Math.Abs((actual - expected).High);
        Assert.True(error <= tolerance * Math.Max(Math.Abs(expected.High), double.Epsilon), $"expected {expected}, got {actual}: {error} off");
    }
}
