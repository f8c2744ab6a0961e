using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedKernels.Runtime;

/// <summary>Squares of eight by eight.</summary>
internal readonly struct Transposition256 : ITransposition
{
    /// <inheritdoc/>
    public static nuint Rows => 8;

    /// <inheritdoc/>
    public static nuint Columns => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref float source, nuint columns, ref float lanes)
    {
        Vector256<float> row0 = Vector256.LoadUnsafe(ref source, 0 * columns);
        Vector256<float> row1 = Vector256.LoadUnsafe(ref source, 1 * columns);
        Vector256<float> row2 = Vector256.LoadUnsafe(ref source, 2 * columns);
        Vector256<float> row3 = Vector256.LoadUnsafe(ref source, 3 * columns);
        Vector256<float> row4 = Vector256.LoadUnsafe(ref source, 4 * columns);
        Vector256<float> row5 = Vector256.LoadUnsafe(ref source, 5 * columns);
        Vector256<float> row6 = Vector256.LoadUnsafe(ref source, 6 * columns);
        Vector256<float> row7 = Vector256.LoadUnsafe(ref source, 7 * columns);
        Transpose(ref row0, ref row1, ref row2, ref row3, ref row4, ref row5, ref row6, ref row7);
        row0.StoreUnsafe(ref lanes, 0);
        row1.StoreUnsafe(ref lanes, 8);
        row2.StoreUnsafe(ref lanes, 16);
        row3.StoreUnsafe(ref lanes, 24);
        row4.StoreUnsafe(ref lanes, 32);
        row5.StoreUnsafe(ref lanes, 40);
        row6.StoreUnsafe(ref lanes, 48);
        row7.StoreUnsafe(ref lanes, 56);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint columns)
    {
        Vector256<float> row0 = Vector256.LoadUnsafe(ref lanes, 0);
        Vector256<float> row1 = Vector256.LoadUnsafe(ref lanes, 8);
        Vector256<float> row2 = Vector256.LoadUnsafe(ref lanes, 16);
        Vector256<float> row3 = Vector256.LoadUnsafe(ref lanes, 24);
        Vector256<float> row4 = Vector256.LoadUnsafe(ref lanes, 32);
        Vector256<float> row5 = Vector256.LoadUnsafe(ref lanes, 40);
        Vector256<float> row6 = Vector256.LoadUnsafe(ref lanes, 48);
        Vector256<float> row7 = Vector256.LoadUnsafe(ref lanes, 56);
        Transpose(ref row0, ref row1, ref row2, ref row3, ref row4, ref row5, ref row6, ref row7);
        row0.StoreUnsafe(ref destination, 0 * columns);
        row1.StoreUnsafe(ref destination, 1 * columns);
        row2.StoreUnsafe(ref destination, 2 * columns);
        row3.StoreUnsafe(ref destination, 3 * columns);
        row4.StoreUnsafe(ref destination, 4 * columns);
        row5.StoreUnsafe(ref destination, 5 * columns);
        row6.StoreUnsafe(ref destination, 6 * columns);
        row7.StoreUnsafe(ref destination, 7 * columns);
    }

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
        Vector256<float> row0 = LoadFour(ref source, columns);
        Vector256<float> row1 = LoadFour(ref Unsafe.Add(ref source, columns), columns);
        Vector256<float> row2 = LoadFour(ref Unsafe.Add(ref source, 2 * columns), columns);
        Vector256<float> row3 = LoadFour(ref Unsafe.Add(ref source, 3 * columns), columns);
        TransposeFour(ref row0, ref row1, ref row2, ref row3);
        row0.StoreUnsafe(ref lanes, 0);
        row1.StoreUnsafe(ref lanes, 8);
        row2.StoreUnsafe(ref lanes, 16);
        row3.StoreUnsafe(ref lanes, 24);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourFromLanes(ref float lanes, ref float destination, nuint columns)
    {
        Vector256<float> row0 = Vector256.LoadUnsafe(ref lanes, 0);
        Vector256<float> row1 = Vector256.LoadUnsafe(ref lanes, 8);
        Vector256<float> row2 = Vector256.LoadUnsafe(ref lanes, 16);
        Vector256<float> row3 = Vector256.LoadUnsafe(ref lanes, 24);
        TransposeFour(ref row0, ref row1, ref row2, ref row3);
        StoreFour(row0, ref destination, columns);
        StoreFour(row1, ref Unsafe.Add(ref destination, columns), columns);
        StoreFour(row2, ref Unsafe.Add(ref destination, 2 * columns), columns);
        StoreFour(row3, ref Unsafe.Add(ref destination, 3 * columns), columns);
    }

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
    private static void TransposeFour(ref Vector256<float> row0, ref Vector256<float> row1, ref Vector256<float> row2, ref Vector256<float> row3)
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
