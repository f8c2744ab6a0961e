using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary><see cref="SideBySideSum"/> for rows of doubles, whose rounding errors are summed too.</summary>
/// <param name="pendingLanes">Scratch: 8 virtual lanes × rows.</param>
/// <param name="sumLanes">Scratch, zero: the same.</param>
/// <param name="errorLanes">Scratch, zero: the same.</param>
/// <param name="rows">Rows side by side.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CompensatedSideBySideSum(Span<double> pendingLanes, Span<double> sumLanes, Span<double> errorLanes, int rows)
{
    private readonly Span<double> _pending = pendingLanes;
    private readonly Span<double> _sums = sumLanes;
    private readonly Span<double> _errors = errorLanes;

    /// <summary>Adds a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, double value)
    {
        nuint lane = FirstRow(column);
        ref double pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        ref double error = ref At(_errors, lane);
        if (IsFirst(column))
        {
            pending = value;
        }
        else
        {
            Lanes.AddCompensated(ref sum, ref error, pending + value);
        }
    }

    /// <inheritdoc cref="Add(nuint, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, Vector128<double> value)
    {
        nuint lane = FirstRow(column);
        ref double pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        ref double error = ref At(_errors, lane);
        if (IsFirst(column))
        {
            value.StoreUnsafe(ref pending);
        }
        else
        {
            Vector128<double> sums = Vector128.LoadUnsafe(ref sum);
            Vector128<double> errors = Vector128.LoadUnsafe(ref error);
            Lanes.AddCompensated(ref sums, ref errors, Vector128.LoadUnsafe(ref pending) + value);
            sums.StoreUnsafe(ref sum);
            errors.StoreUnsafe(ref error);
        }
    }

    /// <inheritdoc cref="Add(nuint, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, Vector256<double> value)
    {
        nuint lane = FirstRow(column);
        ref double pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        ref double error = ref At(_errors, lane);
        if (IsFirst(column))
        {
            value.StoreUnsafe(ref pending);
        }
        else
        {
            Vector256<double> sums = Vector256.LoadUnsafe(ref sum);
            Vector256<double> errors = Vector256.LoadUnsafe(ref error);
            Lanes.AddCompensated(ref sums, ref errors, Vector256.LoadUnsafe(ref pending) + value);
            sums.StoreUnsafe(ref sum);
            errors.StoreUnsafe(ref error);
        }
    }

    /// <inheritdoc cref="Add(nuint, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, Vector512<double> value)
    {
        nuint lane = FirstRow(column);
        ref double pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        ref double error = ref At(_errors, lane);
        if (IsFirst(column))
        {
            value.StoreUnsafe(ref pending);
        }
        else
        {
            Vector512<double> sums = Vector512.LoadUnsafe(ref sum);
            Vector512<double> errors = Vector512.LoadUnsafe(ref error);
            Lanes.AddCompensated(ref sums, ref errors, Vector512.LoadUnsafe(ref pending) + value);
            sums.StoreUnsafe(ref sum);
            errors.StoreUnsafe(ref error);
        }
    }

    /// <summary>The sum of the only row.</summary>
    /// <param name="columns">How many columns were added.</param>
    public DoubleDouble Total(nuint columns) => Total(columns, 0);

    /// <summary>The sum of each row.</summary>
    /// <param name="columns">How many columns were added.</param>
    /// <param name="totals">One for each row.</param>
    public void Total(nuint columns, Span<DoubleDouble> totals)
    {
        for (int row = 0; row < rows; row++)
        {
            totals[row] = Total(columns, row);
        }
    }

    private DoubleDouble Total(nuint columns, int row)
    {
        Span<double> lanes = stackalloc double[Lanes.OfDoubles];
        Span<double> errors = stackalloc double[Lanes.OfDoubles];
        int rest = (int)(columns % (2 * Lanes.OfDoubles));
        for (int lane = 0; lane < Lanes.OfDoubles; lane++)
        {
            lanes[lane] = _sums[(lane * rows) + row];
            errors[lane] = _errors[(lane * rows) + row];

            // A lane whose second column in the last tile does not exist still waits with its first.
            if (rest > lane && rest <= lane + Lanes.OfDoubles)
            {
                Lanes.AddCompensated(ref lanes[lane], ref errors[lane], _pending[(lane * rows) + row]);
            }
        }

        return Lanes.Fold(lanes, errors);
    }

    private static bool IsFirst(nuint column) => (column & Lanes.OfDoubles) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At(Span<double> scratch, nuint index) => ref Unsafe.Add(ref MemoryMarshal.GetReference(scratch), index);

    private nuint FirstRow(nuint column) => (column % Lanes.OfDoubles) * (nuint)rows;
}
