using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>
/// What the exponentials of a block are relative to: a kernel stores exp(x / T) as exp((x − Shift) / T) · 2^(Headroom − exponent).
/// Shifting by a power of two instead of by the maximum costs no accuracy: x − max would be rounded, exponent is exact.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Shift">0, or the block's maximum where it is so large that x − max is exact for all that matters.</param>
/// <param name="Floor">The scaled x − Shift is raised to this; there and below, the exponential is exactly 0.</param>
/// <param name="Rounder">Added to (x − Shift) · log₂e / T, it rounds to an integer whose low bits are the exponent field of the power of two.</param>
/// <param name="Exact">Above this, the rounding error of a sum such as logits + bias is carried along.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Reference<T>(T Shift, T Floor, T Rounder, T Exact)
    where T : struct;

/// <summary>Makes <see cref="Reference{T}"/>s.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reference
{
    /// <summary>The largest exponential of a block is near 2^Headroom: a probability of the smallest normal number comes from a normal exponential.</summary>
    private const int Headroom = 2;

    private const float SingleRound = 12582912f; // 1.5 · 2^23: adding it rounds to an integer.
    private const int SingleZero = -127 - Headroom; // This far below the maximum's exponent, the exponent field is 0.
    private const double DoubleRound = 6755399441055744.0; // 1.5 · 2^52
    private const int DoubleZero = -1023 - Headroom;

    /// <summary>The reference of a block.</summary>
    /// <param name="max">The block's largest value; −∞ and NaN stand for "none".</param>
    /// <param name="limit">From this magnitude on the maximum itself is subtracted: 2^16 · T.</param>
    /// <param name="scale">The power of two that x − shift is multiplied by before the exponential.</param>
    /// <param name="log2e">log₂e / (T · scale).</param>
    /// <param name="ln2">T · scale · ln 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Reference<float> Of(float max, float limit, float scale, float log2e, float ln2)
    {
        max = max > float.NegativeInfinity ? max : 0f;
        float shift = MathF.Abs(max) < limit ? 0f : max;
        float exponent = MathF.Round((max == shift ? 0f : max) * scale * log2e);
        return new(shift, (exponent + SingleZero) * ln2, SingleRound - SingleZero - exponent, shift == 0f ? -2 * limit : float.PositiveInfinity);
    }

    /// <summary>The reference of a block of doubles; the limit is 2^40 · T.</summary>
    /// <inheritdoc cref="Of(float, float, float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Reference<double> Of(double max, double limit, double scale, double log2e, double ln2)
    {
        max = max > double.NegativeInfinity ? max : 0.0;
        double shift = Math.Abs(max) < limit ? 0.0 : max;
        double exponent = Math.Round((max == shift ? 0.0 : max) * scale * log2e);
        return new(shift, (exponent + DoubleZero) * ln2, DoubleRound - DoubleZero - exponent, shift == 0.0 ? -2 * limit : double.PositiveInfinity);
    }

    /// <summary>The reference of a whole row that is only shifted.</summary>
    public static Reference<float> OfShift(double shift, float limit) => new((float)shift, 0, 0, shift == 0 ? -2 * limit : float.PositiveInfinity);

    /// <inheritdoc cref="OfShift(double, float)"/>
    public static Reference<double> OfShift(double shift, double limit) => new(shift, 0, 0, shift == 0 ? -2 * limit : double.PositiveInfinity);

    /// <summary>The exponent of the power of two that a stored exponential has to be multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exponent(in Reference<float> reference) => SingleRound - SingleZero - (double)reference.Rounder - Headroom;

    /// <inheritdoc cref="Exponent(in Reference{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exponent(in Reference<double> reference) => DoubleRound - DoubleZero - reference.Rounder - Headroom;
}
