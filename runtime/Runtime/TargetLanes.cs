using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedKernels.Runtime;

/// <summary>What the targets of rows in lanes have of their rows' sums of exponentials.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetLanes
{
    /// <summary>Splits the sums of rows into their targets' exponentials and the others'.</summary>
    /// <param name="lanes">The exponentials, a register of rows after the other: lanes[(register · columns + column) · width + row]; where a target has nearly all, a register's targets are left 0.</param>
    /// <param name="width">The lanes of a register.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="targets">The rows' targets.</param>
    /// <param name="sums">The rows' sums, as long as whole registers; so are those that follow.</param>
    /// <param name="own">The targets' exponentials.</param>
    /// <param name="others">Σ of the others, without cancellation.</param>
    /// <returns>True where there may be a row of which nothing was summed.</returns>
    public static bool Split(ref float lanes, nuint width, nuint columns, ReadOnlySpan<nuint> targets, ReadOnlySpan<double> sums, Span<double> own, Span<double> others)
    {
        own = own[..targets.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            own[row] = At(ref lanes, width, columns, row, targets[row]);
        }

        bool lost = false;
        Span<double> alone = stackalloc double[Lanes.OfSingles];
        for (int first = 0; first < targets.Length; first += (int)width)
        {
            // All of them are in memory by now: a register that is read right after its doubles were written would wait for them.
            if (Subtract(ref MemoryMarshal.GetReference(sums), ref MemoryMarshal.GetReference(own), ref MemoryMarshal.GetReference(others), (nuint)first, (nuint)first + width))
            {
                lost = true;
                int last = Math.Min(first + (int)width, targets.Length);
                for (int row = first; row < last; row++)
                {
                    At(ref lanes, width, columns, row, targets[row]) = 0;
                }

                LaneSum.Total(ref Unsafe.Add(ref lanes, (nuint)first * columns), width, columns, alone);
                for (int row = first; row < last; row++)
                {
                    others[row] = TargetSum.Cancels(sums[row], own[row]) ? alone[row - first] : others[row];
                }
            }
        }

        return lost;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float At(ref float lanes, nuint width, nuint columns, int row, nuint column)
    {
        nuint lane = (nuint)row & (width - 1);
        return ref Unsafe.Add(ref lanes, (((nuint)row - lane) * columns) + (column * width) + lane);
    }

    /// <summary>others = sums − own; true where digits are lost, or where there are none.</summary>
    private static bool Subtract(ref double sums, ref double own, ref double others, nuint first, nuint last)
    {
        Vector<long> lost = Vector<long>.Zero;
        for (nuint row = first; row < last; row += (nuint)Vector<double>.Count)
        {
            Vector<double> sum = Vector.LoadUnsafe(ref sums, row);
            Vector<double> rest = sum - Vector.LoadUnsafe(ref own, row);
            rest.StoreUnsafe(ref others, row);
            lost |= Vector.LessThanOrEqual(rest, sum * TargetSum.CancelledShare);
        }

        return lost != Vector<long>.Zero;
    }
}
