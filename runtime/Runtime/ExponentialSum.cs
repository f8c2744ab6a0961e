using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>Σ exp(x / T) over the blocks of a row, as Sum · exp(Shift / T) · 2^Exponent: the merge of online softmax (Milakov and Gimelshein 2018).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ExponentialSum
{
    private DoubleDouble _sum;
    private double _exponent;
    private double _max;

    /// <summary>What was subtracted from each x: the reference's <see cref="Reference{T}.Shift"/>.</summary>
    public double Shift { get; private set; }

    /// <summary>True while nothing but −∞ was added.</summary>
    public readonly bool IsEmpty => _sum.High == 0;

    /// <summary>log Σ exp((x − Shift) / T).</summary>
    public readonly DoubleDouble Log => Scalars.Log(_sum, _exponent);

    /// <summary>log Σ exp(x / T).</summary>
    /// <param name="temperature">T.</param>
    /// <remarks>Never below the largest x / T, as rounding alone could take it.</remarks>
    public readonly DoubleDouble LogWithShift(double temperature)
    {
        DoubleDouble log = double.IsInfinity(Shift) ? Shift + Log : ((DoubleDouble)Shift / temperature) + Log;
        DoubleDouble least = (DoubleDouble)_max / temperature;
        return log.High < least.High ? least : log;
    }

    /// <summary>The sum in the units of a block that may lie above all that was added; 0 where nothing was.</summary>
    public readonly DoubleDouble In(in Reference<float> reference, double temperature) => In(reference.Shift, Reference.Exponent(reference), temperature);

    /// <inheritdoc cref="In(in Reference{float}, double)"/>
    public readonly DoubleDouble In(in Reference<double> reference, double temperature) => In(reference.Shift, Reference.Exponent(reference), temperature);

    /// <summary>This sum ÷ another of the same row; 0 where nothing was added to this one.</summary>
    public readonly DoubleDouble Over(in ExponentialSum whole, double temperature) =>
        IsEmpty ? 0 : _sum * Ratio(Shift - whole.Shift, _exponent - whole._exponent, temperature) / whole._sum;

    /// <summary>Adds what a block has of a sum whose terms are multiples of its exponentials; infinite ones belong to columns that +∞ elsewhere has left nothing.</summary>
    public void AddMultiples(DoubleDouble sum, in Reference<float> reference, double temperature) =>
        Add(double.IsFinite(sum.High) ? sum : 0, double.NegativeInfinity, reference.Shift, Reference.Exponent(reference), temperature);

    /// <inheritdoc cref="AddMultiples(DoubleDouble, in Reference{float}, double)"/>
    public void AddMultiples(DoubleDouble sum, in Reference<double> reference, double temperature) =>
        Add(double.IsFinite(sum.High) ? sum : 0, double.NegativeInfinity, reference.Shift, Reference.Exponent(reference), temperature);

    /// <summary>Adds the sum of a block's stored exponentials.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="max">The block's maximum.</param>
    /// <param name="reference">The block's reference.</param>
    /// <param name="temperature">T.</param>
    public void Add(DoubleDouble sum, float max, in Reference<float> reference, double temperature) => Add(sum, max, reference.Shift, Reference.Exponent(reference), temperature);

    /// <inheritdoc cref="Add(DoubleDouble, float, in Reference{float}, double)"/>
    public void Add(DoubleDouble sum, double max, in Reference<double> reference, double temperature) => Add(sum, max, reference.Shift, Reference.Exponent(reference), temperature);

    /// <summary>As the sum of a block that has the whole row's reference and maximum.</summary>
    /// <param name="sums">The sum.</param>
    /// <param name="maxima">The largest x.</param>
    /// <param name="shifts">The reference's <see cref="Reference{T}.Shift"/>.</param>
    /// <param name="rounders">The reference's <see cref="Reference{T}.Rounder"/>.</param>
    /// <param name="row">Where to.</param>
    public readonly void Store(Span<double> sums, Span<float> maxima, Span<float> shifts, Span<float> rounders, int row) =>
        (sums[row], maxima[row], shifts[row], rounders[row]) = (_sum.High, (float)_max, (float)Shift, (float)(Reference.SingleExponent - _exponent));

    /// <inheritdoc cref="Store(Span{double}, Span{float}, Span{float}, Span{float}, int)"/>
    public readonly void Store(Span<DoubleDouble> sums, Span<double> maxima, Span<double> shifts, Span<double> rounders, int row) =>
        (sums[row], maxima[row], shifts[row], rounders[row]) = (_sum, _max, Shift, Reference.DoubleExponent - _exponent);

    /// <summary>The whole sum in the units of one block's stored exponentials: exponential ÷ this = probability.</summary>
    public readonly DoubleDouble RelativeTo(in Reference<float> reference, double temperature) => RelativeTo(reference.Shift, Reference.Exponent(reference), temperature);

    /// <inheritdoc cref="RelativeTo(in Reference{float}, double)"/>
    public readonly DoubleDouble RelativeTo(in Reference<double> reference, double temperature) => RelativeTo(reference.Shift, Reference.Exponent(reference), temperature);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(DoubleDouble sum, double max, double shift, double exponent, double temperature)
    {
        if (IsEmpty)
        {
            (_sum, _max, Shift, _exponent) = (sum, max, shift, exponent);
        }
        else if (sum.High != 0)
        {
            _max = max > _max ? max : _max;
            Merge(sum, shift, exponent, temperature);
        }
    }

    private void Merge(DoubleDouble sum, double shift, double exponent, double temperature)
    {
        double ratio = Ratio(shift - Shift, exponent - _exponent, temperature);
        if (ratio <= 1 || double.IsNaN(sum.High))
        {
            _sum += sum * ratio;
        }
        else
        {
            _sum = sum + (_sum * Ratio(Shift - shift, _exponent - exponent, temperature));
            (Shift, _exponent) = (shift, exponent);
        }
    }

    private readonly DoubleDouble In(double shift, double exponent, double temperature) =>
        IsEmpty || (exponent == _exponent && shift == Shift) ? _sum : _sum * Ratio(Shift - shift, _exponent - exponent, temperature);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly DoubleDouble RelativeTo(double shift, double exponent, double temperature)
    {
        if ((exponent == _exponent && shift == Shift) || double.IsNaN(_sum.High))
        {
            return _sum;
        }

        double ratio = Ratio(Shift - shift, _exponent - exponent, temperature);

        // The total's reference is the highest of all blocks that hold anything: a block above it holds only zeros.
        return ratio < 0.5 || double.IsInfinity(ratio) ? double.PositiveInfinity : _sum * ratio;
    }

    /// <summary>exp(shift / T) · 2^exponent: a power of two, exactly, unless one of two blocks was shifted by its maximum.</summary>
    private static double Ratio(double shift, double exponent, double temperature)
    {
        if (shift == 0 || double.IsNaN(shift))
        {
            // NaN: both blocks hold +∞ (∞ − ∞), and their sums count its occurrences.
            return Math.ScaleB(1, (int)Math.Clamp(exponent, -5000, 5000));
        }

        // The two parts may be huge and opposite: their sum is exact (Sterbenz), the product's rounding error is carried.
        DoubleDouble octaves = Scalars.Ln2 * DoubleDouble.Product(exponent, temperature);
        double high = shift + octaves.High;
        return Scalars.Exp((high + octaves.Low) / temperature);
    }
}
