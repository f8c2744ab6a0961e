using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary><see cref="LaneSum"/> for rows of doubles, whose rounding errors are summed too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompensatedLaneSum
{
    /// <summary>The sum of each row of a register.</summary>
    /// <typeparam name="TDoubles">A register's rows.</typeparam>
    /// <param name="exponentials">lanes[column · stride + row].</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="totals">One for each row.</param>
    [SkipLocalsInit]
    public static void Total<TDoubles>(ref readonly double exponentials, nuint stride, nuint columns, Span<DoubleDouble> totals)
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        Span<TDoubles> sums = stackalloc TDoubles[Lanes.OfDoubles];
        Span<TDoubles> errors = stackalloc TDoubles[Lanes.OfDoubles];
        for (nuint lane = 0; lane < Lanes.OfDoubles; lane++)
        {
            TDoubles sum = TDoubles.Create(0);
            TDoubles error = TDoubles.Create(0);
            for (nuint column = lane; column < columns; column += 2 * Lanes.OfDoubles)
            {
                TDoubles value = At(in exponentials, column);
                Add(ref sum, ref error, column + Lanes.OfDoubles < columns ? value + At(in exponentials, column + Lanes.OfDoubles) : value);
            }

            (sums[(int)lane], errors[(int)lane]) = (sum, error);
        }

        for (int half = Lanes.OfDoubles / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                Add(ref sums[lane], ref errors[lane], sums[lane + half]);
                errors[lane] += errors[lane + half];
            }
        }

        Span<double> highs = stackalloc double[TDoubles.Rows];
        Span<double> lows = stackalloc double[TDoubles.Rows];
        sums[0].StoreSum(highs, 0);
        errors[0].StoreSum(lows, 0);
        for (int row = 0; row < TDoubles.Rows; row++)
        {
            totals[row] = DoubleDouble.Sum(highs[row], lows[row]);
        }

        TDoubles At(ref readonly double first, nuint column) =>
            TDoubles.LoadSum(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in first), column * stride), TDoubles.Rows), 0);
    }

    /// <summary>Adds to a sum and its rounding error to another (Knuth's TwoSum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TDoubles>(ref TDoubles sum, ref TDoubles error, TDoubles value)
        where TDoubles : struct, IDoubles<TDoubles>
    {
        TDoubles next = sum + value;
        TDoubles part = next - sum;
        error += (sum - (next - part)) + (value - part);
        sum = next;
    }
}
