using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FusedKernels.Runtime;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Sums of rows in lanes, on the doubles themselves: rounding to floats hides most of what another order changes.</summary>
public abstract class LaneSumTests<TFloats, TDoubles>
    where TFloats : struct, IFloats<TFloats, TDoubles>
    where TDoubles : struct, IDoubles<TDoubles>
{
    protected LaneSumTests(bool isSupported) => Assert.SkipUnless(isSupported, $"This machine has no registers of {TDoubles.Rows} doubles.");

    [Fact]
    public void TheTreeIsTheOneAlongARow()
    {
        int rows = 2 * TDoubles.Rows;
        var random = new SplitMix(11);
        for (int columns = 1; columns <= 200; columns++)
        {
            int stride = rows + (columns % 3 * 5);
            float[] lanes = [.. Enumerable.Range(0, columns * stride).Select(_ => (float)Math.ScaleB(1 + Math.Abs(random.Symmetric()), 1 - random.Below(30)))];
            var sums = new double[rows];
            LaneSum.Total<TFloats, TDoubles>(in lanes[0], (nuint)stride, (nuint)columns, sums);

            Assert.Equal(Enumerable.Range(0, rows).Select(row => AlongRow([.. Enumerable.Range(0, columns).Select(column => lanes[(column * stride) + row])])), sums);
        }
    }

    /// <summary>Column i belongs to virtual lane i modulo 16, with its partner 16 columns on; chunks in floats, what is left in doubles; lanes fold by halves.</summary>
    private static double AlongRow(float[] row)
    {
        int chunked = row.Length <= ChunkSum.Columns ? 0 : row.Length / ChunkSum.Columns * ChunkSum.Columns;
        var lanes = new double[Lanes.OfSingles];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            (float chunks, float errors) = (ChunkSum.Start, 0);
            int column = lane;
            for (; column < chunked; column += 2 * lanes.Length)
            {
                ChunkSum.Add(ref chunks, ref errors, row[column] + row[column + lanes.Length]);
            }

            lanes[lane] = (double)chunks - ChunkSum.Start + errors;
            for (; column < row.Length; column += 2 * lanes.Length)
            {
                lanes[lane] += column + lanes.Length < row.Length ? row[column] + row[column + lanes.Length] : row[column];
            }
        }

        for (int half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                lanes[lane] += lanes[lane + half];
            }
        }

        return lanes[0];
    }
}

public sealed class LaneSum2Tests() : LaneSumTests<Floats2, Doubles2>(AdvSimd.Arm64.IsSupported);

public sealed class LaneSum4Tests() : LaneSumTests<Floats4, Doubles4>(Avx2.IsSupported && Fma.IsSupported);

public sealed class LaneSum8Tests() : LaneSumTests<Floats8, Doubles8>(Avx512F.IsSupported);
