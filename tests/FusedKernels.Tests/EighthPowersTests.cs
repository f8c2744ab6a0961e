using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FusedKernels.Runtime;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The table's powers are the nearest floats, their rests make them exact, and every target has the same table.</summary>
public sealed class EighthPowersTests
{
    [Fact]
    public void APowerAndItsRestAreExact()
    {
        for (int j = 0; j < 8; j++)
        {
            double exact = Math.Pow(2, j / 8.0);
            float power = EighthPowers.Power(EighthPowers.Powers256, Reference.SingleStep + 127 + (j / 8f));
            Assert.Equal((float)exact, power);
            Assert.InRange(power * (1 + (double)EighthPowers.Rests256[j]) / exact, 1 - 1e-14, 1 + 1e-14);
        }
    }

    [Fact]
    public void EveryWidthHasTheSame()
    {
        Assert.Equal(Vector512.Create(EighthPowers.Powers256, EighthPowers.Powers256), EighthPowers.Powers512);
        Assert.Equal(Vector512.Create(EighthPowers.Rests256, EighthPowers.Rests256), EighthPowers.Rests512);
        Assert.Equal((EighthPowers.Powers256.GetLower().AsByte(), EighthPowers.Powers256.GetUpper().AsByte()), EighthPowers.Powers128);
        Assert.Equal((EighthPowers.Rests256.GetLower().AsByte(), EighthPowers.Rests256.GetUpper().AsByte()), EighthPowers.Rests128);
    }

    [Fact]
    public void EveryPowerFollowsTheLowestBits()
    {
        for (int field = 1; field < 255; field++)
        {
            for (int j = 0; j < 8; j++)
            {
                AssertOnEveryTarget(
                    MathF.ScaleB((float)Math.Pow(2, j / 8.0), field - 127),
                    Reference.SingleStep + field + (j / 8f),
                    static number => EighthPowers.Power(EighthPowers.Powers256, number),
                    static numbers => EighthPowers.Power(EighthPowers.Powers128, numbers),
                    static numbers => EighthPowers.Power(EighthPowers.Powers256, numbers),
                    static numbers => EighthPowers.Power(EighthPowers.Powers512, numbers));
            }
        }
    }

    [Fact]
    public void EveryRestFollowsTheThreeLowestBits()
    {
        for (int eighths = 0; eighths < 8 * 255; eighths++)
        {
            AssertOnEveryTarget(
                EighthPowers.Rests256[eighths % 8],
                Reference.SingleStep + (eighths / 8f),
                static number => EighthPowers.Lookup(EighthPowers.Rests256, number),
                static numbers => EighthPowers.Lookup(EighthPowers.Rests128, numbers),
                static numbers => EighthPowers.Lookup(EighthPowers.Rests256, numbers),
                static numbers => EighthPowers.Lookup(EighthPowers.Rests512, numbers));
        }
    }

    private static void AssertOnEveryTarget(
        float expected,
        float number,
        Func<float, float> scalar,
        Func<Vector128<float>, Vector128<float>> neon,
        Func<Vector256<float>, Vector256<float>> avx2,
        Func<Vector512<float>, Vector512<float>> avx512)
    {
        Assert.Equal(expected, scalar(number));
        if (AdvSimd.Arm64.IsSupported)
        {
            Assert.Equal(Vector128.Create(expected), neon(Vector128.Create(number)));
        }

        if (Avx2.IsSupported)
        {
            Assert.Equal(Vector256.Create(expected), avx2(Vector256.Create(number)));
        }

        if (Avx512F.IsSupported)
        {
            Assert.Equal(Vector512.Create(expected), avx512(Vector512.Create(number)));
        }
    }
}
