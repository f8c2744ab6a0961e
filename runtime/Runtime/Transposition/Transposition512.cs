using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>Squares of eight by eight, two at a time: rows r and r + 8 share a register.</summary>
internal readonly struct Transposition512 : ITransposition
{
    /// <inheritdoc/>
    public static nuint Rows => 16;

    /// <inheritdoc/>
    public static nuint Columns => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref float source, nuint columns, ref float lanes)
    {
        Vector512<float> row0 = Vector256.LoadUnsafe(ref source, 0 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 8 * columns));
        Vector512<float> row1 = Vector256.LoadUnsafe(ref source, 1 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 9 * columns));
        Vector512<float> row2 = Vector256.LoadUnsafe(ref source, 2 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 10 * columns));
        Vector512<float> row3 = Vector256.LoadUnsafe(ref source, 3 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 11 * columns));
        Vector512<float> row4 = Vector256.LoadUnsafe(ref source, 4 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 12 * columns));
        Vector512<float> row5 = Vector256.LoadUnsafe(ref source, 5 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 13 * columns));
        Vector512<float> row6 = Vector256.LoadUnsafe(ref source, 6 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 14 * columns));
        Vector512<float> row7 = Vector256.LoadUnsafe(ref source, 7 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref source, 15 * columns));
        Transpose(ref row0, ref row1, ref row2, ref row3, ref row4, ref row5, ref row6, ref row7);
        row0.StoreUnsafe(ref lanes, 0);
        row1.StoreUnsafe(ref lanes, 16);
        row2.StoreUnsafe(ref lanes, 32);
        row3.StoreUnsafe(ref lanes, 48);
        row4.StoreUnsafe(ref lanes, 64);
        row5.StoreUnsafe(ref lanes, 80);
        row6.StoreUnsafe(ref lanes, 96);
        row7.StoreUnsafe(ref lanes, 112);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint columns)
    {
        Vector512<float> row0 = Vector512.LoadUnsafe(ref lanes, 0);
        Vector512<float> row1 = Vector512.LoadUnsafe(ref lanes, 16);
        Vector512<float> row2 = Vector512.LoadUnsafe(ref lanes, 32);
        Vector512<float> row3 = Vector512.LoadUnsafe(ref lanes, 48);
        Vector512<float> row4 = Vector512.LoadUnsafe(ref lanes, 64);
        Vector512<float> row5 = Vector512.LoadUnsafe(ref lanes, 80);
        Vector512<float> row6 = Vector512.LoadUnsafe(ref lanes, 96);
        Vector512<float> row7 = Vector512.LoadUnsafe(ref lanes, 112);
        Transpose(ref row0, ref row1, ref row2, ref row3, ref row4, ref row5, ref row6, ref row7);
        row0.GetLower().StoreUnsafe(ref destination, 0 * columns);
        row0.GetUpper().StoreUnsafe(ref destination, 8 * columns);
        row1.GetLower().StoreUnsafe(ref destination, 1 * columns);
        row1.GetUpper().StoreUnsafe(ref destination, 9 * columns);
        row2.GetLower().StoreUnsafe(ref destination, 2 * columns);
        row2.GetUpper().StoreUnsafe(ref destination, 10 * columns);
        row3.GetLower().StoreUnsafe(ref destination, 3 * columns);
        row3.GetUpper().StoreUnsafe(ref destination, 11 * columns);
        row4.GetLower().StoreUnsafe(ref destination, 4 * columns);
        row4.GetUpper().StoreUnsafe(ref destination, 12 * columns);
        row5.GetLower().StoreUnsafe(ref destination, 5 * columns);
        row5.GetUpper().StoreUnsafe(ref destination, 13 * columns);
        row6.GetLower().StoreUnsafe(ref destination, 6 * columns);
        row6.GetUpper().StoreUnsafe(ref destination, 14 * columns);
        row7.GetLower().StoreUnsafe(ref destination, 7 * columns);
        row7.GetUpper().StoreUnsafe(ref destination, 15 * columns);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromTwoLanes(ref float lanes, ref float destination)
    {
        Vector512<float> first = Vector512.LoadUnsafe(ref lanes, 0);
        Vector512<float> second = Vector512.LoadUnsafe(ref lanes, 16);
        Avx512F.PermuteVar16x32x2(first, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), second).StoreUnsafe(ref destination, 0);
        Avx512F.PermuteVar16x32x2(first, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), second).StoreUnsafe(ref destination, 16);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourToLanes(ref float source, nuint columns, ref float lanes)
    {
        Vector512<float> row0 = LoadFour(ref source, columns);
        Vector512<float> row1 = LoadFour(ref Unsafe.Add(ref source, columns), columns);
        Vector512<float> row2 = LoadFour(ref Unsafe.Add(ref source, 2 * columns), columns);
        Vector512<float> row3 = LoadFour(ref Unsafe.Add(ref source, 3 * columns), columns);
        TransposeFour(ref row0, ref row1, ref row2, ref row3);
        row0.StoreUnsafe(ref lanes, 0);
        row1.StoreUnsafe(ref lanes, 16);
        row2.StoreUnsafe(ref lanes, 32);
        row3.StoreUnsafe(ref lanes, 48);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourFromLanes(ref float lanes, ref float destination, nuint columns)
    {
        Vector512<float> row0 = Vector512.LoadUnsafe(ref lanes, 0);
        Vector512<float> row1 = Vector512.LoadUnsafe(ref lanes, 16);
        Vector512<float> row2 = Vector512.LoadUnsafe(ref lanes, 32);
        Vector512<float> row3 = Vector512.LoadUnsafe(ref lanes, 48);
        TransposeFour(ref row0, ref row1, ref row2, ref row3);
        StoreFour(row0, ref destination, columns);
        StoreFour(row1, ref Unsafe.Add(ref destination, columns), columns);
        StoreFour(row2, ref Unsafe.Add(ref destination, 2 * columns), columns);
        StoreFour(row3, ref Unsafe.Add(ref destination, 3 * columns), columns);
    }

    /// <summary>Four columns of every fourth row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadFour(ref float source, nuint columns)
    {
        Vector256<float> lower = Vector128.LoadUnsafe(ref source).ToVector256Unsafe().WithUpper(Vector128.LoadUnsafe(ref source, 4 * columns));
        Vector256<float> upper = Vector128.LoadUnsafe(ref source, 8 * columns).ToVector256Unsafe().WithUpper(Vector128.LoadUnsafe(ref source, 12 * columns));
        return lower.ToVector512Unsafe().WithUpper(upper);
    }

    /// <inheritdoc cref="LoadFour"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector512<float> rows, ref float destination, nuint columns)
    {
        rows.GetLower().GetLower().StoreUnsafe(ref destination);
        rows.GetLower().GetUpper().StoreUnsafe(ref destination, 4 * columns);
        rows.GetUpper().GetLower().StoreUnsafe(ref destination, 8 * columns);
        rows.GetUpper().GetUpper().StoreUnsafe(ref destination, 12 * columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref Vector512<float> row0, ref Vector512<float> row1, ref Vector512<float> row2, ref Vector512<float> row3)
    {
        Vector512<double> lower01 = Avx512F.UnpackLow(row0, row1).AsDouble();
        Vector512<double> upper01 = Avx512F.UnpackHigh(row0, row1).AsDouble();
        Vector512<double> lower23 = Avx512F.UnpackLow(row2, row3).AsDouble();
        Vector512<double> upper23 = Avx512F.UnpackHigh(row2, row3).AsDouble();
        row0 = Avx512F.UnpackLow(lower01, lower23).AsSingle();
        row1 = Avx512F.UnpackHigh(lower01, lower23).AsSingle();
        row2 = Avx512F.UnpackLow(upper01, upper23).AsSingle();
        row3 = Avx512F.UnpackHigh(upper01, upper23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector512<float> row0, ref Vector512<float> row1, ref Vector512<float> row2, ref Vector512<float> row3,
        ref Vector512<float> row4, ref Vector512<float> row5, ref Vector512<float> row6, ref Vector512<float> row7)
    {
        Vector512<double> lower01 = Avx512F.UnpackLow(row0, row1).AsDouble();
        Vector512<double> upper01 = Avx512F.UnpackHigh(row0, row1).AsDouble();
        Vector512<double> lower23 = Avx512F.UnpackLow(row2, row3).AsDouble();
        Vector512<double> upper23 = Avx512F.UnpackHigh(row2, row3).AsDouble();
        Vector512<double> lower45 = Avx512F.UnpackLow(row4, row5).AsDouble();
        Vector512<double> upper45 = Avx512F.UnpackHigh(row4, row5).AsDouble();
        Vector512<double> lower67 = Avx512F.UnpackLow(row6, row7).AsDouble();
        Vector512<double> upper67 = Avx512F.UnpackHigh(row6, row7).AsDouble();
        Vector512<double> low0 = Avx512F.UnpackLow(lower01, lower23);
        Vector512<double> low1 = Avx512F.UnpackHigh(lower01, lower23);
        Vector512<double> low2 = Avx512F.UnpackLow(upper01, upper23);
        Vector512<double> low3 = Avx512F.UnpackHigh(upper01, upper23);
        Vector512<double> high0 = Avx512F.UnpackLow(lower45, lower67);
        Vector512<double> high1 = Avx512F.UnpackHigh(lower45, lower67);
        Vector512<double> high2 = Avx512F.UnpackLow(upper45, upper67);
        Vector512<double> high3 = Avx512F.UnpackHigh(upper45, upper67);
        Vector512<long> lower = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
        Vector512<long> upper = Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15);
        row0 = Avx512F.PermuteVar8x64x2(low0, lower, high0).AsSingle();
        row1 = Avx512F.PermuteVar8x64x2(low1, lower, high1).AsSingle();
        row2 = Avx512F.PermuteVar8x64x2(low2, lower, high2).AsSingle();
        row3 = Avx512F.PermuteVar8x64x2(low3, lower, high3).AsSingle();
        row4 = Avx512F.PermuteVar8x64x2(low0, upper, high0).AsSingle();
        row5 = Avx512F.PermuteVar8x64x2(low1, upper, high1).AsSingle();
        row6 = Avx512F.PermuteVar8x64x2(low2, upper, high2).AsSingle();
        row7 = Avx512F.PermuteVar8x64x2(low3, upper, high3).AsSingle();
    }
}
