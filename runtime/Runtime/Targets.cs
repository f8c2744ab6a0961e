using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>The targets of a loss's rows: their check, before anything is written, and what the mean divides by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Targets
{
    /// <summary>The number of rows that are not ignored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a column nor the ignored index; names the row and the value.</exception>
    public static int Count<TIndex>(ReadOnlySpan<TIndex> targets, int columns, int ignoreIndex, string parameter)
        where TIndex : struct, IBinaryInteger<TIndex>
    {
        int first = CountRegisters(targets, columns, ignoreIndex, out int count);
        for (int row = first; row < targets.Length; row++)
        {
            long target = long.CreateTruncating(targets[row]);
            if (target == ignoreIndex)
            {
                continue;
            }

            if ((ulong)target >= (ulong)columns)
            {
                throw new ArgumentOutOfRangeException(parameter, target, $"The target of row {row} is {target}, but there are {columns} columns (and {ignoreIndex} is ignored).");
            }

            count++;
        }

        return count;
    }

    /// <summary>The same of the first targets, a register at a time; returns how many they are: all before a register with a wrong one.</summary>
    private static int CountRegisters<TIndex>(ReadOnlySpan<TIndex> targets, int columns, int ignoreIndex, out int count)
        where TIndex : struct, IBinaryInteger<TIndex>
    {
        Vector<TIndex> end = new(TIndex.CreateTruncating(columns));
        Vector<TIndex> ignore = new(TIndex.CreateTruncating(ignoreIndex));
        Vector<TIndex> counted = Vector<TIndex>.Zero;
        int row = 0;
        for (; row <= targets.Length - Vector<TIndex>.Count; row += Vector<TIndex>.Count)
        {
            Vector<TIndex> target = new(targets[row..]);
            Vector<TIndex> counts = ~Vector.Equals(target, ignore);
            Vector<TIndex> inside = Vector.GreaterThanOrEqual(target, Vector<TIndex>.Zero) & Vector.LessThan(target, end);
            if (Vector.AndNot(counts, inside) != Vector<TIndex>.Zero)
            {
                break;
            }

            counted -= counts;
        }

        count = int.CreateTruncating(Vector.Sum(counted));
        return row;
    }

    /// <summary>How many rows follow each other before one that is ignored, at most <paramref name="most"/>.</summary>
    public static int Run<TIndex>(ref readonly TIndex targets, int most, int ignoreIndex)
        where TIndex : struct, IBinaryInteger<TIndex>
    {
        int run = 0;
        while (run < most && long.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in targets), run)) != ignoreIndex)
        {
            run++;
        }

        return run;
    }

    /// <summary>The sum of the class weights of the targets that are not ignored; +∞ where it is 0: rows that weigh nothing have no share in a mean.</summary>
    public static DoubleDouble Weight<TIndex, T>(ReadOnlySpan<TIndex> targets, ReadOnlySpan<T> classWeights, int ignoreIndex)
        where TIndex : struct, IBinaryInteger<TIndex>
        where T : struct, INumberBase<T>
    {
        DoubleDouble sum = 0;
        foreach (TIndex target in targets)
        {
            if (long.CreateTruncating(target) != ignoreIndex)
            {
                sum += double.CreateTruncating(classWeights[int.CreateTruncating(target)]);
            }
        }

        return sum.High == 0 ? double.PositiveInfinity : sum;
    }

    /// <summary>The sum of a row.</summary>
    public static DoubleDouble Sum<T>(ReadOnlySpan<T> row)
        where T : struct, INumberBase<T>
    {
        DoubleDouble sum = 0;
        foreach (T value in row)
        {
            sum += double.CreateTruncating(value);
        }

        return sum;
    }
}
