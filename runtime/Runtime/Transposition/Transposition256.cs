using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>Squares of eight by eight.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Transposition256 : ITransposition
{
    /// <inheritdoc/>
    public static nuint Rows => 8;

    /// <inheritdoc/>
    public static nuint Columns => 8;

    /// <summary>A block of rows that are <paramref name="columns"/> apart, to a register for each of its eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float rows, nuint columns, out Vector256<float> column0, out Vector256<float> column1, out Vector256<float> column2, out Vector256<float> column3, out Vector256<float> column4, out Vector256<float> column5, out Vector256<float> column6, out Vector256<float> column7)
    {
        column0 = Vector256.LoadUnsafe(ref rows, 0 * columns);
        column1 = Vector256.LoadUnsafe(ref rows, 1 * columns);
        column2 = Vector256.LoadUnsafe(ref rows, 2 * columns);
        column3 = Vector256.LoadUnsafe(ref rows, 3 * columns);
        column4 = Vector256.LoadUnsafe(ref rows, 4 * columns);
        column5 = Vector256.LoadUnsafe(ref rows, 5 * columns);
        column6 = Vector256.LoadUnsafe(ref rows, 6 * columns);
        column7 = Vector256.LoadUnsafe(ref rows, 7 * columns);
        Transpose(ref column0, ref column1, ref column2, ref column3, ref column4, ref column5, ref column6, ref column7);
    }

    /// <summary>A register for each of eight columns, to a block of rows that are <paramref name="columns"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float rows, nuint columns, Vector256<float> column0, Vector256<float> column1, Vector256<float> column2, Vector256<float> column3, Vector256<float> column4, Vector256<float> column5, Vector256<float> column6, Vector256<float> column7)
    {
        Transpose(ref column0, ref column1, ref column2, ref column3, ref column4, ref column5, ref column6, ref column7);
        column0.StoreUnsafe(ref rows, 0 * columns);
        column1.StoreUnsafe(ref rows, 1 * columns);
        column2.StoreUnsafe(ref rows, 2 * columns);
        column3.StoreUnsafe(ref rows, 3 * columns);
        column4.StoreUnsafe(ref rows, 4 * columns);
        column5.StoreUnsafe(ref rows, 5 * columns);
        column6.StoreUnsafe(ref rows, 6 * columns);
        column7.StoreUnsafe(ref rows, 7 * columns);
    }

    /// <summary>A block of rows that are <paramref name="columns"/> apart, to a register for each of its first four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float rows, nuint columns, out Vector256<float> column0, out Vector256<float> column1, out Vector256<float> column2, out Vector256<float> column3)
    {
        column0 = LoadFour(ref rows, columns);
        column1 = LoadFour(ref Unsafe.Add(ref rows, columns), columns);
        column2 = LoadFour(ref Unsafe.Add(ref rows, 2 * columns), columns);
        column3 = LoadFour(ref Unsafe.Add(ref rows, 3 * columns), columns);
        Transpose(ref column0, ref column1, ref column2, ref column3);
    }

    /// <summary>A register for each of four columns, to a block of rows that are <paramref name="columns"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float rows, nuint columns, Vector256<float> column0, Vector256<float> column1, Vector256<float> column2, Vector256<float> column3)
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
        Load(ref source, columns, out Vector256<float> column0, out Vector256<float> column1, out Vector256<float> column2, out Vector256<float> column3, out Vector256<float> column4, out Vector256<float> column5, out Vector256<float> column6, out Vector256<float> column7);
        column0.StoreUnsafe(ref lanes, 0);
        column1.StoreUnsafe(ref lanes, 8);
        column2.StoreUnsafe(ref lanes, 16);
        column3.StoreUnsafe(ref lanes, 24);
        column4.StoreUnsafe(ref lanes, 32);
        column5.StoreUnsafe(ref lanes, 40);
        column6.StoreUnsafe(ref lanes, 48);
        column7.StoreUnsafe(ref lanes, 56);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint columns) => Store(
        ref destination,
        columns,
        Vector256.LoadUnsafe(ref lanes, 0),
        Vector256.LoadUnsafe(ref lanes, 8),
        Vector256.LoadUnsafe(ref lanes, 16),
        Vector256.LoadUnsafe(ref lanes, 24),
        Vector256.LoadUnsafe(ref lanes, 32),
        Vector256.LoadUnsafe(ref lanes, 40),
        Vector256.LoadUnsafe(ref lanes, 48),
        Vector256.LoadUnsafe(ref lanes, 56));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromTwoLanes(ref float lanes, ref float destination)
    {
        Vector256<float> first = Vector256.LoadUnsafe(ref lanes, 0);
        Vector256<float> second = Vector256.LoadUnsafe(ref lanes, 8);
        Vector256<float> low = Avx.UnpackLow(first, second);
        Vector256<float> high = Avx.UnpackHigh(first, second);
        Avx.Permute2x128(low, high, 0x20).StoreUnsafe(ref destination, 0);
        Avx.Permute2x128(low, high, 0x31).StoreUnsafe(ref destination, 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourToLanes(ref float source, nuint columns, ref float lanes)
    {
        Load(ref source, columns, out Vector256<float> column0, out Vector256<float> column1, out Vector256<float> column2, out Vector256<float> column3);
        column0.StoreUnsafe(ref lanes, 0);
        column1.StoreUnsafe(ref lanes, 8);
        column2.StoreUnsafe(ref lanes, 16);
        column3.StoreUnsafe(ref lanes, 24);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourFromLanes(ref float lanes, ref float destination, nuint columns) => Store(
        ref destination,
        columns,
        Vector256.LoadUnsafe(ref lanes, 0),
        Vector256.LoadUnsafe(ref lanes, 8),
        Vector256.LoadUnsafe(ref lanes, 16),
        Vector256.LoadUnsafe(ref lanes, 24));

    /// <summary>Four columns of every fourth row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadFour(ref float source, nuint columns)
    {
        return Vector128.LoadUnsafe(ref source).ToVector256Unsafe().WithUpper(Vector128.LoadUnsafe(ref source, 4 * columns));
    }

    /// <inheritdoc cref="LoadFour"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector256<float> rows, ref float destination, nuint columns)
    {
        rows.GetLower().StoreUnsafe(ref destination);
        rows.GetUpper().StoreUnsafe(ref destination, 4 * columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<float> row0, ref Vector256<float> row1, ref Vector256<float> row2, ref Vector256<float> row3)
    {
        Vector256<double> lower01 = Avx.UnpackLow(row0, row1).AsDouble();
        Vector256<double> upper01 = Avx.UnpackHigh(row0, row1).AsDouble();
        Vector256<double> lower23 = Avx.UnpackLow(row2, row3).AsDouble();
        Vector256<double> upper23 = Avx.UnpackHigh(row2, row3).AsDouble();
        row0 = Avx.UnpackLow(lower01, lower23).AsSingle();
        row1 = Avx.UnpackHigh(lower01, lower23).AsSingle();
        row2 = Avx.UnpackLow(upper01, upper23).AsSingle();
        row3 = Avx.UnpackHigh(upper01, upper23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector256<float> row0, ref Vector256<float> row1, ref Vector256<float> row2, ref Vector256<float> row3,
        ref Vector256<float> row4, ref Vector256<float> row5, ref Vector256<float> row6, ref Vector256<float> row7)
    {
        Vector256<double> lower01 = Avx.UnpackLow(row0, row1).AsDouble();
        Vector256<double> upper01 = Avx.UnpackHigh(row0, row1).AsDouble();
        Vector256<double> lower23 = Avx.UnpackLow(row2, row3).AsDouble();
        Vector256<double> upper23 = Avx.UnpackHigh(row2, row3).AsDouble();
        Vector256<double> lower45 = Avx.UnpackLow(row4, row5).AsDouble();
        Vector256<double> upper45 = Avx.UnpackHigh(row4, row5).AsDouble();
        Vector256<double> lower67 = Avx.UnpackLow(row6, row7).AsDouble();
        Vector256<double> upper67 = Avx.UnpackHigh(row6, row7).AsDouble();
        Vector256<double> low0 = Avx.UnpackLow(lower01, lower23);
        Vector256<double> low1 = Avx.UnpackHigh(lower01, lower23);
        Vector256<double> low2 = Avx.UnpackLow(upper01, upper23);
        Vector256<double> low3 = Avx.UnpackHigh(upper01, upper23);
        Vector256<double> high0 = Avx.UnpackLow(lower45, lower67);
        Vector256<double> high1 = Avx.UnpackHigh(lower45, lower67);
        Vector256<double> high2 = Avx.UnpackLow(upper45, upper67);
        Vector256<double> high3 = Avx.UnpackHigh(upper45, upper67);
        row0 = Avx.Permute2x128(low0, high0, 0x20).AsSingle();
        row1 = Avx.Permute2x128(low1, high1, 0x20).AsSingle();
        row2 = Avx.Permute2x128(low2, high2, 0x20).AsSingle();
        row3 = Avx.Permute2x128(low3, high3, 0x20).AsSingle();
        row4 = Avx.Permute2x128(low0, high0, 0x31).AsSingle();
        row5 = Avx.Permute2x128(low1, high1, 0x31).AsSingle();
        row6 = Avx.Permute2x128(low2, high2, 0x31).AsSingle();
        row7 = Avx.Permute2x128(low3, high3, 0x31).AsSingle();
    }
}
