using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>What the targets of a register of rows in lanes are, and what they have of their rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetLanes
{
    /// <summary>The columns of targets, the first one for those that are ignored.</summary>
    /// <param name="targets">The first of them.</param>
    /// <param name="ignoreIndex">What ignored ones are.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>True where one of them is ignored.</returns>
    public static bool Columns(ref readonly int targets, int ignoreIndex, Span<float> columns)
    {
        Vector<int> ignored = Vector<int>.Zero;
        int row = 0;
        for (; row <= columns.Length - Vector<int>.Count; row += Vector<int>.Count)
        {
            Vector<int> target = Vector.LoadUnsafe(in targets, (nuint)row);
            Vector<int> isIgnored = Vector.Equals(target, new Vector<int>(ignoreIndex));
            Vector.ConvertToSingle(Vector.AndNot(target, isIgnored)).CopyTo(columns[row..]);
            ignored |= isIgnored;
        }

        bool ignores = ignored != Vector<int>.Zero;
        return row < columns.Length ? ignores | Columns<int>(in Unsafe.Add(ref Unsafe.AsRef(in targets), row), ignoreIndex, columns[row..]) : ignores;
    }

    /// <inheritdoc cref="Columns(ref readonly int, int, Span{float})"/>
    public static bool Columns<TIndex>(ref readonly TIndex targets, int ignoreIndex, Span<float> columns)
        where TIndex : struct, IBinaryInteger<TIndex>
    {
        bool ignores = false;
        for (int row = 0; row < columns.Length; row++)
        {
            int target = int.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in targets), row));
            bool ignored = target == ignoreIndex;
            columns[row] = ignored ? 0 : target;
            ignores |= ignored;
        }

        return ignores;
    }

    /// <summary>Sums the exponentials of a register of rows, and those of all but the targets.</summary>
    /// <param name="lanes">The exponentials, lanes[column · width + row], and those of the targets as one more column; where a target has nearly all, the targets among the others are left 0.</param>
    /// <param name="width">The lanes of a register: 16, 8 or 4.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="targets">The columns of the targets of as many lanes as have a row.</param>
    /// <param name="sums">The rows' sums.</param>
    /// <param name="own">The targets' exponentials.</param>
    /// <param name="others">Σ of the others, without cancellation.</param>
    /// <returns>True where there may be a row of which nothing was summed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Sum(ref float lanes, int width, nuint columns, ReadOnlySpan<float> targets, Span<double> sums, Span<double> own, Span<double> others) =>
        width == 2 * Doubles8.Rows ? Sum<Floats8, Doubles8>(ref lanes, columns, targets, sums, own, others)
        : width == 2 * Doubles4.Rows ? Sum<Floats4, Doubles4>(ref lanes, columns, targets, sums, own, others)
        : Sum<Floats2, Doubles2>(ref lanes, columns, targets, sums, own, others);

    [SkipLocalsInit]
    private static bool Sum<TFloats, TDoubles>(ref float lanes, nuint columns, ReadOnlySpan<float> targets, Span<double> sums, Span<double> own, Span<double> others)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        nuint width = 2 * (nuint)TDoubles.Rows;
        TDoubles share = TDoubles.Create(TargetSum.CancelledShare(columns));
        bool lost = false;
        for (int row = 0; row < 2 * TDoubles.Rows; row += TDoubles.Rows)
        {
            ref float first = ref Unsafe.Add(ref lanes, row);
            TDoubles sum = LaneSum.Of<TFloats, TDoubles>(in first, width, columns);
            TDoubles target = TFloats.Load(in Unsafe.Add(ref first, columns * width)).Widen();
            TDoubles rest = sum - target;
            sum.StoreSum(sums, row);
            target.StoreSum(own, row);
            rest.StoreSum(others, row);
            lost |= TDoubles.AnyAtMost(rest, sum * share);
        }

        if (lost)
        {
            SumOthers<TFloats, TDoubles>(ref lanes, columns, targets, sums, own, others);
        }

        return lost;
    }

    /// <summary>The others' sums of rows that cancel, without the targets.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumOthers<TFloats, TDoubles>(ref float lanes, nuint columns, ReadOnlySpan<float> targets, ReadOnlySpan<double> sums, ReadOnlySpan<double> own, Span<double> others)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        int width = 2 * TDoubles.Rows;
        for (int row = 0; row < targets.Length; row++)
        {
            Unsafe.Add(ref lanes, ((int)targets[row] * width) + row) = 0;
        }

        Span<double> alone = stackalloc double[Lanes.OfSingles];
        LaneSum.Total<TFloats, TDoubles>(in lanes, (nuint)width, columns, alone);
        for (int row = 0; row < targets.Length; row++)
        {
            others[row] = TargetSum.Cancels(sums[row], own[row], columns) ? alone[row] : others[row];
        }
    }
}
