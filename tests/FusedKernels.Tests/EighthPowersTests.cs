using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FusedKernels.Runtime;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The table's powers are the nearest floats, their rests make them exact, and every target has the same table.</summary>
public sealed class EighthPowersTests
{
    /// <summary>Numbers whose three lowest bits are those of j, with others above.</summary>
    private static readonly float[] Numbers = [.. Enumerable.Range(0, 8 * 256).Select(static eighths => Reference.SingleStep + (eighths / 8f))];

    [Fact]
    public void APowerAndItsRestAreExact()
    {
        for (int j = 0; j < 8; j++)
        {
            double exact = Math.Pow(2, j / 8.0);
            float power = EighthPowers.Powers256[j];
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
    public void EveryLookupReadsTheLowestBits()
    {
        foreach ((float number, int i) in Numbers.Select(static (number, i) => (number, i)))
        {
            float expected = EighthPowers.Powers256[i % 8];
            Assert.Equal(expected, EighthPowers.Lookup(EighthPowers.Powers256, number));
            if (AdvSimd.Arm64.IsSupported)
            {
                Assert.Equal(Vector128.Create(expected), EighthPowers.Lookup(EighthPowers.Powers128, Vector128.Create(number)));
            }

            if (Avx2.IsSupported)
            {
                Assert.Equal(Vector256.Create(expected), EighthPowers.Lookup(EighthPowers.Powers256, Vector256.Create(number)));
            }

            if (Avx512F.IsSupported)
            {
                Assert.Equal(Vector512.Create(expected), EighthPowers.Lookup(EighthPowers.Powers512, Vector512.Create(number)));
            }
        }
    }
}
