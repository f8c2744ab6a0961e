using FusedKernels.Runtime;
using Xunit;

namespace FusedKernels.Tests.Threads;

/// <summary>Blocks of rows: each row is in one of them, in order, and there are neither too many nor too few.</summary>
public sealed class RowBlocksTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            TheoryData<int, int, int> shapes = [];
            foreach (int columns in new[] { 0, 1, 7, 64, 1000, 16384, 16385, 2_000_000 })
            {
                foreach (int inner in new[] { 1, 2, 15, 16, 17, 40, 4096, 50_000 })
                {
                    foreach (int outer in new[] { 0, 1, 3, 512, 5000 })
                    {
                        shapes.Add(outer * inner, columns, inner);
                    }
                }
            }

            shapes.Add(int.MaxValue, 1, 1);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheBlocksAreAllRowsInOrder(int rows, int columns, int inner)
    {
        var blocks = new RowBlocks(rows, columns, inner);
        nuint row = 0;
        for (int block = 0; block < blocks.Count; block++)
        {
            (nuint first, nuint last) = blocks[block];
            Assert.Equal(row, first);
            Assert.True(last > first);

            // A part of the neighbours, or all of them, maybe several times.
            Assert.True(first / (nuint)inner == (last - 1) / (nuint)inner || (first % (nuint)inner == 0 && last % (nuint)inner == 0));
            row = last;
        }

        Assert.Equal((nuint)rows, row);
        Assert.True(blocks.Count <= 1024);
    }

    [Theory]
    [InlineData(512, 32_000, 1, 512)]
    [InlineData(4096, 64, 1, 16)]
    [InlineData(4096, 8, 1, 2)]
    [InlineData(64, 50_257, 1, 64)]
    [InlineData(8 * 4096, 21, 4096, 32)]
    [InlineData(40, 1000, 40, 3)]
    [InlineData(3, 100, 3, 1)]
    public void ThereIsSomethingToShareOut(int rows, int columns, int inner, int count) =>
        Assert.Equal(count, new RowBlocks(rows, columns, inner).Count);
}
