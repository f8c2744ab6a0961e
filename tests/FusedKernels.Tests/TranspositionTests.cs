using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FusedKernels.Runtime;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Short rows lie in the lanes exactly as documented, come back as they were, and nothing around them is touched.</summary>
public sealed class TranspositionTests
{
    /// <summary>All that kernels use, and some beyond: whole blocks, overlapping blocks, fewer columns than a block has.</summary>
    private static readonly int[] Columns = [.. Enumerable.Range(1, 17), 23, 24, 25, 31, 32, 33, 40];

    public static TheoryData<int> Widths => [16, 8, 4];

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsBecomeLanes(int rows)
    {
        RequireWidth(rows);
        ForEachShape(rows, (buffers, columns) =>
        {
            float[] source = Numbered(rows * columns);
            Span<float> lanes = buffers.Copy<float>(new float[source.Length]);
            Transposition.ToLanes(in MemoryMarshal.GetReference(buffers.Copy<float>(source)), ref MemoryMarshal.GetReference(lanes), (nuint)rows, (nuint)columns);
            Assert.Equal(Transposed(source, rows, columns), lanes.ToArray());
        });
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LanesBecomeRows(int rows)
    {
        RequireWidth(rows);
        ForEachShape(rows, (buffers, columns) =>
        {
            float[] source = Numbered(rows * columns);
            Span<float> lanes = buffers.Copy<float>(Transposed(source, rows, columns));
            Span<float> destination = buffers.Copy<float>(new float[source.Length]);
            Transposition.FromLanes(ref MemoryMarshal.GetReference(lanes), ref MemoryMarshal.GetReference(destination), (nuint)rows, (nuint)columns);
            Assert.Equal(source, destination.ToArray());
        });
    }

    /// <summary>Fewer rows than lanes: those beyond are neither read nor written, in either form.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void LanesWithoutARowAreLeftAlone(int rows)
    {
        RequireWidth(rows);
        ForEachShape(rows, (buffers, columns) =>
        {
            int present = rows - 1 - (columns % (rows - 1));
            float[] source = Numbered(present * columns);
            float[] expected = [.. Transposed([.. source, .. new float[(rows - present) * columns]], rows, columns)];
            Span<float> lanes = buffers.Copy<float>(new float[rows * columns]);
            Transposition.ToLanes(in MemoryMarshal.GetReference(buffers.Copy<float>(source)), ref MemoryMarshal.GetReference(lanes), (nuint)rows, (nuint)columns, (nuint)present);
            Assert.Equal(expected, lanes.ToArray());
            Span<float> destination = buffers.Copy<float>(new float[source.Length]);
            Transposition.FromLanes(ref MemoryMarshal.GetReference(lanes), ref MemoryMarshal.GetReference(destination), (nuint)rows, (nuint)columns, (nuint)present);
            Assert.Equal(source, destination.ToArray());
        });
    }

    /// <summary>The buffers have just the rows' size and end where a page begins that cannot be touched, or begin where one ends.</summary>
    private static void ForEachShape(int rows, Action<GuardedBuffers, int> check)
    {
        using var buffers = new GuardedBuffers(capacityInBytes: rows * Columns.Max() * sizeof(float));
        foreach (int columns in Columns)
        {
            foreach (bool atEnd in new[] { false, true })
            {
                buffers.Reset();
                buffers.AtEnd = atEnd;
                check(buffers, columns);
            }
        }
    }

    private static float[] Transposed(float[] source, int rows, int columns)
    {
        var lanes = new float[source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            lanes[(i % columns * rows) + (i / columns)] = source[i];
        }

        return lanes;
    }

    private static float[] Numbered(int length) => [.. Enumerable.Range(1, length).Select(static i => (float)i)];

    private static void RequireWidth(int rows) => Assert.SkipUnless(
        rows switch { 16 => Avx512F.IsSupported, 8 => Avx.IsSupported, _ => AdvSimd.Arm64.IsSupported },
        $"This machine has no registers of {rows} floats.");
}
