using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>The words of the 256-bit target that have no instruction of their own: tails, masks of bools, and what goes across the lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Lanes256
{
    /// <summary>The columns from <paramref name="index"/> on, <paramref name="identity"/> from <paramref name="end"/> on: nothing beyond is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadTail(ref readonly float source, nuint index, nuint end, float identity)
    {
        if (index + 8 <= end)
        {
            return Vector256.LoadUnsafe(in source, index);
        }

        Vector256<float> mask = MaskSingle(index, end);
        fixed (float* pointer = &source)
        {
            // A masked load does not touch the lanes that are left out, even beyond the last page.
            return Avx.BlendVariable(Vector256.Create(identity), Avx.MaskLoad(pointer + index, mask), mask);
        }
    }

    /// <inheritdoc cref="LoadTail(ref readonly float, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadTail(ref readonly double source, nuint index, nuint end, double identity)
    {
        if (index + 4 <= end)
        {
            return Vector256.LoadUnsafe(in source, index);
        }

        Vector256<double> mask = MaskDouble(index, end);
        fixed (double* pointer = &source)
        {
            return Avx.BlendVariable(Vector256.Create(identity), Avx.MaskLoad(pointer + index, mask), mask);
        }
    }

    /// <summary>The columns before <paramref name="end"/> as they are, <paramref name="identity"/> beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> KeepTail(Vector256<float> value, nuint index, nuint end, float identity) =>
        Vector256.ConditionalSelect(MaskSingle(index, end), value, Vector256.Create(identity));

    /// <inheritdoc cref="KeepTail(Vector256{float}, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> KeepTail(Vector256<double> value, nuint index, nuint end, double identity) =>
        Vector256.ConditionalSelect(MaskDouble(index, end), value, Vector256.Create(identity));

    /// <summary>Stores the columns before <paramref name="end"/>: nothing beyond is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTail(Vector256<float> value, ref float destination, nuint index, nuint end)
    {
        if (index + 8 <= end)
        {
            value.StoreUnsafe(ref destination, index);
            return;
        }

        fixed (float* pointer = &destination)
        {
            Avx.MaskStore(pointer + index, MaskSingle(index, end), value);
        }
    }

    /// <inheritdoc cref="StoreTail(Vector256{float}, ref float, nuint, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTail(Vector256<double> value, ref double destination, nuint index, nuint end)
    {
        if (index + 4 <= end)
        {
            value.StoreUnsafe(ref destination, index);
            return;
        }

        fixed (double* pointer = &destination)
        {
            Avx.MaskStore(pointer + index, MaskDouble(index, end), value);
        }
    }

    /// <summary>All bits of a lane where the mask is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadMaskSingle(ref readonly bool mask, nuint index) => Widen(Lanes128.Bytes8(in mask, index));

    /// <inheritdoc cref="LoadMaskSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadMaskDouble(ref readonly bool mask, nuint index) => WidenDouble(Lanes128.Bytes4(in mask, index));

    /// <summary>All bits of a lane where the mask is true; lanes from <paramref name="end"/> on are false and not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadMaskTailSingle(ref readonly bool mask, nuint index, nuint end) => Widen(Lanes128.BytesTail(in mask, index, end, 8));

    /// <inheritdoc cref="LoadMaskTailSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadMaskTailDouble(ref readonly bool mask, nuint index, nuint end) => WidenDouble(Lanes128.BytesTail(in mask, index, end, 4));

    /// <summary>Asks for the cache line of a column; beyond the row it does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref readonly T source, nuint index)
        where T : unmanaged =>
        Sse.Prefetch0((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in source)) + (index * (nuint)sizeof(T)));

    /// <summary>The numbers of the columns from <paramref name="index"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ColumnsSingle(nuint index) => Vector256.Create((float)(int)index) + Vector256.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);

    /// <inheritdoc cref="ColumnsSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ColumnsDouble(nuint index) => Vector256.Create((double)(int)index) + Vector256.Create(0.0, 1.0, 2.0, 3.0);

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReduceMax(Vector256<float> value)
    {
        Vector128<float> half = Sse.Max(value.GetLower(), value.GetUpper());
        half = Sse.Max(half, Sse.MoveHighToLow(half, half));
        return Sse.MaxScalar(half, Vector128.Shuffle(half, Vector128.Create(1, 1, 1, 1))).ToScalar();
    }

    /// <inheritdoc cref="ReduceMax(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReduceMax(Vector256<double> value)
    {
        Vector128<double> half = Sse2.Max(value.GetLower(), value.GetUpper());
        return Sse2.MaxScalar(half, Sse2.UnpackHigh(half, half)).ToScalar();
    }

    /// <summary>The sum over 16 virtual lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(Vector256<double> sum0, Vector256<double> sum1, Vector256<double> sum2, Vector256<double> sum3) =>
        Fold((sum0 + sum2) + (sum1 + sum3));

    /// <summary>The sum over 8 virtual lanes and their errors, by halves.</summary>
    public static DoubleDouble FoldCompensated(in Vector256<double> sum0, in Vector256<double> error0, in Vector256<double> sum1, in Vector256<double> error1)
    {
        Span<double> sums = stackalloc double[Lanes.OfDoubles];
        Span<double> errors = stackalloc double[Lanes.OfDoubles];
        sum0.CopyTo(sums);
        sum1.CopyTo(sums[4..]);
        error0.CopyTo(errors);
        error1.CopyTo(errors[4..]);
        return Lanes.Fold(sums, errors);
    }

    /// <summary>The sum over 4 lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Fold(Vector256<double> sum)
    {
        Vector128<double> half = sum.GetLower() + sum.GetUpper();
        return half.ToScalar() + Sse2.UnpackHigh(half, half).ToScalar();
    }

    private static Vector256<float> Widen(Vector128<byte> mask) =>
        ~Vector256.Equals(Avx2.ConvertToVector256Int32(mask), Vector256<int>.Zero).AsSingle();

    private static Vector256<double> WidenDouble(Vector128<byte> mask) =>
        ~Vector256.Equals(Avx2.ConvertToVector256Int64(mask), Vector256<long>.Zero).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> MaskSingle(nuint index, nuint end) =>
        Vector256.GreaterThan(Vector256.Create(Left(index, end, 8)), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> MaskDouble(nuint index, nuint end) =>
        Vector256.GreaterThan(Vector256.Create((long)Left(index, end, 4)), Vector256.Create(0L, 1, 2, 3)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Left(nuint index, nuint end, int lanes) => index >= end ? 0 : (int)nuint.Min(end - index, (nuint)lanes);
}
