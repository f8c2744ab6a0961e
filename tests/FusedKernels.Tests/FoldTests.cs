using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FusedKernels.Runtime;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// The one tree in which a row's virtual lanes are summed, in the registers of each target. Rounding to floats hides most of what another
/// order changes, so the doubles themselves are compared.
/// </summary>
public sealed class FoldTests
{
    private const int Samples = 200;

    private static readonly int[] OtherOrder = [0, 2, 1, 3, 4, 5, 6, 7];

    [Fact]
    public void SixteenLanesFoldByHalvesIn512Bits()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "This machine has no AVX-512.");
        Check(static lanes => Lanes512.Fold(Vector512.Create(lanes, 0), Vector512.Create(lanes, 8)));
        CheckCompensated(static (sums, errors) => Lanes512.FoldCompensated(Vector512.Create(sums), Vector512.Create(errors)));
    }

    [Fact]
    public void SixteenLanesFoldByHalvesIn256Bits()
    {
        Assert.SkipUnless(Avx2.IsSupported, "This machine has no AVX2.");
        Check(static lanes => Lanes256.Fold(Vector256.Create(lanes, 0), Vector256.Create(lanes, 4), Vector256.Create(lanes, 8), Vector256.Create(lanes, 12)));
        CheckCompensated(static (sums, errors) => Lanes256.FoldCompensated(
            Vector256.Create(sums, 0), Vector256.Create(errors, 0), Vector256.Create(sums, 4), Vector256.Create(errors, 4)));
    }

    [Fact]
    public void SixteenLanesFoldByHalvesIn128Bits()
    {
        Assert.SkipUnless(AdvSimd.Arm64.IsSupported, "This machine has no NEON.");
        Check(static lanes => Lanes128.Fold(
            Vector128.Create(lanes, 0), Vector128.Create(lanes, 2), Vector128.Create(lanes, 4), Vector128.Create(lanes, 6),
            Vector128.Create(lanes, 8), Vector128.Create(lanes, 10), Vector128.Create(lanes, 12), Vector128.Create(lanes, 14)));
        CheckCompensated(static (sums, errors) => Lanes128.FoldCompensated(
            Vector128.Create(sums, 0), Vector128.Create(errors, 0), Vector128.Create(sums, 2), Vector128.Create(errors, 2),
            Vector128.Create(sums, 4), Vector128.Create(errors, 4), Vector128.Create(sums, 6), Vector128.Create(errors, 6)));
    }

    private static void Check(Func<double[], double> fold)
    {
        var random = new SplitMix(11);
        int dependent = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] values = Values(ref random, 16);
            double expected = ByHalves(values);
            Assert.Equal(expected, fold(values));
            dependent += expected != values.Sum() ? 1 : 0;
        }

        Assert.True(dependent > Samples / 2, "In another order, most of the sums must have other bits.");
    }

    private static void CheckCompensated(Func<double[], double[], Runtime.DoubleDouble> fold)
    {
        var random = new SplitMix(12);
        int dependent = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] sums = Values(ref random, 8);
            double[] errors = [.. Values(ref random, 8).Select(static error => error * Math.ScaleB(1, -53))];
            Runtime.DoubleDouble expected = ByHalves(sums, errors);
            Assert.Equal(expected, fold(sums, errors));
            dependent += expected != ByHalves([.. OtherOrder.Select(lane => sums[lane])], [.. OtherOrder.Select(lane => errors[lane])]) ? 1 : 0;
        }

        Assert.True(dependent > Samples / 2, "In another order, most of the sums must have other bits.");
    }

    private static double[] Values(ref SplitMix random, int count)
    {
        double[] values = new double[count];
        foreach (ref double value in values.AsSpan())
        {
            value = random.Symmetric() * Math.ScaleB(1, random.Below(8));
        }

        return values;
    }

    private static double ByHalves(ReadOnlySpan<double> lanes)
    {
        double[] sums = lanes.ToArray();
        for (int half = sums.Length / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                sums[lane] += sums[lane + half];
            }
        }

        return sums[0];
    }

    private static Runtime.DoubleDouble ByHalves(ReadOnlySpan<double> lanes, ReadOnlySpan<double> lanesOfErrors)
    {
        double[] sums = lanes.ToArray();
        double[] errors = lanesOfErrors.ToArray();
        for (int half = sums.Length / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                Lanes.AddCompensated(ref sums[lane], ref errors[lane], sums[lane + half]);
                errors[lane] += errors[lane + half];
            }
        }

        return Runtime.DoubleDouble.Sum(sums[0], errors[0]);
    }
}
