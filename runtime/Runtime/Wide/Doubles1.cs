using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>The double of one row.</summary>
/// <param name="Value">The number.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Doubles1(double Value) : IDoubles<Doubles1>
{
    /// <inheritdoc/>
    public static int Rows => 1;

    /// <summary>A double as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Doubles1(double value) => new(value);

    /// <summary>Rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static explicit operator float(Doubles1 value) => (float)value.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator +(Doubles1 left, Doubles1 right) => left.Value + right.Value;

    /// <summary>Opposite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator -(Doubles1 value) => -value.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator -(Doubles1 left, Doubles1 right) => left.Value - right.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator *(Doubles1 left, Doubles1 right) => left.Value * right.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator /(Doubles1 left, Doubles1 right) => left.Value / right.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Create(double value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Load(ReadOnlySpan<float> values, int row) => values[row];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 LoadSum(ReadOnlySpan<double> sums, int row) => sums[row];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Broadcast(double value) => Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 AtLeast(Doubles1 least, Doubles1 value) => SelectGreater(least, value, least, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Log(Doubles1 value, Doubles1 exponent) => Scalars.Log(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Doubles1 Log, Doubles1 Inverse) LogAndInverse(Doubles1 total, Doubles1 exponent, Doubles1 sum, Doubles1 own, Doubles1 others) =>
        Scalars.LogAndInverse(total, exponent, sum, own, others);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 FusedMultiplyAdd(Doubles1 a, Doubles1 b, Doubles1 c) => Math.FusedMultiplyAdd(a.Value, b.Value, c.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Exponent(Doubles1 value) =>
        BitConverter.Int64BitsToDouble((long)((ulong)Rebased(value) >> DoublesBits.SignificandBits) | DoublesBits.Integer) - DoublesBits.IntegerAndBias;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Significand(Doubles1 value) =>
        BitConverter.Int64BitsToDouble((Rebased(value) & DoublesBits.Significand) + DoublesBits.AboveSqrtHalf);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 SelectGreater(Doubles1 left, Doubles1 right, Doubles1 whenTrue, Doubles1 whenFalse) => left.Value > right.Value ? whenTrue : whenFalse;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(Doubles1 left, Doubles1 right) => left.Value <= right.Value;

    /// <summary>As the sum of two floats, 48 bits of it; the second is 0 where the first is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float High, float Low) Split() => Scalars.SplitSingle(Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreSum(Span<double> sums, int row) => sums[row] = Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<float> values, int row) => values[row] = (float)Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Split(Span<float> highs, Span<float> lows, int row) => (highs[row], lows[row]) = Split();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Rebased(Doubles1 value) => BitConverter.DoubleToInt64Bits(value.Value) + DoublesBits.Rebase;
}
