using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary>
/// What the sums of all targets share. Column i of a block belongs to virtual lane i modulo L (16 floats or 8 doubles); columns i and i + L of
/// a tile of 2L are added first, their sum goes to the lane's accumulator, and the lanes fold by halves.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Lanes
{
    /// <summary>Virtual lanes of a sum of floats.</summary>
    public const int OfSingles = 16;

    /// <summary>Virtual lanes of a sum of doubles.</summary>
    public const int OfDoubles = 8;

    /// <summary>value − shift, with ∞ − ∞ = 0: the limit, for a row whose maximum is +∞.</summary>
    public static float Shift(float value, float shift) => float.IsPositiveInfinity(shift) && value == shift ? 0f : value - shift;

    /// <inheritdoc cref="Shift(float, float)"/>
    public static double Shift(double value, double shift) => double.IsPositiveInfinity(shift) && value == shift ? 0.0 : value - shift;

    /// <summary>The first of a row's columns from <paramref name="start"/> on that holds the value; <paramref name="start"/> where none does.</summary>
    public static nuint IndexOf<T>(ref T row, nuint start, nuint end, T value)
        where T : unmanaged, INumber<T>
    {
        Vector<T> wanted = new(value);
        nuint i = start;
        while (i + (nuint)Vector<T>.Count <= end && !Vector.EqualsAny(Vector.LoadUnsafe(ref row, i), wanted))
        {
            i += (nuint)Vector<T>.Count;
        }

        while (i < end && Unsafe.Add(ref row, i) != value)
        {
            i++;
        }

        return i < end ? i : start;
    }

    /// <summary>The first column from <paramref name="start"/> on whose address is a multiple of 64 bytes; <paramref name="end"/> where there is none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="start">The first column of a block.</param>
    /// <param name="end">The column after its last.</param>
    public static nuint Aligned<T>(T* row, nuint start, nuint end)
        where T : unmanaged
    {
        nuint address = (nuint)(row + start);
        nuint missing = (0 - address) % 64;
        return address % (nuint)sizeof(T) == 0 ? nuint.Min(start + (missing / (nuint)sizeof(T)), end) : end;
    }

    /// <summary>Memory on the stack from its first whole cache line on: a register that crosses lines costs twice.</summary>
    /// <param name="memory">A line of 64 bytes more than is needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Align<T>(Span<T> memory)
        where T : unmanaged
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetReference(memory), (0 - address) % 64), memory.Length - (64 / sizeof(T)));
    }

    /// <summary>Adds to a sum and its rounding error to another (Knuth's TwoSum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddCompensated(ref double sum, ref double error, double value)
    {
        double next = sum + value;
        double part = next - sum;
        error += (sum - (next - part)) + (value - part);
        sum = next;
    }

    /// <inheritdoc cref="AddCompensated(ref double, ref double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddCompensated(ref Vector128<double> sum, ref Vector128<double> error, Vector128<double> value)
    {
        Vector128<double> next = sum + value;
        Vector128<double> part = next - sum;
        error += (sum - (next - part)) + (value - part);
        sum = next;
    }

    /// <inheritdoc cref="AddCompensated(ref double, ref double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddCompensated(ref Vector256<double> sum, ref Vector256<double> error, Vector256<double> value)
    {
        Vector256<double> next = sum + value;
        Vector256<double> part = next - sum;
        error += (sum - (next - part)) + (value - part);
        sum = next;
    }

    /// <inheritdoc cref="AddCompensated(ref double, ref double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddCompensated(ref Vector512<double> sum, ref Vector512<double> error, Vector512<double> value)
    {
        Vector512<double> next = sum + value;
        Vector512<double> part = next - sum;
        error += (sum - (next - part)) + (value - part);
        sum = next;
    }

    /// <summary>Folds the lanes of doubles, each a sum and its errors, by halves.</summary>
    internal static DoubleDouble Fold(Span<double> sums, Span<double> errors)
    {
        for (int half = sums.Length / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                AddCompensated(ref sums[lane], ref errors[lane], sums[lane + half]);
                errors[lane] += errors[lane + half];
            }
        }

        // The rounding errors of an infinite sum are NaN, the sum is not.
        return double.IsInfinity(sums[0]) ? sums[0] : DoubleDouble.Sum(sums[0], errors[0]);
    }
}
