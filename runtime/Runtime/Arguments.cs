using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FusedKernels.Runtime;

/// <summary>The checks of a kernel's arguments, before anything is written. Each failure is an <see cref="ArgumentException"/> that names the parameter.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Arguments
{
    /// <summary>The length is the one that the logits ask for.</summary>
    public static void RequireLength(int length, int expected, string parameter)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{expected} elements are needed, {length} were given.", parameter);
        }
    }

    /// <summary>The length is that of one row, or of all.</summary>
    public static void RequireRowOrAll(int length, int columns, int all, string parameter)
    {
        if (length != columns && length != all)
        {
            throw new ArgumentException($"One row ({columns} elements) or all rows ({all} elements) are needed, {length} were given.", parameter);
        }
    }

    /// <summary>The number is at least <paramref name="minimum"/>.</summary>
    public static void RequireAtLeast(int value, int minimum, string parameter)
    {
        if (value < minimum)
        {
            throw new ArgumentOutOfRangeException(parameter, value, $"At least {minimum} is needed.");
        }
    }

    /// <summary>The number is one of threads: positive, or −1 for as many as there are processors.</summary>
    public static void RequireDegree(int value, string parameter)
    {
        if (value is 0 or < -1)
        {
            throw new ArgumentOutOfRangeException(parameter, value, "A positive number of threads is needed, or −1 for one on each processor.");
        }
    }

    /// <summary>The number is the one that the attribute says.</summary>
    public static void RequireEqual(int value, int expected, string parameter)
    {
        if (value != expected)
        {
            throw new ArgumentException($"The kernel was made for {expected}, {value} was given.", parameter);
        }
    }

    /// <summary>The number of rows of <paramref name="columns"/> elements, each <paramref name="inner"/> times side by side; 0 for no elements.</summary>
    public static int Rows(int length, int columns, int inner, string parameter)
    {
        long plane = (long)columns * inner;
        if (length == 0)
        {
            return 0;
        }

        if (plane == 0 || length % plane != 0)
        {
            throw new ArgumentException($"{length} elements are not whole rows of {columns}{(inner == 1 ? "" : $" × {inner}")}.", parameter);
        }

        return (int)(length / plane) * inner;
    }

    /// <summary>The row has a column.</summary>
    public static void RequireNotEmpty(int length, string parameter)
    {
        if (length == 0)
        {
            throw new ArgumentException("A row without columns has no result.", parameter);
        }
    }

    /// <summary>The output is apart from an input, or exactly the same memory.</summary>
    public static void RequireSameOrApart<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> input, string parameter)
    {
        if (output.Overlaps(input, out int offset) && offset != 0)
        {
            throw new ArgumentException("The buffers overlap in part: they must be the same or apart.", parameter);
        }
    }

    /// <summary>The output is apart from an input.</summary>
    public static void RequireApart<TOutput, TInput>(ReadOnlySpan<TOutput> output, ReadOnlySpan<TInput> input, string parameter)
        where TOutput : struct
        where TInput : struct
    {
        if (MemoryMarshal.AsBytes(output).Overlaps(MemoryMarshal.AsBytes(input)))
        {
            throw new ArgumentException("The buffers overlap: they must be apart.", parameter);
        }
    }
}
