using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>Squares of eight by eight, two at a time: rows r and r + 8 share a register.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Transposition512 : ITransposition
{
    /// <inheritdoc/>
    public static nuint Rows => 16;

    /// <inheritdoc/>
    public static nuint Columns => 8;

    /// <summary>A block of rows that are <paramref name="columns"/> apart, to a register for each of its eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float rows, nuint columns, out Vector512<float> column0, out Vector512<float> column1, out Vector512<float> column2, out Vector512<float> column3, out Vector512<float> column4, out Vector512<float> column5, out Vector512<float> column6, out Vector512<float> column7)
    {
        column0 = Vector256.LoadUnsafe(ref rows, 0 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 8 * columns));
        column1 = Vector256.LoadUnsafe(ref rows, 1 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 9 * columns));
        column2 = Vector256.LoadUnsafe(ref rows, 2 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 10 * columns));
        column3 = Vector256.LoadUnsafe(ref rows, 3 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 11 * columns));
        column4 = Vector256.LoadUnsafe(ref rows, 4 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 12 * columns));
        column5 = Vector256.LoadUnsafe(ref rows, 5 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 13 * columns));
        column6 = Vector256.LoadUnsafe(ref rows, 6 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 14 * columns));
        column7 = Vector256.LoadUnsafe(ref rows, 7 * columns).ToVector512Unsafe().WithUpper(Vector256.LoadUnsafe(ref rows, 15 * columns));
        Transpose(ref column0, ref column1, ref column2, ref column3, ref column4, ref column5, ref column6, ref column7);
    }

    /// <summary>A register for each of eight columns, to a block of rows that are <paramref name="columns"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float rows, nuint columns, Vector512<float> column0, Vector512<float> column1, Vector512<float> column2, Vector512<float> column3, Vector512<float> column4, Vector512<float> column5, Vector512<float> column6, Vector512<float> column7)
    {
        Transpose(ref column0, ref column1, ref column2, ref column3, ref column4, ref column5, ref column6, ref column7);
        column0.GetLower().StoreUnsafe(ref rows, 0 * columns);
        column0.GetUpper().StoreUnsafe(ref rows, 8 * columns);
        column1.GetLower().StoreUnsafe(ref rows, 1 * columns);
        column1.GetUpper().StoreUnsafe(ref rows, 9 * columns);
        column2.GetLower().StoreUnsafe(ref rows, 2 * columns);
        column2.GetUpper().StoreUnsafe(ref rows, 10 * columns);
        column3.GetLower().StoreUnsafe(ref rows, 3 * columns);
        column3.GetUpper().StoreUnsafe(ref rows, 11 * columns);
        column4.GetLower().StoreUnsafe(ref rows, 4 * columns);
        column4.GetUpper().StoreUnsafe(ref rows, 12 * columns);
        column5.GetLower().StoreUnsafe(ref rows, 5 * columns);
        column5.GetUpper().StoreUnsafe(ref rows, 13 * columns);
        column6.GetLower().StoreUnsafe(ref rows, 6 * columns);
        column6.GetUpper().StoreUnsafe(ref rows, 14 * columns);
        column7.GetLower().StoreUnsafe(ref rows, 7 * columns);
        column7.GetUpper().StoreUnsafe(ref rows, 15 * columns);
    }

    /// <summary>A block of rows that are <paramref name="columns"/> apart, to a register for each of its first four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float rows, nuint columns, out Vector512<float> column0, out Vector512<float> column1, out Vector512<float> column2, out Vector512<float> column3)
    {
        column0 = LoadFour(ref rows, columns);
        column1 = LoadFour(ref Unsafe.Add(ref rows, columns), columns);
        column2 = LoadFour(ref Unsafe.Add(ref rows, 2 * columns), columns);
        column3 = LoadFour(ref Unsafe.Add(ref rows, 3 * columns), columns);
        Transpose(ref column0, ref column1, ref column2, ref column3);
    }

    /// <summary>A register for each of four columns, to a block of rows that are <paramref name="columns"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float rows, nuint columns, Vector512<float> column0, Vector512<float> column1, Vector512<float> column2, Vector512<float> column3)
    {
        Transpose(ref column0, ref column1, ref column2, ref column3);
        StoreFour(column0, ref rows, columns);
        StoreFour(column1, ref Unsafe.Add(ref rows, columns), columns);
        StoreFour(column2, ref Unsafe.Add(ref rows, 2 * columns), columns);
        StoreFour(column3, ref Unsafe.Add(ref rows, 3 * columns), columns);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref float source, nuint columns, ref float lanes)
    {
        Load(ref source, columns, out Vector512<float> column0, out Vector512<float> column1, out Vector512<float> column2, out Vector512<float> column3, out Vector512<float> column4, out Vector512<float> column5, out Vector512<float> column6, out Vector512<float> column7);
        column0.StoreUnsafe(ref lanes, 0);
        column1.StoreUnsafe(ref lanes, 16);
        column2.StoreUnsafe(ref lanes, 32);
        column3.StoreUnsafe(ref lanes, 48);
        column4.StoreUnsafe(ref lanes, 64);
        column5.StoreUnsafe(ref lanes, 80);
        column6.StoreUnsafe(ref lanes, 96);
        column7.StoreUnsafe(ref lanes, 112);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint columns) => Store(
        ref destination,
        columns,
        Vector512.LoadUnsafe(ref lanes, 0),
        Vector512.LoadUnsafe(ref lanes, 16),
        Vector512.LoadUnsafe(ref lanes, 32),
        Vector512.LoadUnsafe(ref lanes, 48),
        Vector512.LoadUnsafe(ref lanes, 64),
        Vector512.LoadUnsafe(ref lanes, 80),
        Vector512.LoadUnsafe(ref lanes, 96),
        Vector512.LoadUnsafe(ref lanes, 112));

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
        Load(ref source, columns, out Vector512<float> column0, out Vector512<float> column1, out Vector512<float> column2, out Vector512<float> column3);
        column0.StoreUnsafe(ref lanes, 0);
        column1.StoreUnsafe(ref lanes, 16);
        column2.StoreUnsafe(ref lanes, 32);
        column3.StoreUnsafe(ref lanes, 48);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourFromLanes(ref float lanes, ref float destination, nuint columns) => Store(
        ref destination,
        columns,
        Vector512.LoadUnsafe(ref lanes, 0),
        Vector512.LoadUnsafe(ref lanes, 16),
        Vector512.LoadUnsafe(ref lanes, 32),
        Vector512.LoadUnsafe(ref lanes, 48));

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
    private static void Transpose(ref Vector512<float> row0, ref Vector512<float> row1, ref Vector512<float> row2, ref Vector512<float> row3)
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
