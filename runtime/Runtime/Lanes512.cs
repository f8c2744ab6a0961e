using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>The words of the 512-bit target that have no instruction of their own: tails, masks of bools, and what goes across the lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Lanes512
{
    /// <summary>The columns from <paramref name="index"/> on, <paramref name="identity"/> from <paramref name="end"/> on: nothing beyond is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadTail(ref readonly float source, nuint index, nuint end, float identity)
    {
        if (index + 16 <= end)
        {
            return Vector512.LoadUnsafe(in source, index);
        }

#if NET10_0_OR_GREATER
        // A masked load does not touch the lanes that are left out, even beyond the last page.
        fixed (float* pointer = &source)
        {
            return Avx512F.MaskLoad(pointer + index, MaskSingle(index, end), Vector512.Create(identity));
        }
#else
        return Vector512.Create(Lanes256.LoadTail(in source, index, end, identity), Lanes256.LoadTail(in source, index + 8, end, identity));
#endif
    }

    /// <inheritdoc cref="LoadTail(ref readonly float, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadTail(ref readonly double source, nuint index, nuint end, double identity)
    {
        if (index + 8 <= end)
        {
            return Vector512.LoadUnsafe(in source, index);
        }

#if NET10_0_OR_GREATER
        // A masked load does not touch the lanes that are left out, even beyond the last page.
        fixed (double* pointer = &source)
        {
            return Avx512F.MaskLoad(pointer + index, MaskDouble(index, end), Vector512.Create(identity));
        }
#else
        return Vector512.Create(Lanes256.LoadTail(in source, index, end, identity), Lanes256.LoadTail(in source, index + 4, end, identity));
#endif
    }

    /// <summary>The columns before <paramref name="end"/> as they are, <paramref name="identity"/> beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> KeepTail(Vector512<float> value, nuint index, nuint end, float identity) =>
        Vector512.ConditionalSelect(MaskSingle(index, end), value, Vector512.Create(identity));

    /// <inheritdoc cref="KeepTail(Vector512{float}, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> KeepTail(Vector512<double> value, nuint index, nuint end, double identity) =>
        Vector512.ConditionalSelect(MaskDouble(index, end), value, Vector512.Create(identity));

    /// <summary>Stores the columns before <paramref name="end"/>: nothing beyond is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTail(Vector512<float> value, ref float destination, nuint index, nuint end)
    {
        if (index + 16 <= end)
        {
            value.StoreUnsafe(ref destination, index);
            return;
        }

#if NET10_0_OR_GREATER
        fixed (float* pointer = &destination)
        {
            Avx512F.MaskStore(pointer + index, MaskSingle(index, end), value);
        }
#else
        Lanes256.StoreTail(value.GetLower(), ref destination, index, end);
        Lanes256.StoreTail(value.GetUpper(), ref destination, index + 8, end);
#endif
    }

    /// <inheritdoc cref="StoreTail(Vector512{float}, ref float, nuint, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTail(Vector512<double> value, ref double destination, nuint index, nuint end)
    {
        if (index + 8 <= end)
        {
            value.StoreUnsafe(ref destination, index);
            return;
        }

#if NET10_0_OR_GREATER
        fixed (double* pointer = &destination)
        {
            Avx512F.MaskStore(pointer + index, MaskDouble(index, end), value);
        }
#else
        Lanes256.StoreTail(value.GetLower(), ref destination, index, end);
        Lanes256.StoreTail(value.GetUpper(), ref destination, index + 4, end);
#endif
    }

    /// <summary>As <see cref="LoadTail(ref readonly float, nuint, nuint, float)"/>, of half a register where no more columns are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadShort(ref readonly float source, nuint index, nuint end, float identity) =>
        index + 8 < end
            ? LoadTail(in source, index, end, identity)
            : Vector512.Create(Lanes256.LoadTail(in source, index, end, identity), Vector256.Create(identity));

    /// <inheritdoc cref="LoadShort(ref readonly float, nuint, nuint, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadShort(ref readonly double source, nuint index, nuint end, double identity) =>
        index + 4 < end
            ? LoadTail(in source, index, end, identity)
            : Vector512.Create(Lanes256.LoadTail(in source, index, end, identity), Vector256.Create(identity));

    /// <summary>As <see cref="StoreTail(Vector512{float}, ref float, nuint, nuint)"/>, of half a register where no more columns are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShort(Vector512<float> value, ref float destination, nuint index, nuint end)
    {
        if (index + 8 < end)
        {
            StoreTail(value, ref destination, index, end);
        }
        else
        {
            Lanes256.StoreTail(value.GetLower(), ref destination, index, end);
        }
    }

    /// <inheritdoc cref="StoreShort(Vector512{float}, ref float, nuint, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShort(Vector512<double> value, ref double destination, nuint index, nuint end)
    {
        if (index + 4 < end)
        {
            StoreTail(value, ref destination, index, end);
        }
        else
        {
            Lanes256.StoreTail(value.GetLower(), ref destination, index, end);
        }
    }

    /// <summary>All bits of a lane where the mask is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadMaskSingle(ref readonly bool mask, nuint index) => Widen(Lanes128.Bytes16(in mask, index));

    /// <inheritdoc cref="LoadMaskSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadMaskDouble(ref readonly bool mask, nuint index) => WidenDouble(Lanes128.Bytes8(in mask, index));

    /// <summary>All bits of a lane where the mask is true; lanes from <paramref name="end"/> on are false and not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadMaskTailSingle(ref readonly bool mask, nuint index, nuint end) => Widen(Lanes128.BytesTail(in mask, index, end, 16));

    /// <inheritdoc cref="LoadMaskTailSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadMaskTailDouble(ref readonly bool mask, nuint index, nuint end) => WidenDouble(Lanes128.BytesTail(in mask, index, end, 8));

    /// <summary>Asks for the cache line of a column; beyond the row it does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref readonly T source, nuint index)
        where T : unmanaged =>
        Sse.Prefetch0((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in source)) + (index * (nuint)sizeof(T)));

    /// <summary>The numbers of the columns from <paramref name="index"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ColumnsSingle(nuint index) => Vector512.Create((float)(int)index) + Vector512.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f);

    /// <inheritdoc cref="ColumnsSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ColumnsDouble(nuint index) => Vector512.Create((double)(int)index) + Vector512.Create(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReduceMax(Vector512<float> value) => Lanes256.ReduceMax(Avx.Max(value.GetLower(), value.GetUpper()));

    /// <inheritdoc cref="ReduceMax(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReduceMax(Vector512<double> value) => Lanes256.ReduceMax(Avx.Max(value.GetLower(), value.GetUpper()));

    /// <summary>The sum over 16 virtual lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold(Vector512<double> sum0, Vector512<double> sum1)
    {
        Vector512<double> sum = sum0 + sum1;
        return Lanes256.Fold(sum.GetLower() + sum.GetUpper());
    }

    /// <summary>The sum over 8 virtual lanes and their errors, by halves.</summary>
    public static DoubleDouble FoldCompensated(in Vector512<double> sum, in Vector512<double> error)
    {
        Span<double> sums = stackalloc double[Lanes.OfDoubles];
        Span<double> errors = stackalloc double[Lanes.OfDoubles];
        sum.CopyTo(sums);
        error.CopyTo(errors);
        return Lanes.Fold(sums, errors);
    }

    private static Vector512<float> Widen(Vector128<byte> mask) =>
        ~Vector512.Equals(Avx512F.ConvertToVector512Int32(mask), Vector512<int>.Zero).AsSingle();

    private static Vector512<double> WidenDouble(Vector128<byte> mask) =>
        ~Vector512.Equals(Avx512F.ConvertToVector512Int64(mask), Vector512<long>.Zero).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> MaskSingle(nuint index, nuint end) =>
        Vector512.GreaterThan(Vector512.Create(Lanes256.Left(index, end, 16)), Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MaskDouble(nuint index, nuint end) =>
        Vector512.GreaterThan(Vector512.Create((long)Lanes256.Left(index, end, 8)), Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7)).AsDouble();
}
