using System.ComponentModel;
using System.Numerics;

namespace FusedKernels.Runtime;

/// <summary>Who serves whom: entries beyond an expert's capacity, and all others grouped by their experts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExpertSlots
{
    /// <summary>Each column keeps its first <paramref name="capacity"/> entries, in the order of the rows; others select nothing.</summary>
    /// <param name="selected">Entries, row after row.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="capacity">Not negative.</param>
    /// <param name="columns">At most <see cref="Selection.MostColumns"/>.</param>
    public static void DropLast<T>(Span<int> selected, Span<T> weights, int capacity, int columns)
        where T : struct
    {
        Span<int> taken = stackalloc int[columns];
        taken.Clear();
        for (int entry = 0; entry < selected.Length; entry++)
        {
            int column = selected[entry];
            if (column >= 0 && taken[column]++ >= capacity)
            {
                Drop(selected, weights, entry);
            }
        }
    }

    /// <summary>Each column keeps its <paramref name="capacity"/> entries of the largest weights, the first among equals; others select nothing.</summary>
    /// <param name="selected">Entries, row after row.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="capacity">Not negative.</param>
    /// <param name="slots">As <see cref="Group"/> left them; in another order afterwards.</param>
    /// <param name="offsets">As <see cref="Group"/> left them.</param>
    public static void DropLeast<T>(Span<int> selected, Span<T> weights, int capacity, Span<int> slots, ReadOnlySpan<int> offsets)
        where T : struct, INumber<T>
    {
        for (int column = 0; column + 1 < offsets.Length; column++)
        {
            Span<int> entries = slots[offsets[column]..offsets[column + 1]];
            if (entries.Length <= capacity)
            {
                continue;
            }

            Keep(entries, weights, capacity);
            foreach (int entry in entries[capacity..])
            {
                Drop(selected, weights, entry);
            }
        }
    }

    /// <summary>The entries in the order of their columns, and within a column in their own; those without a column last.</summary>
    /// <param name="selected">Entries, row after row.</param>
    /// <param name="slots">A permutation of the entries.</param>
    /// <param name="offsets">Where each column's entries begin, and last where those end that have a column.</param>
    public static void Group(ReadOnlySpan<int> selected, Span<int> slots, Span<int> offsets)
    {
        int columns = offsets.Length - 1;
        offsets.Clear();
        foreach (int column in selected)
        {
            if (column >= 0)
            {
                offsets[column + 1]++;
            }
        }

        Span<int> next = stackalloc int[columns + 1];
        next[0] = 0;
        for (int column = 0; column < columns; column++)
        {
            offsets[column + 1] += offsets[column];
            next[column + 1] = offsets[column + 1];
        }

        for (int entry = 0; entry < selected.Length; entry++)
        {
            int column = selected[entry] < 0 ? columns : selected[entry];
            slots[next[column]++] = entry;
        }
    }

    /// <summary>The best entries to the front, by a heap of them whose root is the worst.</summary>
    private static void Keep<T>(Span<int> entries, ReadOnlySpan<T> weights, int capacity)
        where T : struct, INumber<T>
    {
        if (capacity == 0)
        {
            return;
        }

        for (int root = (capacity / 2) - 1; root >= 0; root--)
        {
            SiftDown(entries[..capacity], weights, root);
        }

        for (int other = capacity; other < entries.Length; other++)
        {
            if (IsWorse(weights, entries[0], entries[other]))
            {
                (entries[0], entries[other]) = (entries[other], entries[0]);
                SiftDown(entries[..capacity], weights, 0);
            }
        }
    }

    private static void SiftDown<T>(Span<int> heap, ReadOnlySpan<T> weights, int root)
        where T : struct, INumber<T>
    {
        for (int child = (2 * root) + 1; child < heap.Length; child = (2 * root) + 1)
        {
            if (child + 1 < heap.Length && IsWorse(weights, heap[child + 1], heap[child]))
            {
                child++;
            }

            if (!IsWorse(weights, heap[child], heap[root]))
            {
                return;
            }

            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    private static bool IsWorse<T>(ReadOnlySpan<T> weights, int entry, int other)
        where T : struct, INumber<T> => weights[entry] < weights[other] || (weights[entry] == weights[other] && entry > other);

    private static void Drop<T>(Span<int> selected, Span<T> weights, int entry)
        where T : struct
    {
        selected[entry] = Selection.None;
        weights[entry] = default;
    }
}
