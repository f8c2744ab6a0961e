using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>The columns that can be selected, of rows that lie in lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Candidates
{
    /// <summary>Brings the marked columns of each row to the front of its lane, in their order.</summary>
    /// <param name="lanes">The keys: columns × width.</param>
    /// <param name="numbers">Where the columns go that the keys were in, as integers of an element's size: columns × width.</param>
    /// <param name="marks">A bit for each column, the lowest for the first: (columns / bits of an element + 1) × width. Then how many each row has, as such integers.</param>
    /// <param name="width">The rows.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>How many the row has that has most.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint ToFront<T>(ref T lanes, ref T numbers, ref T marks, nuint width, nuint columns)
        where T : unmanaged
    {
        nuint most = 0;
        for (nuint lane = 0; lane < width; lane++)
        {
            nuint count = RowToFront(ref Unsafe.Add(ref lanes, lane), ref Unsafe.Add(ref numbers, lane), in Unsafe.Add(ref marks, lane), columns, width);
            Write(ref Unsafe.Add(ref marks, lane), count);
            most = nuint.Max(most, count);
        }

        return most;
    }

    /// <summary>One row, whose elements are <paramref name="width"/> apart: a column never lies ahead of its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint RowToFront<T>(ref T keys, ref T numbers, ref readonly T marks, nuint columns, nuint width)
        where T : unmanaged
    {
        nuint end = 0;
        for (nuint first = 0; first < columns; first += 64)
        {
            ulong left = Of64(in marks, first, columns, width);
            nuint next = end + ((nuint)(uint)BitOperations.PopCount(left) * width);
            if (first + 64 <= columns)
            {
                // Four, as no more are marked most of the time: a loop that ends with the marks is mispredicted in every row. What lies behind the
                // marked ones has been read already.
                Bring(ref keys, ref numbers, first, left, end, width);
                left &= left - 1;
                Bring(ref keys, ref numbers, first, left, end + width, width);
                left &= left - 1;
                Bring(ref keys, ref numbers, first, left, end + (2 * width), width);
                left &= left - 1;
                Bring(ref keys, ref numbers, first, left, end + (3 * width), width);
                left &= left - 1;
                end += 4 * width;
            }

            for (; left != 0; left &= left - 1)
            {
                Bring(ref keys, ref numbers, first, left, end, width);
                end += width;
            }

            end = next;
        }

        return end / width;
    }

    /// <summary>Brings the first of the marked columns to a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bring<T>(ref T keys, ref T numbers, nuint first, ulong marks, nuint place, nuint width)
        where T : unmanaged
    {
        nuint column = first + ((nuint)(uint)BitOperations.TrailingZeroCount(marks) & 63);
        Unsafe.Add(ref keys, place) = Unsafe.Add(ref keys, column * width);
        Write(ref Unsafe.Add(ref numbers, place), column);
    }

    /// <summary>The marks of the 64 columns from <paramref name="first"/> on: two elements of floats hold them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Of64<T>(ref readonly T marks, nuint first, nuint columns, nuint width)
        where T : unmanaged
    {
        nuint bits = 8 * (nuint)Unsafe.SizeOf<T>();
        ref T element = ref Unsafe.Add(ref Unsafe.AsRef(in marks), first / bits * width);
        if (Unsafe.SizeOf<T>() == sizeof(ulong))
        {
            return Unsafe.As<T, ulong>(ref element);
        }

        ulong lower = Unsafe.As<T, uint>(ref element);
        return first + bits < columns ? lower | ((ulong)Unsafe.As<T, uint>(ref Unsafe.Add(ref element, width)) << 32) : lower;
    }

    /// <summary>An integer in the place of an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<T>(ref T element, nuint value)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(long))
        {
            Unsafe.As<T, long>(ref element) = (long)value;
        }
        else
        {
            Unsafe.As<T, int>(ref element) = (int)value;
        }
    }
}
