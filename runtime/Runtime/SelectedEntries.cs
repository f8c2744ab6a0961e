using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>The entries that a selection left of each row: from the rows into lanes and back, by their columns. −1 stands for no column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelectedEntries
{
    /// <summary>Every index is a column, or −1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the entry.</exception>
    public static void Require(ReadOnlySpan<int> selected, int columns, string parameter)
    {
        for (int entry = 0; entry < selected.Length; entry++)
        {
            if ((uint)(selected[entry] + 1) > (uint)columns)
            {
                throw new ArgumentOutOfRangeException(parameter, selected[entry], $"Entry {entry} is {selected[entry]}, but there are {columns} columns (and -1 stands for none).");
            }
        }
    }

    /// <summary>lanes[entry, row] = values[row, entry], 0 where the entry has no column.</summary>
    public static void ToLanes<T>(ref readonly T values, ref readonly int selected, ref T lanes, nuint width, nuint count)
        where T : struct, INumberBase<T>
    {
        for (nuint row = 0; row < width; row++)
        {
            for (nuint entry = 0; entry < count; entry++)
            {
                nuint index = (row * count) + entry;
                Unsafe.Add(ref lanes, (entry * width) + row) = Column(in selected, index) < 0 ? T.Zero : Unsafe.Add(ref Unsafe.AsRef(in values), index);
            }
        }
    }

    /// <summary>lanes[entry, row] = rows[row, selected[row, entry]], 0 where the entry has no column.</summary>
    public static void Gather<T>(ref readonly T rows, ref readonly int selected, ref T lanes, nuint width, nuint count, nuint columns)
        where T : struct, INumberBase<T> => Gather(in rows, in selected, ref lanes, width, count, columns, T.Zero);

    /// <summary>lanes[entry, row] = rows[row, selected[row, entry]], <paramref name="missing"/> where the entry has no column.</summary>
    public static void Gather<T>(ref readonly T rows, ref readonly int selected, ref T lanes, nuint width, nuint count, nuint columns, T missing)
        where T : struct, INumberBase<T>
    {
        for (nuint row = 0; row < width; row++)
        {
            for (nuint entry = 0; entry < count; entry++)
            {
                int column = Column(in selected, (row * count) + entry);
                Unsafe.Add(ref lanes, (entry * width) + row) = column < 0 ? missing : Unsafe.Add(ref Unsafe.AsRef(in rows), (row * columns) + (nuint)column);
            }
        }
    }

    /// <summary>rows[row, selected[row, entry]] += lanes[entry, row], nothing where the entry has no column.</summary>
    public static void ScatterAdd<T>(ref readonly T lanes, ref readonly int selected, ref T rows, nuint width, nuint count, nuint columns)
        where T : struct, INumberBase<T>
    {
        for (nuint row = 0; row < width; row++)
        {
            for (nuint entry = 0; entry < count; entry++)
            {
                int column = Column(in selected, (row * count) + entry);
                if (column >= 0)
                {
                    Unsafe.Add(ref rows, (row * columns) + (nuint)column) += Unsafe.Add(ref Unsafe.AsRef(in lanes), (entry * width) + row);
                }
            }
        }
    }

    /// <summary>values[selected[row, entry], row] += lanes[entry, row], nothing where the entry has no column.</summary>
    public static void AddToLanes<T>(ref readonly T lanes, ref readonly int selected, ref T values, nuint width, nuint count)
        where T : struct, INumberBase<T>
    {
        for (nuint row = 0; row < width; row++)
        {
            for (nuint entry = 0; entry < count; entry++)
            {
                int column = Column(in selected, (row * count) + entry);
                if (column >= 0)
                {
                    Unsafe.Add(ref values, ((nuint)column * width) + row) += Unsafe.Add(ref Unsafe.AsRef(in lanes), (entry * width) + row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Column(ref readonly int selected, nuint entry) => Unsafe.Add(ref Unsafe.AsRef(in selected), entry);
}
