using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>
/// The columns of rows' largest values, the first of several, found block after block: where a block's maximum, which is known, is above all before, its
/// column is looked up.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Peaks
{
    /// <summary>Rows one after the other.</summary>
    /// <param name="rows">rows[row · columns + column].</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="end">The column after its last.</param>
    /// <param name="group">How many rows.</param>
    /// <param name="maxima">The block's maximum in each row.</param>
    /// <param name="largest">The largest value of each row before the block, and after it.</param>
    /// <param name="peaks">Its column.</param>
    public static void AlongRows<T>(ref readonly T rows, nuint columns, nuint start, nuint end, int group, ReadOnlySpan<T> maxima, Span<T> largest, Span<int> peaks)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < group; row++)
        {
            if (maxima[row] > largest[row])
            {
                largest[row] = maxima[row];
                peaks[row] = (int)Lanes.IndexOf(ref Unsafe.Add(ref Unsafe.AsRef(in rows), (nuint)row * columns), start, end, maxima[row]);
            }
        }
    }

    /// <summary>Rows side by side.</summary>
    /// <param name="rows">rows[column · inner + row].</param>
    /// <param name="inner">From column to column.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="end">The column after its last.</param>
    /// <param name="group">How many rows.</param>
    /// <param name="maxima">The block's maximum in each row.</param>
    /// <param name="largest">The largest value of each row before the block, and after it.</param>
    /// <param name="peaks">Its column.</param>
    public static void SideBySide<T>(ref readonly T rows, nuint inner, nuint start, nuint end, int group, ReadOnlySpan<T> maxima, Span<T> largest, Span<int> peaks)
        where T : unmanaged, INumber<T>
    {
        int open = 0;
        for (int row = 0; row < group; row++)
        {
            if (maxima[row] > largest[row])
            {
                largest[row] = maxima[row];
                peaks[row] = -1;
                open++;
            }
        }

        for (nuint column = start; column < end && open > 0; column++)
        {
            ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in rows), column * inner);
            if (!MeetsAny(ref first, largest[..group]))
            {
                continue;
            }

            for (int row = 0; row < group; row++)
            {
                if (peaks[row] < 0 && Unsafe.Add(ref first, row) == largest[row])
                {
                    peaks[row] = (int)column;
                    open--;
                }
            }
        }
    }

    /// <summary>True where some row's value is the one that is looked for.</summary>
    private static bool MeetsAny<T>(ref T values, ReadOnlySpan<T> wanted)
        where T : unmanaged, INumber<T>
    {
        int row = 0;
        for (; row + Vector<T>.Count <= wanted.Length; row += Vector<T>.Count)
        {
            if (Vector.EqualsAny(Vector.LoadUnsafe(ref values, (nuint)row), new Vector<T>(wanted[row..])))
            {
                return true;
            }
        }

        for (; row < wanted.Length; row++)
        {
            if (Unsafe.Add(ref values, row) == wanted[row])
            {
                return true;
            }
        }

        return false;
    }
}
