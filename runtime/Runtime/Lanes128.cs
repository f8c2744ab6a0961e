using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace FusedKernels.Runtime;

/// <summary>The words of the 128-bit target (arm64) that have no instruction of their own: tails, masks of bools, and what goes across the lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes128
{
    /// <summary>The columns from <paramref name="index"/> on, <paramref name="identity"/> from <paramref name="end"/> on: nothing beyond is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadTail(ref readonly float source, nuint index, nuint end, float identity)
    {
        ref float first = ref Unsafe.AsRef(in source);
        return Left(index, end) switch
        {
            0 => Vector128.Create(identity),
            1 => Vector128.Create(Unsafe.Add(ref first, index), identity, identity, identity),
            2 => Vector128.Create(Unsafe.Add(ref first, index), Unsafe.Add(ref first, index + 1), identity, identity),
            3 => Vector128.Create(Unsafe.Add(ref first, index), Unsafe.Add(ref first, index + 1), Unsafe.Add(ref first, index + 2), identity),
            _ => Vector128.LoadUnsafe(in source, index),
        };
    }

    /// <inheritdoc cref="LoadTail(ref readonly float, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LoadTail(ref readonly double source, nuint index, nuint end, double identity) => Left(index, end) switch
    {
        0 => Vector128.Create(identity),
        1 => Vector128.Create(Unsafe.Add(ref Unsafe.AsRef(in source), index), identity),
        _ => Vector128.LoadUnsafe(in source, index),
    };

    /// <summary>The columns before <paramref name="end"/> as they are, <paramref name="identity"/> beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> KeepTail(Vector128<float> value, nuint index, nuint end, float identity) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create((int)nuint.Min(Left(index, end), 4)), Vector128.Create(0, 1, 2, 3)).AsSingle(), value, Vector128.Create(identity));

    /// <inheritdoc cref="KeepTail(Vector128{float}, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> KeepTail(Vector128<double> value, nuint index, nuint end, double identity) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create((long)nuint.Min(Left(index, end), 2)), Vector128.Create(0L, 1)).AsDouble(), value, Vector128.Create(identity));

    /// <summary>Stores the columns before <paramref name="end"/>: nothing beyond is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTail(Vector128<float> value, ref float destination, nuint index, nuint end)
    {
        nuint left = Left(index, end);
        if (left > 3)
        {
            value.StoreUnsafe(ref destination, index);
            return;
        }

        for (nuint lane = 0; lane < left; lane++)
        {
            Unsafe.Add(ref destination, index + lane) = value.GetElement((int)lane);
        }
    }

    /// <inheritdoc cref="StoreTail(Vector128{float}, ref float, nuint, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTail(Vector128<double> value, ref double destination, nuint index, nuint end)
    {
        nuint left = Left(index, end);
        if (left > 1)
        {
            value.StoreUnsafe(ref destination, index);
        }
        else if (left == 1)
        {
            Unsafe.Add(ref destination, index) = value.ToScalar();
        }
    }

    /// <summary>All bits of a lane where the mask is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadMaskSingle(ref readonly bool mask, nuint index) => Widen(Bytes4(in mask, index)).AsSingle();

    /// <inheritdoc cref="LoadMaskSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LoadMaskDouble(ref readonly bool mask, nuint index) => WidenDouble(Bytes2(in mask, index));

    /// <summary>All bits of a lane where the mask is true; lanes from <paramref name="end"/> on are false and not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadMaskTailSingle(ref readonly bool mask, nuint index, nuint end) => Widen(BytesTail(in mask, index, end, 4)).AsSingle();

    /// <inheritdoc cref="LoadMaskTailSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LoadMaskTailDouble(ref readonly bool mask, nuint index, nuint end) => WidenDouble(BytesTail(in mask, index, end, 2));

    /// <summary>The numbers of the columns from <paramref name="index"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ColumnsSingle(nuint index) => Vector128.Create((float)(int)index) + Vector128.Create(0f, 1f, 2f, 3f);

    /// <inheritdoc cref="ColumnsSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> ColumnsDouble(nuint index) => Vector128.Create((double)(int)index) + Vector128.Create(0.0, 1.0);

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReduceMax(Vector128<float> value) => AdvSimd.Arm64.MaxAcross(value).ToScalar();

    /// <inheritdoc cref="ReduceMax(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReduceMax(Vector128<double> value) => AdvSimd.Arm64.MaxPairwiseScalar(value).ToScalar();

    /// <summary>The sum over 16 virtual lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(
        Vector128<double> sum0, Vector128<double> sum1, Vector128<double> sum2, Vector128<double> sum3,
        Vector128<double> sum4, Vector128<double> sum5, Vector128<double> sum6, Vector128<double> sum7)
    {
        Vector128<double> sum = ((sum0 + sum4) + (sum2 + sum6)) + ((sum1 + sum5) + (sum3 + sum7));
        return sum.ToScalar() + sum.GetElement(1);
    }

    /// <summary>The sum over 8 virtual lanes and their errors, by halves.</summary>
    public static DoubleDouble FoldCompensated(
        in Vector128<double> sum0, in Vector128<double> error0, in Vector128<double> sum1, in Vector128<double> error1,
        in Vector128<double> sum2, in Vector128<double> error2, in Vector128<double> sum3, in Vector128<double> error3)
    {
        Span<double> sums = stackalloc double[Lanes.OfDoubles];
        Span<double> errors = stackalloc double[Lanes.OfDoubles];
        sum0.CopyTo(sums);
        sum1.CopyTo(sums[2..]);
        sum2.CopyTo(sums[4..]);
        sum3.CopyTo(sums[6..]);
        error0.CopyTo(errors);
        error1.CopyTo(errors[2..]);
        error2.CopyTo(errors[4..]);
        error3.CopyTo(errors[6..]);
        return Lanes.Fold(sums, errors);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Bytes16(ref readonly bool mask, nuint index) => Vector128.LoadUnsafe(ref Byte(in mask), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Bytes8(ref readonly bool mask, nuint index) =>
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref Byte(in mask), index))).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Bytes4(ref readonly bool mask, nuint index) =>
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref Byte(in mask), index))).AsByte();

    /// <summary>Up to 16 bytes of a mask, 0 from <paramref name="end"/> on.</summary>
    internal static Vector128<byte> BytesTail(ref readonly bool mask, nuint index, nuint end, nuint lanes)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        for (nuint lane = 0; lane < lanes && index + lane < end; lane++)
        {
            bytes[(int)lane] = Unsafe.Add(ref Byte(in mask), index + lane);
        }

        return Vector128.Create<byte>(bytes);
    }

    private static Vector128<byte> Bytes2(ref readonly bool mask, nuint index) =>
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref Byte(in mask), index))).AsByte();

    private static ref byte Byte(ref readonly bool mask) => ref Unsafe.As<bool, byte>(ref Unsafe.AsRef(in mask));

    private static Vector128<int> Widen(Vector128<byte> mask) =>
        ~Vector128.Equals(Vector128.WidenLower(Vector128.WidenLower(mask)).AsInt32(), Vector128<int>.Zero);

    private static Vector128<double> WidenDouble(Vector128<byte> mask) =>
        ~Vector128.Equals(Vector128.WidenLower(Vector128.WidenLower(Vector128.WidenLower(mask))).AsInt64(), Vector128<long>.Zero).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Left(nuint index, nuint end) => index >= end ? 0 : end - index;
}
