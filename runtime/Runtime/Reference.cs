using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>
/// What the exponentials of a block are relative to: a kernel stores exp(x / T) as exp((x − Shift) / T) · 2^(Headroom − exponent).
/// Shifting by a power of two instead of by the maximum costs no accuracy: x − max would be rounded, exponent is exact.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Shift">0, or the block's maximum where it is so large that x − max is exact for all that matters.</param>
/// <param name="Floor">Where the scaled x − Shift is below this, the exponential is exactly 0.</param>
/// <param name="Rounder">Added to (x − Shift) · log₂e / T, it rounds to a multiple of 1/8 (a double: to an integer) whose low bits are the exponent field of the power of two and what follows it.</param>
/// <param name="Exact">Above this, the rounding error of a sum such as logits + bias is carried along.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Reference<T>(T Shift, T Floor, T Rounder, T Exact)
    where T : struct;

/// <summary>Makes <see cref="Reference{T}"/>s.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reference
{
    /// <summary>The largest exponential of a block is near 2^Headroom: a probability of the smallest normal number comes from a normal exponential.</summary>
    public const int Headroom = 2;

    /// <summary>Adding it rounds a float to an integer: 1.5 · 2^23.</summary>
    public const float SingleRound = 12582912f;

    /// <summary>Adding it rounds a float to eighths, as float exponentials have their powers of two: 1.5 · 2^20.</summary>
    public const float SingleStep = 1572864f;

    /// <summary>A row's rounder where its maximum's exponent is 0: <see cref="SingleStep"/> and the exponent field of 2^Headroom.</summary>
    public const float SingleRounder = SingleStep + 127 + Headroom;

    /// <summary>This far below the maximum's exponent, a float exponential is the smallest normal number; it is 0 below.</summary>
    public const float SingleLowest = -126 - Headroom;

    /// <summary>Adding it rounds a double to an integer: 1.5 · 2^52.</summary>
    public const double DoubleRound = 6755399441055744.0;

    /// <summary>A row's rounder where its maximum's exponent is 0: 1.5 · 2^52, which rounds to an integer, and the exponent field of 2^Headroom.</summary>
    public const double DoubleRounder = DoubleRound + 1023 + Headroom;

    /// <summary>This far below the maximum's exponent, a double exponential is the smallest normal number; it is 0 below.</summary>
    public const double DoubleLowest = -1022 - Headroom;

    /// <summary>Less the rounder, the exponent of the power of two that a stored exponential has to be multiplied by.</summary>
    internal const double SingleExponent = (double)SingleRounder - Headroom;

    /// <inheritdoc cref="SingleExponent"/>
    internal const double DoubleExponent = DoubleRounder - Headroom;

    /// <summary>The reference of a whole row that is only shifted.</summary>
    public static Reference<float> OfShift(double shift, float limit) => new((float)shift, 0, 0, shift == 0 ? -2 * limit : float.PositiveInfinity);

    /// <inheritdoc cref="OfShift(double, float)"/>
    public static Reference<double> OfShift(double shift, double limit) => new(shift, 0, 0, shift == 0 ? -2 * limit : double.PositiveInfinity);

    /// <summary>The exponent of the power of two that a stored exponential has to be multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exponent(in Reference<float> reference) => SingleExponent - reference.Rounder;

    /// <inheritdoc cref="Exponent(in Reference{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exponent(in Reference<double> reference) => DoubleExponent - reference.Rounder;
}
