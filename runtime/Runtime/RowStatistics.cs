using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedKernels.Runtime;

/// <summary>What kernels that select call for numbers of all columns: a row's log-sum-exp, and sums of rows column by column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowStatistics
{
    /// <summary>The log-sum-exp of rows of floats.</summary>
    /// <param name="sums">Of each row's exponentials.</param>
    /// <param name="maxima">The largest of each row, finite.</param>
    /// <param name="shifts">The references' <see cref="Reference{T}.Shift"/>.</param>
    /// <param name="rounders">The references' <see cref="Reference{T}.Rounder"/>.</param>
    /// <param name="temperature">T.</param>
    /// <param name="results">One for each row.</param>
    public static void LogSumExp<TWide>(ReadOnlySpan<double> sums, ReadOnlySpan<float> maxima, ReadOnlySpan<float> shifts, ReadOnlySpan<float> rounders, double temperature, Span<float> results)
        where TWide : struct, IRowScalars<TWide, float, double>
    {
        for (int row = 0; row < results.Length; row += TWide.Rows)
        {
            BlockSum.Load<TWide>(sums, maxima, shifts, rounders, row).LogWithShift(temperature).Store(results, row);
        }
    }

    /// <summary>The log-sum-exp of rows of doubles.</summary>
    /// <inheritdoc cref="LogSumExp{TWide}(ReadOnlySpan{double}, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, double, Span{float})"/>
    public static void LogSumExp<TWide>(ReadOnlySpan<double> sums, ReadOnlySpan<double> maxima, ReadOnlySpan<double> shifts, ReadOnlySpan<double> rounders, double temperature, Span<double> results)
        where TWide : struct, IRowScalars<TWide, double, DoubleDouble>
    {
        for (int row = 0; row < results.Length; row++)
        {
            results[row] = BlockSum.Of(sums[row], maxima[row], new Reference<double>(shifts[row], 0, rounders[row], 0)).LogWithShift(temperature).High;
        }
    }

    /// <summary>Adds rows that lie in lanes to the sums of their columns, one row after the other.</summary>
    /// <param name="lanes">Columns × width.</param>
    /// <param name="rows">As much memory, for the rows.</param>
    /// <param name="sums">One for each column.</param>
    /// <param name="width">Rows side by side.</param>
    /// <param name="columns">The number of columns.</param>
    public static void Add(ref float lanes, ref float rows, ref double sums, nuint width, nuint columns)
    {
        if (width > 1)
        {
            Transposition.FromLanes(ref lanes, ref rows, width, columns);
        }

        AddRows(ref (width > 1 ? ref rows : ref lanes), ref sums, width, columns);
    }

    /// <inheritdoc cref="Add(ref float, ref float, ref double, nuint, nuint)"/>
    public static void Add(ref double lanes, ref double rows, ref double sums, nuint width, nuint columns)
    {
        if (width > 1)
        {
            Transposition.FromLanes(ref lanes, ref rows, width, columns);
        }

        AddRows(ref (width > 1 ? ref rows : ref lanes), ref sums, width, columns);
    }

    /// <summary>Adds rows that lie in lanes to rows.</summary>
    /// <param name="lanes">Columns × width.</param>
    /// <param name="scratch">As much memory, not touched where one row is no lane.</param>
    /// <param name="rows">Width × columns.</param>
    /// <param name="width">Rows side by side.</param>
    /// <param name="columns">The number of columns.</param>
    public static void AddToRows(ref float lanes, ref float scratch, ref float rows, nuint width, nuint columns)
    {
        if (width > 1)
        {
            Transposition.FromLanes(ref lanes, ref scratch, width, columns);
        }

        AddElements(ref (width > 1 ? ref scratch : ref lanes), ref rows, width * columns);
    }

    /// <inheritdoc cref="AddToRows(ref float, ref float, ref float, nuint, nuint)"/>
    public static void AddToRows(ref double lanes, ref double scratch, ref double rows, nuint width, nuint columns)
    {
        if (width > 1)
        {
            Transposition.FromLanes(ref lanes, ref scratch, width, columns);
        }

        AddElements(ref (width > 1 ? ref scratch : ref lanes), ref rows, width * columns);
    }

    /// <summary>Adds a row whose largest is infinite: columns of +∞ share it equally, without them it has nothing to add.</summary>
    public static void AddLimit<T>(ref readonly T row, ref double sums, nuint columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> logits = MemoryMarshal.CreateReadOnlySpan(in row, (int)columns);
        int infinite = logits.Count(T.PositiveInfinity);
        for (int column = 0; column < logits.Length; column++)
        {
            if (logits[column] == T.PositiveInfinity)
            {
                Unsafe.Add(ref sums, column) += double.CreateTruncating(T.One / T.CreateTruncating(infinite));
            }
        }
    }

    /// <summary>The sums of blocks of rows, merged in order and rounded.</summary>
    /// <param name="blocks">Blocks × columns.</param>
    /// <param name="sums">One for each column.</param>
    public static void Merge<T>(ReadOnlySpan<double> blocks, Span<T> sums)
        where T : struct, INumberBase<T>
    {
        for (int column = 0; column < sums.Length; column++)
        {
            double sum = 0;
            for (int at = column; at < blocks.Length; at += sums.Length)
            {
                sum += blocks[at];
            }

            sums[column] = T.CreateTruncating(sum);
        }
    }

    private static void AddElements<T>(ref T values, ref T sums, nuint count)
        where T : struct, INumberBase<T>
    {
        for (nuint i = 0; i < count; i++)
        {
            Unsafe.Add(ref sums, i) += Unsafe.Add(ref values, i);
        }
    }

    private static void AddRows<T>(ref T rows, ref double sums, nuint width, nuint columns)
        where T : struct, INumberBase<T>
    {
        for (nuint row = 0; row < width; row++)
        {
            for (nuint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref sums, column) += double.CreateTruncating(Unsafe.Add(ref rows, (row * columns) + column));
            }
        }
    }
}
