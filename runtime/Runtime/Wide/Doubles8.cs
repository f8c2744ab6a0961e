using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>Doubles of eight rows in a register of 512 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Doubles8 : IDoubles<Doubles8>
{
    private readonly Vector512<double> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles8(Vector512<double> value) => _value = value;

    /// <inheritdoc/>
    public static int Rows => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 operator +(Doubles8 left, Doubles8 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 operator -(Doubles8 left, Doubles8 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 operator *(Doubles8 left, Doubles8 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 operator /(Doubles8 left, Doubles8 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 Create(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 Load(ReadOnlySpan<float> values, int row) =>
        From(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 LoadSum(ReadOnlySpan<double> sums, int row) =>
        new(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 Broadcast(double value) => Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 AtLeast(Doubles8 least, Doubles8 value) => SelectGreater(least, value, least, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 Log(Doubles8 value, Doubles8 exponent) => Scalars.Log(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Doubles8 Log, Doubles8 Inverse) LogAndInverse(Doubles8 total, Doubles8 exponent, Doubles8 sum, Doubles8 own, Doubles8 others) =>
        Scalars.LogAndInverse(total, exponent, sum, own, others);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 FusedMultiplyAdd(Doubles8 a, Doubles8 b, Doubles8 c) => new(Avx512F.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 Exponent(Doubles8 value) =>
        new((Vector512.ShiftRightLogical(Rebased(value), DoublesBits.SignificandBits) | Vector512.Create(DoublesBits.Integer)).AsDouble() - Vector512.Create(DoublesBits.IntegerAndBias));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 Significand(Doubles8 value) =>
        new(((Rebased(value) & Vector512.Create(DoublesBits.Significand)) + Vector512.Create(DoublesBits.AboveSqrtHalf)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles8 SelectGreater(Doubles8 left, Doubles8 right, Doubles8 whenTrue, Doubles8 whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(Doubles8 left, Doubles8 right) => Vector512.LessThanOrEqualAny(left._value, right._value);

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
        Vector256<float> high = Narrow(_value);
        Vector256<float> finite = Vector256.Equals(high - high, Vector256<float>.Zero);
        high.StoreUnsafe(ref MemoryMarshal.GetReference(highs), (nuint)row);
        (Narrow(_value - Widen(high)) & finite).StoreUnsafe(ref MemoryMarshal.GetReference(lows), (nuint)row);
    }

    /// <summary>Floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Doubles8 From(Vector256<float> values) => new(Widen(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(Vector256<float> value) => Avx512F.ConvertToVector512Double(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Narrow(Vector512<double> value) => Avx512F.ConvertToVector256Single(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Rebased(Doubles8 value) => value._value.AsInt64() + Vector512.Create(DoublesBits.Rebase);
}
