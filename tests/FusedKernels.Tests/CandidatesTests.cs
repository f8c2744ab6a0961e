using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FusedKernels.Runtime;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The marked columns of each row are in front, in their order and with their numbers, and nothing around them is touched.</summary>
public abstract class CandidatesTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Width = 4;

    /// <summary>Around the bits of a float, those of a double, and two of them.</summary>
    public static TheoryData<int> Columns => [1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 130];

    [Theory]
    [MemberData(nameof(Columns))]
    public void MarkedColumnsAreInFront(int columns)
    {
        using var buffers = new GuardedBuffers(capacityInBytes: 1 << 16) { AtEnd = true };
        var random = new SplitMix((ulong)columns);

        // No column, all of them, few and many.
        bool[][] marked = [.. Enumerable.Range(0, Width).Select(lane => Enumerable.Range(0, columns).Select(_ => random.Below(8) < lane switch { 0 => 0, 1 => 8, 2 => 1, _ => 6 }).ToArray())];
        T[] keys = [.. Enumerable.Range(0, columns * Width).Select(number => T.CreateChecked(number))];
        Span<T> lanes = buffers.Copy<T>(keys);
        Span<T> numbers = buffers.Copy<T>(new T[keys.Length]);
        Span<T> marks = buffers.Copy<T>(MarksOf(marked, columns));

        nuint most = Candidates.ToFront(ref MemoryMarshal.GetReference(lanes), ref MemoryMarshal.GetReference(numbers), ref MemoryMarshal.GetReference(marks), Width, (nuint)columns);

        Assert.Equal((nuint)columns, most);
        for (int lane = 0; lane < Width; lane++)
        {
            int[] expected = [.. Enumerable.Range(0, columns).Where(column => marked[lane][column])];
            Assert.Equal(expected.Length, Integer(marks[lane]));
            for (int place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place], Integer(numbers[(place * Width) + lane]));
                Assert.Equal(keys[(expected[place] * Width) + lane], lanes[(place * Width) + lane]);
            }
        }
    }

    private static T[] MarksOf(bool[][] marked, int columns)
    {
        int bits = 8 * Unsafe.SizeOf<T>();
        var marks = new T[((columns / bits) + 1) * Width];
        Span<byte> bytes = MemoryMarshal.AsBytes(marks.AsSpan());
        for (int lane = 0; lane < Width; lane++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (marked[lane][column])
                {
                    bytes[((((column / bits) * Width) + lane) * Unsafe.SizeOf<T>()) + (column % bits / 8)] |= (byte)(1 << (column % 8));
                }
            }
        }

        return marks;
    }

    private static long Integer(T value) => value is float single ? BitConverter.SingleToInt32Bits(single) : BitConverter.DoubleToInt64Bits((double)(object)value);
}

/// <summary>Of floats.</summary>
public sealed class SingleCandidatesTests : CandidatesTests<float>;

/// <summary>Of doubles.</summary>
public sealed class DoubleCandidatesTests : CandidatesTests<double>;
