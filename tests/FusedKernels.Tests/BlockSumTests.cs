using FusedKernels.Runtime;
using FusedKernels.Verification;
using Xunit;
using Reference = FusedKernels.Runtime.Reference;
using Wide = FusedKernels.Verification.DoubleDouble;

namespace FusedKernels.Tests;

/// <summary>The log-sum-exp of rows of one block, against wider arithmetic.</summary>
public sealed class BlockSumTests
{
    private static readonly Wide Ln2 = Wide.Log(Wide.From(2));

    public static TheoryData<double> Temperatures => [1, 0.7, 0.01, 100];

    /// <summary>In doubles for floats: less than a millionth of a float's ulp.</summary>
    [Theory]
    [MemberData(nameof(Temperatures))]
    public void SinglesAreWithinAMillionthOfTheirUlp(double temperature) =>
        Check(temperature, limit: 1 << 16, static value => (float)value, bound: 1e-6 * Math.ScaleB(1, -23), static row =>
        {
            double log = BlockSum.Of(row.Sum, (float)row.Max, new Reference<float>((float)row.Shift, 0, (float)(Reference.SingleRounder - row.Exponent), 0))
                .LogWithShift(row.Temperature).Value;
            return Wide.From(log);
        });

    /// <summary>In double-double for doubles: 2^-4 of their ulp.</summary>
    [Theory]
    [MemberData(nameof(Temperatures))]
    public void DoublesAreWithinAFractionOfTheirUlp(double temperature) =>
        Check(temperature, limit: 1L << 40, static value => value, bound: Math.ScaleB(1, -56), static row =>
        {
            Runtime.DoubleDouble log = BlockSum.Of(row.Sum, row.Max, new Reference<double>(row.Shift, 0, Reference.DoubleRounder - row.Exponent, 0))
                .LogWithShift(row.Temperature);
            return new Wide(log.High, log.Low);
        });

    /// <summary>A sum that is rounded down must not take the result below its largest x / T.</summary>
    [Theory]
    [InlineData(0.1f)]
    [InlineData(-0.3f)]
    [InlineData(77.7f)]
    public void NeverBelowTheMaximum(float max)
    {
        double exponent = Math.Round(max / Math.Log(2));
        double sum = Math.Exp(max - (exponent * Math.Log(2))) * (1 << Reference.Headroom) * (1 - 1e-9);
        var reference = new Reference<float>(0, 0, (float)(Reference.SingleRounder - exponent), 0);
        Assert.Equal(max, BlockSum.Of(sum, max, reference).LogWithShift(1).Value);
    }

    private static void Check(double temperature, double limit, Func<double, double> round, double bound, Func<Row, Wide> log)
    {
        var random = new SplitMix(7);
        for (int i = 0; i < 5000; i++)
        {
            // As a block has it: the sum's largest term is exp((max − shift) / T) · 2^(Headroom − exponent), and there are up to 4,096.
            double max = round(Math.Pow(10, random.Below(12) - 3) * random.Symmetric());
            double shift = Math.Abs(max) < limit * temperature ? 0 : max;
            double exponent = Math.Round((max - shift) / temperature / Math.Log(2));
            Wide largest = Wide.Exp((Wide.From(max - shift) / Wide.From(temperature)) - (Ln2 * Wide.From(exponent))) * Wide.From(1 << Reference.Headroom);
            double sum = largest.High * (1 + (4095 * Math.Abs(random.Symmetric())));
            Wide expected = (Wide.From(shift) / Wide.From(temperature)) + Wide.Log(Wide.From(sum)) + (Ln2 * Wide.From(exponent - Reference.Headroom));
            Wide actual = log(new(sum, exponent, shift, max, temperature));
            Assert.True(
                Math.Abs((actual - expected).High) <= bound * Math.Max(1, Math.Abs(expected.High)),
                $"max {max:R}, sum {sum:R}, T {temperature}: expected {expected}, got {actual}");
        }
    }

    private sealed record Row(double Sum, double Exponent, double Shift, double Max, double Temperature);
}
