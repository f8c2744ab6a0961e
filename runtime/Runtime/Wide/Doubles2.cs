using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace FusedKernels.Runtime;

/// <summary>Doubles of two rows in a register of 128 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Doubles2 : IDoubles<Doubles2>
{
    private readonly Vector128<double> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles2(Vector128<double> value) => _value = value;

    /// <inheritdoc/>
    public static int Rows => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 operator +(Doubles2 left, Doubles2 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 operator -(Doubles2 left, Doubles2 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 operator *(Doubles2 left, Doubles2 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 operator /(Doubles2 left, Doubles2 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 Create(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 Load(ReadOnlySpan<float> values, int row) =>
        From(Vector64.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 LoadSum(ReadOnlySpan<double> sums, int row) =>
        new(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 Broadcast(double value) => Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 AtLeast(Doubles2 least, Doubles2 value) => SelectGreater(least, value, least, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 Log(Doubles2 value, Doubles2 exponent) => Scalars.Log(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Doubles2 Log, Doubles2 Inverse) LogAndInverse(Doubles2 total, Doubles2 exponent, Doubles2 sum, Doubles2 own, Doubles2 others) =>
        Scalars.LogAndInverse(total, exponent, sum, own, others);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 FusedMultiplyAdd(Doubles2 a, Doubles2 b, Doubles2 c) => new(AdvSimd.Arm64.FusedMultiplyAdd(c._value, a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 Exponent(Doubles2 value) =>
        new((Vector128.ShiftRightLogical(Rebased(value), DoublesBits.SignificandBits) | Vector128.Create(DoublesBits.Integer)).AsDouble() - Vector128.Create(DoublesBits.IntegerAndBias));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 Significand(Doubles2 value) =>
        new(((Rebased(value) & Vector128.Create(DoublesBits.Significand)) + Vector128.Create(DoublesBits.AboveSqrtHalf)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles2 SelectGreater(Doubles2 left, Doubles2 right, Doubles2 whenTrue, Doubles2 whenFalse) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(left._value, right._value), whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(Doubles2 left, Doubles2 right) => Vector128.LessThanOrEqualAny(left._value, right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreSum(Span<double> sums, int row) => _value.StoreUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<float> values, int row) => Narrow(_value).StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Split(Span<float> highs, Span<float> lows, int row)
    {
        Vector64<float> high = Narrow(_value);
        Vector64<float> finite = Vector64.Equals(high - high, Vector64<float>.Zero);
        high.StoreUnsafe(ref MemoryMarshal.GetReference(highs), (nuint)row);
        (Narrow(_value - Widen(high)) & finite).StoreUnsafe(ref MemoryMarshal.GetReference(lows), (nuint)row);
    }

    /// <summary>Floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Doubles2 From(Vector64<float> values) => new(Widen(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Widen(Vector64<float> value) => AdvSimd.Arm64.ConvertToDouble(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector64<float> Narrow(Vector128<double> value) => AdvSimd.Arm64.ConvertToSingleLower(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Rebased(Doubles2 value) => value._value.AsInt64() + Vector128.Create(DoublesBits.Rebase);
}
