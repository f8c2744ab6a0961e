using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary>Rows along another axis, whose columns lie in planes. Where registers cannot take them as they lie, they come into lanes and go back: lanes[column · stride + row] = source[column · inner + row].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Planes
{
    /// <summary>Up to this many columns of one register of rows, lanes are kept in: 16 KiB in the widest, half of the smallest first-level cache.</summary>
    public const int Kept = 256;

    /// <summary>
    /// How many rows are walked together: as many registers as stay in the first-level cache, so that planes are read and written some cache
    /// lines at a time and rows do not wait for each other; a single row where a register holds one.
    /// </summary>
    /// <param name="width">Rows of a register.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="inner">Rows that lie side by side.</param>
    public static int Rows(int width, nuint columns, nuint inner)
    {
        const int Registers = 8;
        nuint registers = nuint.Min((inner + (nuint)width - 1) / (nuint)width, Kept / nuint.Max(columns, 1));
        return width == 1 ? 1 : width * (int)nuint.Clamp(registers, 1, Registers);
    }

    /// <summary>
    /// True where a row's columns, read and written, would push each other out of the first-level cache between two passes: they lie so far apart
    /// that they share a few of its sets, 4 KiB of which have eight ways, and are more than those hold.
    /// </summary>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="inner">Rows that lie side by side.</param>
    public static bool Collide<T>(nuint columns, nuint inner)
        where T : unmanaged
    {
        const int Ways = 8;
        const nuint Apart = 2048;
        return 2 * columns > Ways && (inner * (nuint)Unsafe.SizeOf<T>()) % Apart == 0;
    }

    /// <summary>Neighbouring rows to lanes.</summary>
    public static void ToLanes<T>(ref readonly T source, nuint inner, Span<T> lanes, int stride, nuint columns, int rows)
        where T : unmanaged
    {
        for (nuint column = 0; column < columns; column++)
        {
            Copy(ref Unsafe.Add(ref Unsafe.AsRef(in source), column * inner), ref lanes[(int)column * stride], (nuint)rows);
        }
    }

    /// <summary>One row that is shared by all lanes.</summary>
    public static void Share<T>(ref readonly T source, Span<T> lanes, int stride, nuint columns)
        where T : unmanaged
    {
        for (nuint column = 0; column < columns; column++)
        {
            lanes.Slice((int)column * stride, stride).Fill(Unsafe.Add(ref Unsafe.AsRef(in source), column));
        }
    }

    /// <summary>Lanes back to their planes.</summary>
    public static void FromLanes<T>(ReadOnlySpan<T> lanes, int stride, ref T destination, nuint inner, nuint columns, int rows)
        where T : unmanaged
    {
        for (nuint column = 0; column < columns; column++)
        {
            Copy(ref Unsafe.AsRef(in lanes[(int)column * stride]), ref Unsafe.Add(ref destination, column * inner), (nuint)rows);
        }
    }

    /// <summary>Copies a few elements, where a call would take longer than the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(ref T source, ref T destination, nuint rows)
        where T : unmanaged
    {
        ref byte from = ref Unsafe.As<T, byte>(ref source);
        ref byte to = ref Unsafe.As<T, byte>(ref destination);
        nuint bytes = rows * (nuint)Unsafe.SizeOf<T>();
        nuint i = 0;
        for (; i + (nuint)Vector512<byte>.Count <= bytes; i += (nuint)Vector512<byte>.Count)
        {
            Vector512.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
        }

        for (; i + (nuint)Vector128<byte>.Count <= bytes; i += (nuint)Vector128<byte>.Count)
        {
            Vector128.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
        }

        for (; i < bytes; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        }
    }
}
