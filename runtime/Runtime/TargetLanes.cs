using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedKernels.Runtime;

/// <summary>What the targets of a register of rows in lanes are, and what they have of their rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetLanes
{
    /// <summary>The columns of targets, the first one for those that are ignored.</summary>
    /// <param name="targets">The first of them.</param>
    /// <param name="ignoreIndex">What ignored ones are.</param>
    /// <param name="indices">The columns.</param>
    /// <returns>True where one of them is ignored.</returns>
    public static bool Indices(ref readonly int targets, int ignoreIndex, Span<int> indices)
    {
        Vector<int> ignored = Vector<int>.Zero;
        int row = 0;
        for (; row <= indices.Length - Vector<int>.Count; row += Vector<int>.Count)
        {
            Vector<int> target = Vector.LoadUnsafe(in targets, (nuint)row);
            Vector<int> isIgnored = Vector.Equals(target, new Vector<int>(ignoreIndex));
            Vector.AndNot(target, isIgnored).CopyTo(indices[row..]);
            ignored |= isIgnored;
        }

        bool rest = Indices<int>(in Unsafe.Add(ref Unsafe.AsRef(in targets), row), ignoreIndex, indices[row..]);
        return rest || ignored != Vector<int>.Zero;
    }

    /// <inheritdoc cref="Indices(ref readonly int, int, Span{int})"/>
    public static bool Indices<TIndex>(ref readonly TIndex targets, int ignoreIndex, Span<int> indices)
        where TIndex : struct, IBinaryInteger<TIndex>
    {
        bool ignores = false;
        for (int row = 0; row < indices.Length; row++)
        {
            int target = int.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in targets), row));
            bool ignored = target == ignoreIndex;
            indices[row] = ignored ? 0 : target;
            ignores |= ignored;
        }

        return ignores;
    }

    /// <summary>Gathers what rows have in their targets' columns.</summary>
    /// <param name="rows">Rows that lie one after the other.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="indices">The targets' columns.</param>
    /// <param name="values">What they have there.</param>
    /// <param name="lanes">The same as one more column of the lanes, whose exponential then needs no gathering.</param>
    public static void Gather(ref readonly float rows, nuint columns, ReadOnlySpan<int> indices, Span<float> values, ref float lanes)
    {
        ref float value = ref MemoryMarshal.GetReference(values[..indices.Length]);
        ref float first = ref Unsafe.AsRef(in rows);
        for (int row = 0; row < indices.Length; row++)
        {
            float own = Unsafe.Add(ref first, indices[row]);
            Unsafe.Add(ref value, row) = own;
            Unsafe.Add(ref lanes, row) = own;
            first = ref Unsafe.Add(ref first, columns);
        }
    }

    /// <summary>Writes into the targets' columns of rows that lie one after the other.</summary>
    public static void Scatter(ReadOnlySpan<float> values, ReadOnlySpan<int> indices, ref float rows, nuint columns)
    {
        ref float value = ref MemoryMarshal.GetReference(values[..indices.Length]);
        for (int row = 0; row < indices.Length; row++)
        {
            Unsafe.Add(ref rows, indices[row]) = Unsafe.Add(ref value, row);
            rows = ref Unsafe.Add(ref rows, columns);
        }
    }

    /// <summary>Splits the sums of rows into their targets' exponentials and the others'.</summary>
    /// <param name="lanes">The exponentials, lanes[column · width + row], and those of the targets as one more column; where a target has nearly all, the targets among the others are left 0.</param>
    /// <param name="width">The lanes of a register.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="targets">The targets' columns.</param>
    /// <param name="sums">The rows' sums.</param>
    /// <param name="own">The targets' exponentials.</param>
    /// <param name="others">Σ of the others, without cancellation.</param>
    /// <returns>True where there may be a row of which nothing was summed.</returns>
    public static bool Split(ref float lanes, int width, nuint columns, ReadOnlySpan<int> targets, ReadOnlySpan<double> sums, Span<double> own, Span<double> others)
    {
        sums = sums[..width];
        own = own[..width];
        others = others[..width];
        Vector<long> lost = Vector<long>.Zero;
        for (int row = 0; row < width; row += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref lanes, (columns * (nuint)width) + (nuint)row), out Vector<double> lower, out Vector<double> upper);
            lost |= Subtract(lower, sums, own, others, row);
            lost |= Subtract(upper, sums, own, others, row + Vector<double>.Count);
        }

        if (lost == Vector<long>.Zero)
        {
            return false;
        }

        Clear(ref lanes, width, columns, targets);
        Span<double> alone = stackalloc double[Lanes.OfSingles];
        LaneSum.Total(ref lanes, (nuint)width, columns, alone);
        for (int row = 0; row < width; row++)
        {
            others[row] = TargetSum.Cancels(sums[row], own[row]) ? alone[row] : others[row];
        }

        return true;
    }

    /// <summary>others = sums − own; true where digits are lost, or where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> Subtract(Vector<double> own, ReadOnlySpan<double> sums, Span<double> owns, Span<double> others, int row)
    {
        Vector<double> sum = new(sums[row..]);
        Vector<double> rest = sum - own;
        own.CopyTo(owns[row..]);
        rest.CopyTo(others[row..]);
        return Vector.LessThanOrEqual(rest, sum * TargetSum.CancelledShare);
    }

    /// <summary>Takes the targets out of the lanes.</summary>
    private static void Clear(ref float lanes, int width, nuint columns, ReadOnlySpan<int> targets)
    {
        for (int row = 0; row < width; row += Vector<int>.Count)
        {
            Vector<int> target = new(targets[row..]);
            Vector<int> column = Vector<int>.Zero;
            for (nuint first = (nuint)row; first < columns * (nuint)width; first += (nuint)width)
            {
                Vector.AndNot(Vector.LoadUnsafe(ref lanes, first), Vector.AsVectorSingle(Vector.Equals(column, target))).StoreUnsafe(ref lanes, first);
                column += Vector<int>.One;
            }
        }
    }
}
