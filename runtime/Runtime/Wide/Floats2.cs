using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary>Floats of two rows in a register of 64 bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Floats2 : IFloats<Floats2, Doubles2>
{
    private readonly Vector64<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Floats2(Vector64<float> value) => _value = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats2 operator +(Floats2 left, Floats2 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats2 operator -(Floats2 left, Floats2 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats2 Create(float value) => new(Vector64.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats2 Load(ref readonly float values) => new(Vector64.LoadUnsafe(in values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Doubles2 Widen() => Doubles2.From(_value);
}
