using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>Doubles of four rows in a register of 256 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Doubles4 : IDoubles<Doubles4>
{
    private readonly Vector256<double> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles4(Vector256<double> value) => _value = value;

    /// <inheritdoc/>
    public static int Rows => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 operator +(Doubles4 left, Doubles4 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 operator -(Doubles4 left, Doubles4 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 operator *(Doubles4 left, Doubles4 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 operator /(Doubles4 left, Doubles4 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 Create(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 Load(ReadOnlySpan<float> values, int row) =>
        From(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 LoadSum(ReadOnlySpan<double> sums, int row) =>
        new(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 Broadcast(double value) => Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 AtLeast(Doubles4 least, Doubles4 value) => SelectGreater(least, value, least, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 Log(Doubles4 value, Doubles4 exponent) => Scalars.Log(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Doubles4 Log, Doubles4 Inverse) LogAndInverse(Doubles4 total, Doubles4 exponent, Doubles4 sum, Doubles4 own, Doubles4 others) =>
        Scalars.LogAndInverse(total, exponent, sum, own, others);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 FusedMultiplyAdd(Doubles4 a, Doubles4 b, Doubles4 c) => new(Fma.MultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 Exponent(Doubles4 value) =>
        new((Vector256.ShiftRightLogical(Rebased(value), DoublesBits.SignificandBits) | Vector256.Create(DoublesBits.Integer)).AsDouble() - Vector256.Create(DoublesBits.IntegerAndBias));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 Significand(Doubles4 value) =>
        new(((Rebased(value) & Vector256.Create(DoublesBits.Significand)) + Vector256.Create(DoublesBits.AboveSqrtHalf)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles4 SelectGreater(Doubles4 left, Doubles4 right, Doubles4 whenTrue, Doubles4 whenFalse) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyAtMost(Doubles4 left, Doubles4 right) => Vector256.LessThanOrEqualAny(left._value, right._value);

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
        Vector128<float> high = Narrow(_value);
        Vector128<float> finite = Vector128.Equals(high - high, Vector128<float>.Zero);
        high.StoreUnsafe(ref MemoryMarshal.GetReference(highs), (nuint)row);
        (Narrow(_value - Widen(high)) & finite).StoreUnsafe(ref MemoryMarshal.GetReference(lows), (nuint)row);
    }

    /// <summary>Floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Doubles4 From(Vector128<float> values) => new(Widen(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> value) => Avx.ConvertToVector256Double(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Narrow(Vector256<double> value) => Avx.ConvertToVector128Single(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Rebased(Doubles4 value) => value._value.AsInt64() + Vector256.Create(DoublesBits.Rebase);
}
