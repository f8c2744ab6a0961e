using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>The sums of rows of floats that lie in lanes: the same tree as along a row (<see cref="Lanes"/>), column by column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneSum
{
    /// <summary>The sum of each row of a register whose columns follow each other.</summary>
    /// <param name="exponentials">lanes[column · width + row].</param>
    /// <param name="width">The lanes of a register: 16, 8 or 4.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="sums">One for each row.</param>
    public static void Total(ref readonly float exponentials, nuint width, nuint columns, Span<double> sums)
    {
        if (width == 2 * (nuint)Doubles8.Rows)
        {
            Total<Doubles8>(in exponentials, width, columns, sums);
        }
        else if (width == 2 * (nuint)Doubles4.Rows)
        {
            Total<Doubles4>(in exponentials, width, columns, sums);
        }
        else
        {
            Total<Doubles2>(in exponentials, width, columns, sums);
        }
    }

    /// <summary>The sum of each row of a register.</summary>
    /// <typeparam name="TDoubles">The sums of half a register's rows.</typeparam>
    /// <param name="exponentials">lanes[column · stride + row].</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="sums">One for each row.</param>
    [SkipLocalsInit]
    public static void Total<TDoubles>(ref readonly float exponentials, nuint stride, nuint columns, Span<double> sums)
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        for (int row = 0; row < 2 * TDoubles.Rows; row += TDoubles.Rows)
        {
            Of<TDoubles>(in Unsafe.Add(ref Unsafe.AsRef(in exponentials), row), stride, columns).StoreSum(sums, row);
        }
    }

    /// <summary>The sum of each of as many rows as are summed together.</summary>
    /// <param name="exponentials">lanes[column · stride + row].</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="columns">Columns of a row.</param>
    internal static TDoubles Of<TDoubles>(ref readonly float exponentials, nuint stride, nuint columns)
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        ref float first = ref Unsafe.AsRef(in exponentials);
        if (columns is < Lanes.OfSingles / 2 or > Lanes.OfSingles)
        {
            return Tiles<TDoubles>(ref first, stride, columns);
        }

        // At least half of the virtual lanes have a column and none has a partner in the tile: one jump instead of a question for each.
        TDoubles sum0 = TDoubles.Widen(in Unsafe.Add(ref first, 0 * stride));
        TDoubles sum1 = TDoubles.Widen(in Unsafe.Add(ref first, 1 * stride));
        TDoubles sum2 = TDoubles.Widen(in Unsafe.Add(ref first, 2 * stride));
        TDoubles sum3 = TDoubles.Widen(in Unsafe.Add(ref first, 3 * stride));
        TDoubles sum4 = TDoubles.Widen(in Unsafe.Add(ref first, 4 * stride));
        TDoubles sum5 = TDoubles.Widen(in Unsafe.Add(ref first, 5 * stride));
        TDoubles sum6 = TDoubles.Widen(in Unsafe.Add(ref first, 6 * stride));
        TDoubles sum7 = TDoubles.Widen(in Unsafe.Add(ref first, 7 * stride));
        switch (columns)
        {
            case 16: sum7 += TDoubles.Widen(in Unsafe.Add(ref first, 15 * stride)); goto case 15;
            case 15: sum6 += TDoubles.Widen(in Unsafe.Add(ref first, 14 * stride)); goto case 14;
            case 14: sum5 += TDoubles.Widen(in Unsafe.Add(ref first, 13 * stride)); goto case 13;
            case 13: sum4 += TDoubles.Widen(in Unsafe.Add(ref first, 12 * stride)); goto case 12;
            case 12: sum3 += TDoubles.Widen(in Unsafe.Add(ref first, 11 * stride)); goto case 11;
            case 11: sum2 += TDoubles.Widen(in Unsafe.Add(ref first, 10 * stride)); goto case 10;
            case 10: sum1 += TDoubles.Widen(in Unsafe.Add(ref first, 9 * stride)); goto case 9;
            case 9: sum0 += TDoubles.Widen(in Unsafe.Add(ref first, 8 * stride)); break;
            default: break;
        }

        return ((sum0 + sum4) + (sum2 + sum6)) + ((sum1 + sum5) + (sum3 + sum7));
    }

    /// <summary>The same of any number of columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TDoubles Tiles<TDoubles>(ref float first, nuint stride, nuint columns)
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        Columns<TDoubles> rows = new(ref first, stride, columns);
        return (rows.Quarter(0) + rows.Quarter(2)) + (rows.Quarter(1) + rows.Quarter(3));
    }

    /// <summary>The columns of as many rows as are summed together. Lanes fold by halves: lane i and i + 8, then these two and the two from i + 4 on.</summary>
    private readonly ref struct Columns<TDoubles>(ref float first, nuint stride, nuint columns)
        where TDoubles : unmanaged, IDoubles<TDoubles>
    {
        private readonly ref float _first = ref first;

        /// <summary>Every fourth virtual lane.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TDoubles Quarter(nuint lane)
        {
            nuint left = ChunkSum.End(0, columns);
            Chunks chunks = left > 0 ? SumChunks(lane, left) : default;
            TDoubles sum0 = chunks.Sum0 + Pair(left + lane);
            TDoubles sum4 = chunks.Sum4 + Pair(left + lane + 4);
            TDoubles sum8 = chunks.Sum8 + Pair(left + lane + 8);
            TDoubles sum12 = chunks.Sum12 + Pair(left + lane + 12);
            left += 2 * Lanes.OfSingles;
            if (left < columns)
            {
                sum0 += Pair(left + lane);
                sum4 += Pair(left + lane + 4);
                sum8 += Pair(left + lane + 8);
                sum12 += Pair(left + lane + 12);
            }

            return (sum0 + sum8) + (sum4 + sum12);
        }

        /// <summary>The chunks before the last columns; in memory, since the lanes of floats have no type of their own.</summary>
        private Chunks SumChunks(nuint lane, nuint end)
        {
            Span<float> sums = stackalloc float[4 * TDoubles.Rows];
            Span<float> errors = stackalloc float[4 * TDoubles.Rows];
            sums.Fill(ChunkSum.Start);
            errors.Clear();
            for (nuint column = lane; column < end; column += 2 * Lanes.OfSingles)
            {
                for (int quarter = 0; quarter < 4; quarter++)
                {
                    nuint left = column + (4 * (nuint)quarter);
                    TDoubles.AddChunk(ref sums[quarter * TDoubles.Rows], ref errors[quarter * TDoubles.Rows], in At(left), in At(left + Lanes.OfSingles));
                }
            }

            return new(Settle(sums, errors, 0), Settle(sums, errors, 1), Settle(sums, errors, 2), Settle(sums, errors, 3));
        }

        private static TDoubles Settle(Span<float> sums, Span<float> errors, int quarter) =>
            (TDoubles.Widen(in sums[quarter * TDoubles.Rows]) - TDoubles.Create(ChunkSum.Start)) + TDoubles.Widen(in errors[quarter * TDoubles.Rows]);

        /// <summary>A column and its partner in the tile; 0 where the row has ended.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TDoubles Pair(nuint column) =>
            column + Lanes.OfSingles < columns ? TDoubles.WidenSum(in At(column), in At(column + Lanes.OfSingles))
            : column < columns ? TDoubles.Widen(in At(column))
            : TDoubles.Create(0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ref float At(nuint column) => ref Unsafe.Add(ref _first, column * stride);

        private readonly record struct Chunks(TDoubles Sum0, TDoubles Sum4, TDoubles Sum8, TDoubles Sum12);
    }
}
