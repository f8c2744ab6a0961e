using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>What kernels that select call between their passes: values of the selected columns, and results from the lanes to their rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Selection
{
    /// <summary>The index of an entry that no column was left for.</summary>
    public const int None = -1;

    /// <summary>Columns that a row can have: rows are held on the stack.</summary>
    public const int MostColumns = 1024;

    /// <summary>There are columns enough to select from, in whole groups, and not more than the stack holds.</summary>
    /// <param name="columns">The columns of a row.</param>
    /// <param name="count">How many are selected.</param>
    /// <param name="groups">The number of equal groups.</param>
    /// <param name="kept">How many groups the columns are selected from.</param>
    /// <param name="parameter">The parameter's name.</param>
    public static void RequireColumns(int columns, int count, int groups, int kept, string parameter)
    {
        if (columns < count || columns > MostColumns || columns % groups != 0 || columns / groups * (long)kept < count)
        {
            string whole = groups == 1 ? "" : $", a multiple of {groups}, with {count} or more in {kept} of {groups} groups";
            throw new ArgumentOutOfRangeException(parameter, columns, $"From {count} to {MostColumns} are needed{whole}.");
        }
    }

    /// <summary>The selected columns of rows that lie in lanes, to rows: selected[row, entry] = lanes[entry, row].</summary>
    public static void IndicesToRows<T>(ref readonly T lanes, ref int selected, nuint width, nuint count)
        where T : struct, INumberBase<T>
    {
        for (nuint row = 0; row < width; row++)
        {
            for (nuint entry = 0; entry < count; entry++)
            {
                Unsafe.Add(ref selected, (row * count) + entry) = int.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in lanes), (entry * width) + row));
            }
        }
    }

    /// <summary>The weight of each entry of a row that nothing was selected of: 0, or NaN where the row is nothing but NaN.</summary>
    public static T WhenNone<T>(ref readonly T row, nuint columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (nuint column = 0; column < columns; column++)
        {
            if (!T.IsNaN(Unsafe.Add(ref Unsafe.AsRef(in row), column)))
            {
                return T.Zero;
            }
        }

        return T.NaN;
    }

    /// <summary>The range of columns lies within the row.</summary>
    public static void RequireRange(int start, int stop, int columns, string startParameter, string stopParameter)
    {
        if (start < 0 || start > columns)
        {
            throw new ArgumentOutOfRangeException(startParameter, start, $"From 0 to {columns} is needed.");
        }

        if (stop < start || stop > columns)
        {
            throw new ArgumentOutOfRangeException(stopParameter, stop, $"From {start} to {columns} is needed.");
        }
    }

    /// <summary>Rows that are taken out select nothing.</summary>
    public static void ClearInactive<T>(ReadOnlySpan<bool> active, Span<int> selected, Span<T> weights, int count)
        where T : struct
    {
        for (int row = 0; row < active.Length; row++)
        {
            if (!active[row])
            {
                selected.Slice(row * count, count).Fill(None);
                weights.Slice(row * count, count).Clear();
            }
        }
    }

    /// <summary>Rows that are taken out hold zeros.</summary>
    public static void ClearInactive<T>(ReadOnlySpan<bool> active, Span<T> values, int columns)
        where T : struct
    {
        for (int row = 0; row < active.Length; row++)
        {
            if (!active[row])
            {
                values.Slice(row * columns, columns).Clear();
            }
        }
    }

    /// <summary>How often each column was selected.</summary>
    public static void Count(ReadOnlySpan<int> selected, Span<int> load)
    {
        load.Clear();
        foreach (int column in selected)
        {
            if (column >= 0)
            {
                load[column]++;
            }
        }
    }

    /// <summary>Entries of columns outside [start, stop) select nothing here.</summary>
    public static void ClearOutside<T>(Span<int> selected, Span<T> weights, int start, int stop)
        where T : struct
    {
        for (int entry = 0; entry < selected.Length; entry++)
        {
            if (selected[entry] < start || selected[entry] >= stop)
            {
                selected[entry] = None;
                weights[entry] = default;
            }
        }
    }

    /// <summary>The weights in the places of their columns, 0 elsewhere.</summary>
    public static void Spread<T>(ReadOnlySpan<int> selected, ReadOnlySpan<T> weights, Span<T> dense, int count, int columns)
        where T : struct
    {
        dense.Clear();
        for (int entry = 0; entry < selected.Length; entry++)
        {
            if (selected[entry] >= 0)
            {
                dense[(entry / count * columns) + selected[entry]] = weights[entry];
            }
        }
    }
}
