using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary>
/// The sums of rows that lie side by side, one row in each lane of a register: the same tree as along a row (<see cref="Lanes"/>), with the
/// virtual lanes in memory. One row, one lane, is the scalar form.
/// </summary>
/// <param name="pendingLanes">Scratch: 16 or 8 virtual lanes × rows.</param>
/// <param name="sumLanes">Scratch, zero: the same.</param>
/// <param name="rows">Rows side by side.</param>
/// <param name="chunkLanes">Scratch where exponentials are added, <see cref="ChunkSum.Start"/>: the same.</param>
/// <param name="errorLanes">Scratch where exponentials are added, zero: the same.</param>
/// <param name="chunkEnd">How many columns are exponentials in whole chunks (<see cref="ChunkSum"/>).</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SideBySideSum(Span<float> pendingLanes, Span<double> sumLanes, int rows, Span<float> chunkLanes = default, Span<float> errorLanes = default, nuint chunkEnd = 0)
{
    private readonly Span<float> _pending = pendingLanes;
    private readonly Span<double> _sums = sumLanes;
    private readonly Span<float> _chunks = chunkLanes;
    private readonly Span<float> _errors = errorLanes;

    /// <summary>Adds a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, float value)
    {
        nuint lane = FirstRow(column);
        ref float pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        if (IsFirst(column))
        {
            pending = value;
            SettleBefore(column);
        }
        else if (column < chunkEnd)
        {
            ChunkSum.Add(ref At(_chunks, lane), ref At(_errors, lane), pending + value);
        }
        else
        {
            sum += pending + value;
        }
    }

    /// <inheritdoc cref="Add(nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, Vector128<float> value)
    {
        nuint lane = FirstRow(column);
        ref float pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        if (IsFirst(column))
        {
            value.StoreUnsafe(ref pending);
            SettleBefore(column);
        }
        else if (column < chunkEnd)
        {
            Vector128<float> chunk = Vector128.LoadUnsafe(ref At(_chunks, lane));
            Vector128<float> error = Vector128.LoadUnsafe(ref At(_errors, lane));
            ChunkSum.Add(ref chunk, ref error, Vector128.LoadUnsafe(ref pending) + value);
            chunk.StoreUnsafe(ref At(_chunks, lane));
            error.StoreUnsafe(ref At(_errors, lane));
        }
        else
        {
            (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref pending) + value);
            (Vector128.LoadUnsafe(ref sum) + lower).StoreUnsafe(ref sum);
            (Vector128.LoadUnsafe(ref sum, 2) + upper).StoreUnsafe(ref sum, 2);
        }
    }

    /// <inheritdoc cref="Add(nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, Vector256<float> value)
    {
        nuint lane = FirstRow(column);
        ref float pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        if (IsFirst(column))
        {
            value.StoreUnsafe(ref pending);
            SettleBefore(column);
        }
        else if (column < chunkEnd)
        {
            Vector256<float> chunk = Vector256.LoadUnsafe(ref At(_chunks, lane));
            Vector256<float> error = Vector256.LoadUnsafe(ref At(_errors, lane));
            ChunkSum.Add(ref chunk, ref error, Vector256.LoadUnsafe(ref pending) + value);
            chunk.StoreUnsafe(ref At(_chunks, lane));
            error.StoreUnsafe(ref At(_errors, lane));
        }
        else
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref pending) + value);
            (Vector256.LoadUnsafe(ref sum) + lower).StoreUnsafe(ref sum);
            (Vector256.LoadUnsafe(ref sum, 4) + upper).StoreUnsafe(ref sum, 4);
        }
    }

    /// <inheritdoc cref="Add(nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nuint column, Vector512<float> value)
    {
        nuint lane = FirstRow(column);
        ref float pending = ref At(_pending, lane);
        ref double sum = ref At(_sums, lane);
        if (IsFirst(column))
        {
            value.StoreUnsafe(ref pending);
            SettleBefore(column);
        }
        else if (column < chunkEnd)
        {
            Vector512<float> chunk = Vector512.LoadUnsafe(ref At(_chunks, lane));
            Vector512<float> error = Vector512.LoadUnsafe(ref At(_errors, lane));
            ChunkSum.Add(ref chunk, ref error, Vector512.LoadUnsafe(ref pending) + value);
            chunk.StoreUnsafe(ref At(_chunks, lane));
            error.StoreUnsafe(ref At(_errors, lane));
        }
        else
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.LoadUnsafe(ref pending) + value);
            (Vector512.LoadUnsafe(ref sum) + lower).StoreUnsafe(ref sum);
            (Vector512.LoadUnsafe(ref sum, 8) + upper).StoreUnsafe(ref sum, 8);
        }
    }

    /// <summary>The sum of the only row.</summary>
    /// <param name="columns">How many columns were added.</param>
    public double Total(nuint columns)
    {
        Span<double> totals = stackalloc double[1];
        Total<Doubles1>(columns, totals);
        return totals[0];
    }

    /// <summary>The sum of each row.</summary>
    /// <typeparam name="TDoubles">The sums of as many rows as are folded together.</typeparam>
    /// <param name="columns">How many columns were added.</param>
    /// <param name="totals">One for each row.</param>
    public void Total<TDoubles>(nuint columns, Span<double> totals)
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        SettleBefore(columns);
        Span<TDoubles> lanes = stackalloc TDoubles[Lanes.OfSingles];
        int used = (int)nuint.Min(columns, Lanes.OfSingles);
        int rest = (int)(columns % (2 * Lanes.OfSingles));
        for (int row = 0; row < rows; row += TDoubles.Rows)
        {
            for (int lane = 0; lane < used; lane++)
            {
                // A lane whose second column in the last tile does not exist still waits with its first.
                TDoubles sum = TDoubles.LoadSum(_sums, (lane * rows) + row);
                bool waits = rest > lane && rest <= lane + Lanes.OfSingles;
                lanes[lane] = waits ? sum + TDoubles.Load(_pending, (lane * rows) + row) : sum;
            }

            // Lanes beyond the row's columns hold 0.
            for (int half = Lanes.OfSingles / 2, left = used; half > 0; left = Math.Min(left, half), half /= 2)
            {
                for (int lane = 0; lane + half < left; lane++)
                {
                    lanes[lane] += lanes[lane + half];
                }
            }

            lanes[0].StoreSum(totals, row);
        }
    }

    /// <summary>What is left is added to the sums of the chunks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SettleBefore(nuint column)
    {
        if (column == chunkEnd && column > 0)
        {
            Settle();
        }
    }

    private void Settle()
    {
        for (int lane = 0; lane < _sums.Length; lane++)
        {
            _sums[lane] = (double)(_chunks[lane] - ChunkSum.Start) + _errors[lane];
        }
    }

    private static bool IsFirst(nuint column) => (column & Lanes.OfSingles) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(Span<T> scratch, nuint index) => ref Unsafe.Add(ref MemoryMarshal.GetReference(scratch), index);

    private nuint FirstRow(nuint column) => (column % Lanes.OfSingles) * (nuint)rows;
}
