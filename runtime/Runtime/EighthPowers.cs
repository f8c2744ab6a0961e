using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>
/// 2^(j/8), j = 0…7, in two parts: the nearest float, and a rest with float · (1 + rest) = 2^(j/8) (<c>eng/fit-exp.py 3 2 8</c>),
/// in the form that each target looks them up in. Of the floats there is, by its bits, what their mantissas have more than the index j in the
/// three highest bits: <see cref="Power(Vector256{float}, float)"/> adds it to an exponent field with j behind it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EighthPowers
{
    /// <summary>Where the index begins in a float.</summary>
    private const int IndexBit = 20;

    private const int P0 = 0;
    private const int P1 = -289342;
    private const int P2 = -509968;
    private const int P3 = -655657;
    private const int P4 = -719629;
    private const int P5 = -694486;
    private const int P6 = -572163;
    private const int P7 = -343865;

    private const float R0 = 0;
    private const float R1 = -1.19921575E-08f;
    private const float R2 = 3.19341815E-08f;
    private const float R3 = -3.09907193E-08f;
    private const float R4 = 1.71142709E-08f;
    private const float R5 = 5.23333421E-09f;
    private const float R6 = -1.47196051E-08f;
    private const float R7 = -6.12825968E-09f;

    /// <summary>The powers, for 128-bit registers.</summary>
    public static (Vector128<byte> Lower, Vector128<byte> Upper) Powers128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Vector128.Create(P0, P1, P2, P3).AsByte(), Vector128.Create(P4, P5, P6, P7).AsByte());
    }

    /// <summary>The rests, for 128-bit registers.</summary>
    public static (Vector128<byte> Lower, Vector128<byte> Upper) Rests128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Vector128.Create(R0, R1, R2, R3).AsByte(), Vector128.Create(R4, R5, R6, R7).AsByte());
    }

    /// <summary>The powers, for 256-bit registers and for single numbers.</summary>
    public static Vector256<float> Powers256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(P0, P1, P2, P3, P4, P5, P6, P7).AsSingle();
    }

    /// <summary>The rests, for 256-bit registers and for single numbers.</summary>
    public static Vector256<float> Rests256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(R0, R1, R2, R3, R4, R5, R6, R7);
    }

    /// <summary>The powers, for 512-bit registers: twice, as a lookup reads a fourth bit.</summary>
    public static Vector512<float> Powers512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(P0, P1, P2, P3, P4, P5, P6, P7, P0, P1, P2, P3, P4, P5, P6, P7).AsSingle();
    }

    /// <summary>The rests, for 512-bit registers: twice, as a lookup reads a fourth bit.</summary>
    public static Vector512<float> Rests512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(R0, R1, R2, R3, R4, R5, R6, R7, R0, R1, R2, R3, R4, R5, R6, R7);
    }

    /// <summary>The entries of a table by the three lowest bits of numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Lookup((Vector128<byte> Lower, Vector128<byte> Upper) table, Vector128<float> numbers)
    {
        Vector128<int> entries = numbers.AsInt32() & Vector128.Create(7);
        Vector128<int> bytes = AdvSimd.MultiplyAdd(Vector128.Create(0x03020100), entries, Vector128.Create(0x04040404));
        return AdvSimd.Arm64.VectorTableLookup(table, bytes.AsByte()).AsSingle();
    }

    /// <inheritdoc cref="Lookup(System.ValueTuple{Vector128{byte}, Vector128{byte}}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Lookup(Vector256<float> table, Vector256<float> numbers) => Avx2.PermuteVar8x32(table, numbers.AsInt32());

    /// <inheritdoc cref="Lookup(System.ValueTuple{Vector128{byte}, Vector128{byte}}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Lookup(Vector512<float> table, Vector512<float> numbers) => Avx512F.PermuteVar16x32(table, numbers.AsInt32());

    /// <inheritdoc cref="Lookup(System.ValueTuple{Vector128{byte}, Vector128{byte}}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Lookup(Vector256<float> table, float number) => table.GetElement(BitConverter.SingleToInt32Bits(number) & 7);

    /// <summary>The powers of two whose exponent field, and eighths below it, are the lowest bits of numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Power((Vector128<byte> Lower, Vector128<byte> Upper) powers, Vector128<float> numbers) =>
        (Lookup(powers, numbers).AsInt32() + (numbers.AsInt32() << IndexBit)).AsSingle();

    /// <inheritdoc cref="Power(System.ValueTuple{Vector128{byte}, Vector128{byte}}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Power(Vector256<float> powers, Vector256<float> numbers) =>
        (Lookup(powers, numbers).AsInt32() + (numbers.AsInt32() << IndexBit)).AsSingle();

    /// <inheritdoc cref="Power(System.ValueTuple{Vector128{byte}, Vector128{byte}}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Power(Vector512<float> powers, Vector512<float> numbers) =>
        (Lookup(powers, numbers).AsInt32() + (numbers.AsInt32() << IndexBit)).AsSingle();

    /// <inheritdoc cref="Power(System.ValueTuple{Vector128{byte}, Vector128{byte}}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Power(Vector256<float> powers, float number) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(Lookup(powers, number)) + (BitConverter.SingleToInt32Bits(number) << IndexBit));
}
