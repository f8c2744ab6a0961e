using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary>
/// How the exponentials of a block of more than <see cref="Columns"/> floats are summed: whole chunks of columns in floats, with the rounding
/// errors beside them; what is left in doubles, as is all of a shorter block. The lanes are those of every sum (<see cref="Lanes"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChunkSum
{
    /// <summary>Columns of a chunk.</summary>
    public const int Columns = 64;

    /// <summary>
    /// What a lane's sum begins at: more than two exponentials, which are at most 2^(<see cref="Reference.Headroom"/> + 1/2), so that a sum
    /// is never less than what is added to it and Dekker's FastTwoSum finds the rounding error.
    /// </summary>
    public const float Start = 16;

    /// <summary>The column after the last chunk.</summary>
    /// <param name="start">A block's first column.</param>
    /// <param name="end">The column after its last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint End(nuint start, nuint end) => end - start <= Columns ? start : start + ((end - start) / Columns * Columns);

    /// <summary>Adds to a sum that is at least as large, and its rounding error to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float sum, ref float error, float value)
    {
        float next = sum + value;
        error += value - (next - sum);
        sum = next;
    }

    /// <inheritdoc cref="Add(ref float, ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Vector64<float> sum, ref Vector64<float> error, Vector64<float> value)
    {
        Vector64<float> next = sum + value;
        error += value - (next - sum);
        sum = next;
    }

    /// <inheritdoc cref="Add(ref float, ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Vector128<float> sum, ref Vector128<float> error, Vector128<float> value)
    {
        Vector128<float> next = sum + value;
        error += value - (next - sum);
        sum = next;
    }

    /// <inheritdoc cref="Add(ref float, ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Vector256<float> sum, ref Vector256<float> error, Vector256<float> value)
    {
        Vector256<float> next = sum + value;
        error += value - (next - sum);
        sum = next;
    }

    /// <inheritdoc cref="Add(ref float, ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Vector512<float> sum, ref Vector512<float> error, Vector512<float> value)
    {
        Vector512<float> next = sum + value;
        error += value - (next - sum);
        sum = next;
    }

    /// <inheritdoc cref="Add(ref float, ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<TFloats, TDoubles>(ref TFloats sum, ref TFloats error, TFloats value)
        where TFloats : struct, IFloats<TFloats, TDoubles>
        where TDoubles : struct, IDoubles<TDoubles>
    {
        TFloats next = sum + value;
        error += value - (next - sum);
        sum = next;
    }
}
