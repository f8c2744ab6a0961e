using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>Σ exp(x / T) over rows of one block, as Sum · exp(Shift / T) · 2^Exponent: <see cref="ExponentialSum"/> with nothing to merge.</summary>
/// <typeparam name="TWide">The precision, and for how many rows.</typeparam>
/// <param name="Sum">The sum of the stored exponentials.</param>
/// <param name="Exponent">The exponent of the power of two that they have to be multiplied by.</param>
/// <param name="Shift">What was subtracted from each x.</param>
/// <param name="Max">The largest x.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BlockSum<TWide>(TWide Sum, TWide Exponent, TWide Shift, TWide Max)
    where TWide : struct, IWide<TWide>
{
    /// <summary>log Σ exp((x − Shift) / T).</summary>
    public TWide Log
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TWide.Log(Sum, Exponent);
    }

    /// <summary>log Σ exp(x / T).</summary>
    /// <param name="temperature">T.</param>
    /// <remarks>Never below the largest x / T, as rounding alone could take it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWide LogWithShift(double temperature)
    {
        return TWide.AtLeast(Scaled(Max, temperature), Scaled(Shift, temperature) + Log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Scaled(TWide value, double temperature) => temperature == 1 ? value : value / TWide.Create(temperature);
}

/// <summary>Makes <see cref="BlockSum{TWide}"/>s.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockSum
{
    /// <summary>The sum of one row of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockSum<Doubles1> Of(double sum, float max, in Reference<float> reference) =>
        new(sum, Reference.Exponent(reference), reference.Shift, max);

    /// <summary>The sum of one row of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockSum<DoubleDouble> Of(DoubleDouble sum, double max, in Reference<double> reference) =>
        new(sum, Reference.Exponent(reference), reference.Shift, max);

    /// <summary>The sums of rows of floats from <paramref name="row"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockSum<TWide> Load<TWide>(ReadOnlySpan<double> sums, ReadOnlySpan<float> maxima, ReadOnlySpan<float> shifts, ReadOnlySpan<float> rounders, int row)
        where TWide : struct, IRowScalars<TWide, float, double> =>
        new(TWide.LoadSum(sums, row), TWide.Create(Reference.SingleExponent) - TWide.Load(rounders, row), TWide.Load(shifts, row), TWide.Load(maxima, row));

    /// <summary>The sums of rows of doubles from <paramref name="row"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockSum<TWide> Load<TWide>(ReadOnlySpan<DoubleDouble> sums, ReadOnlySpan<double> maxima, ReadOnlySpan<double> shifts, ReadOnlySpan<double> rounders, int row)
        where TWide : struct, IRowScalars<TWide, double, DoubleDouble> =>
        new(TWide.LoadSum(sums, row), TWide.Create(Reference.DoubleExponent) - TWide.Load(rounders, row), TWide.Load(shifts, row), TWide.Load(maxima, row));
}
