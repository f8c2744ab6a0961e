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
            Total<Floats8, Doubles8>(in exponentials, width, columns, sums);
        }
        else if (width == 2 * (nuint)Doubles4.Rows)
        {
            Total<Floats4, Doubles4>(in exponentials, width, columns, sums);
        }
        else
        {
            Total<Floats2, Doubles2>(in exponentials, width, columns, sums);
        }
    }

    /// <summary>The sum of each row of a register.</summary>
    /// <typeparam name="TFloats">Half a register's rows.</typeparam>
    /// <typeparam name="TDoubles">Their sums.</typeparam>
    /// <param name="exponentials">lanes[column · stride + row].</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="sums">One for each row.</param>
    public static void Total<TFloats, TDoubles>(ref readonly float exponentials, nuint stride, nuint columns, Span<double> sums)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        for (int row = 0; row < 2 * TDoubles.Rows; row += TDoubles.Rows)
        {
            Of<TFloats, TDoubles>(in Unsafe.Add(ref Unsafe.AsRef(in exponentials), row), stride, columns).StoreSum(sums, row);
        }
    }

    /// <summary>The sum of each of as many rows as are summed together.</summary>
    /// <param name="exponentials">lanes[column · stride + row].</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="columns">Columns of a row.</param>
    internal static TDoubles Of<TFloats, TDoubles>(ref readonly float exponentials, nuint stride, nuint columns)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        ref float first = ref Unsafe.AsRef(in exponentials);
        if (columns > Lanes.OfSingles)
        {
            return Tiles<TFloats, TDoubles>(ref first, stride, columns);
        }

        if (columns < Lanes.OfSingles / 2)
        {
            return Few<TFloats, TDoubles>(ref first, stride, columns);
        }

        // At least half of the virtual lanes have a column and none has a partner in the tile: one jump instead of a question for each.
        TDoubles sum0 = TFloats.Load(in Unsafe.Add(ref first, 0 * stride)).Widen();
        TDoubles sum1 = TFloats.Load(in Unsafe.Add(ref first, 1 * stride)).Widen();
        TDoubles sum2 = TFloats.Load(in Unsafe.Add(ref first, 2 * stride)).Widen();
        TDoubles sum3 = TFloats.Load(in Unsafe.Add(ref first, 3 * stride)).Widen();
        TDoubles sum4 = TFloats.Load(in Unsafe.Add(ref first, 4 * stride)).Widen();
        TDoubles sum5 = TFloats.Load(in Unsafe.Add(ref first, 5 * stride)).Widen();
        TDoubles sum6 = TFloats.Load(in Unsafe.Add(ref first, 6 * stride)).Widen();
        TDoubles sum7 = TFloats.Load(in Unsafe.Add(ref first, 7 * stride)).Widen();
        switch (columns)
        {
            case 16: sum7 += TFloats.Load(in Unsafe.Add(ref first, 15 * stride)).Widen(); goto case 15;
            case 15: sum6 += TFloats.Load(in Unsafe.Add(ref first, 14 * stride)).Widen(); goto case 14;
            case 14: sum5 += TFloats.Load(in Unsafe.Add(ref first, 13 * stride)).Widen(); goto case 13;
            case 13: sum4 += TFloats.Load(in Unsafe.Add(ref first, 12 * stride)).Widen(); goto case 12;
            case 12: sum3 += TFloats.Load(in Unsafe.Add(ref first, 11 * stride)).Widen(); goto case 11;
            case 11: sum2 += TFloats.Load(in Unsafe.Add(ref first, 10 * stride)).Widen(); goto case 10;
            case 10: sum1 += TFloats.Load(in Unsafe.Add(ref first, 9 * stride)).Widen(); goto case 9;
            case 9: sum0 += TFloats.Load(in Unsafe.Add(ref first, 8 * stride)).Widen(); break;
            default: break;
        }

        return ((sum0 + sum4) + (sum2 + sum6)) + ((sum1 + sum5) + (sum3 + sum7));
    }

    /// <summary>The same of fewer columns than half of the virtual lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TDoubles Few<TFloats, TDoubles>(ref float first, nuint stride, nuint columns)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        TDoubles sum0 = TDoubles.Create(0);
        (TDoubles sum1, TDoubles sum2, TDoubles sum3, TDoubles sum4, TDoubles sum5, TDoubles sum6) = (sum0, sum0, sum0, sum0, sum0, sum0);
        switch (columns)
        {
            case 7: sum6 = TFloats.Load(in Unsafe.Add(ref first, 6 * stride)).Widen(); goto case 6;
            case 6: sum5 = TFloats.Load(in Unsafe.Add(ref first, 5 * stride)).Widen(); goto case 5;
            case 5: sum4 = TFloats.Load(in Unsafe.Add(ref first, 4 * stride)).Widen(); goto case 4;
            case 4: sum3 = TFloats.Load(in Unsafe.Add(ref first, 3 * stride)).Widen(); goto case 3;
            case 3: sum2 = TFloats.Load(in Unsafe.Add(ref first, 2 * stride)).Widen(); goto case 2;
            case 2: sum1 = TFloats.Load(in Unsafe.Add(ref first, stride)).Widen(); goto case 1;
            case 1: sum0 = TFloats.Load(in first).Widen(); break;
            default: break;
        }

        return ((sum0 + sum4) + (sum2 + sum6)) + ((sum1 + sum5) + sum3);
    }

    /// <summary>The same of any number of columns. Lanes fold by halves: lane i and i + 8, then these two and the two from i + 4 on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TDoubles Tiles<TFloats, TDoubles>(ref float first, nuint stride, nuint columns)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        return (Quarter<TFloats, TDoubles>(ref first, stride, columns, 0) + Quarter<TFloats, TDoubles>(ref first, stride, columns, 2))
            + (Quarter<TFloats, TDoubles>(ref first, stride, columns, 1) + Quarter<TFloats, TDoubles>(ref first, stride, columns, 3));
    }

    /// <summary>Every fourth virtual lane, from one of the first four on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TDoubles Quarter<TFloats, TDoubles>(ref float first, nuint stride, nuint columns, nuint lane)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        Pairs<TFloats, TDoubles> pairs = new(stride);
        ref float column = ref Unsafe.Add(ref first, lane * stride);
        TDoubles sum0 = TDoubles.Create(0);
        TDoubles sum4 = sum0;
        TDoubles sum8 = sum0;
        TDoubles sum12 = sum0;
        nuint chunked = ChunkSum.End(0, columns);
        if (chunked > 0)
        {
            TFloats chunks0 = TFloats.Create(ChunkSum.Start);
            TFloats errors0 = TFloats.Create(0);
            (TFloats chunks4, TFloats errors4) = (chunks0, errors0);
            (TFloats chunks8, TFloats errors8) = (chunks0, errors0);
            (TFloats chunks12, TFloats errors12) = (chunks0, errors0);
            for (nuint i = 0; i < chunked; i += 2 * Lanes.OfSingles)
            {
                ChunkSum.Add<TFloats, TDoubles>(ref chunks0, ref errors0, pairs.Sum(ref column, 0));
                ChunkSum.Add<TFloats, TDoubles>(ref chunks4, ref errors4, pairs.Sum(ref column, 1));
                ChunkSum.Add<TFloats, TDoubles>(ref chunks8, ref errors8, pairs.Sum(ref column, 2));
                ChunkSum.Add<TFloats, TDoubles>(ref chunks12, ref errors12, pairs.Sum(ref column, 3));
                column = ref Unsafe.Add(ref column, 2 * Lanes.OfSingles * stride);
            }

            sum0 = Settle<TFloats, TDoubles>(chunks0, errors0);
            sum4 = Settle<TFloats, TDoubles>(chunks4, errors4);
            sum8 = Settle<TFloats, TDoubles>(chunks8, errors8);
            sum12 = Settle<TFloats, TDoubles>(chunks12, errors12);
        }

        nint left = (nint)(columns - chunked) - (nint)lane;
        sum0 += pairs.Widened(ref column, 0, left);
        sum4 += pairs.Widened(ref column, 1, left);
        sum8 += pairs.Widened(ref column, 2, left);
        sum12 += pairs.Widened(ref column, 3, left);
        if (left > 2 * Lanes.OfSingles)
        {
            left -= 2 * Lanes.OfSingles;
            column = ref Unsafe.Add(ref column, 2 * Lanes.OfSingles * stride);
            sum0 += pairs.Widened(ref column, 0, left);
            sum4 += pairs.Widened(ref column, 1, left);
            sum8 += pairs.Widened(ref column, 2, left);
            sum12 += pairs.Widened(ref column, 3, left);
        }

        return (sum0 + sum8) + (sum4 + sum12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDoubles Settle<TFloats, TDoubles>(TFloats chunks, TFloats errors)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles> =>
        (chunks.Widen() - TDoubles.Create(ChunkSum.Start)) + errors.Widen();

    /// <summary>The columns of a quarter's lanes in a tile and their partners, four and sixteen columns on.</summary>
    private readonly struct Pairs<TFloats, TDoubles>(nuint stride)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        private readonly nuint _next = 4 * stride;
        private readonly nuint _partner = Lanes.OfSingles * stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TFloats Sum(ref float column, nuint lane) =>
            TFloats.Load(in Unsafe.Add(ref column, lane * _next)) + TFloats.Load(in Unsafe.Add(ref column, (lane * _next) + _partner));

        /// <summary>The same as doubles; a column alone, or 0, where the row ends after <paramref name="left"/> columns.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TDoubles Widened(ref float column, nuint lane, nint left) =>
            left > (nint)(4 * lane) + Lanes.OfSingles ? Sum(ref column, lane).Widen()
            : left > (nint)(4 * lane) ? TFloats.Load(in Unsafe.Add(ref column, lane * _next)).Widen()
            : TDoubles.Create(0);
    }
}
