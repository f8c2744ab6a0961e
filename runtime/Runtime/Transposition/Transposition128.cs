using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace FusedKernels.Runtime;

/// <summary>Squares of four by four.</summary>
internal readonly struct Transposition128 : ITransposition
{
    /// <inheritdoc/>
    public static nuint Rows => 4;

    /// <inheritdoc/>
    public static nuint Columns => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref float source, nuint columns, ref float lanes)
    {
        Vector128<float> row0 = Vector128.LoadUnsafe(ref source, 0 * columns);
        Vector128<float> row1 = Vector128.LoadUnsafe(ref source, 1 * columns);
        Vector128<float> row2 = Vector128.LoadUnsafe(ref source, 2 * columns);
        Vector128<float> row3 = Vector128.LoadUnsafe(ref source, 3 * columns);
        Transpose(ref row0, ref row1, ref row2, ref row3);
        row0.StoreUnsafe(ref lanes, 0);
        row1.StoreUnsafe(ref lanes, 4);
        row2.StoreUnsafe(ref lanes, 8);
        row3.StoreUnsafe(ref lanes, 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint columns)
    {
        Vector128<float> row0 = Vector128.LoadUnsafe(ref lanes, 0);
        Vector128<float> row1 = Vector128.LoadUnsafe(ref lanes, 4);
        Vector128<float> row2 = Vector128.LoadUnsafe(ref lanes, 8);
        Vector128<float> row3 = Vector128.LoadUnsafe(ref lanes, 12);
        Transpose(ref row0, ref row1, ref row2, ref row3);
        row0.StoreUnsafe(ref destination, 0 * columns);
        row1.StoreUnsafe(ref destination, 1 * columns);
        row2.StoreUnsafe(ref destination, 2 * columns);
        row3.StoreUnsafe(ref destination, 3 * columns);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromTwoLanes(ref float lanes, ref float destination)
    {
        Vector128<float> first = Vector128.LoadUnsafe(ref lanes, 0);
        Vector128<float> second = Vector128.LoadUnsafe(ref lanes, 4);
        AdvSimd.Arm64.ZipLow(first, second).StoreUnsafe(ref destination, 0);
        AdvSimd.Arm64.ZipHigh(first, second).StoreUnsafe(ref destination, 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourToLanes(ref float source, nuint columns, ref float lanes) => ToLanes(ref source, columns, ref lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourFromLanes(ref float lanes, ref float destination, nuint columns) => FromLanes(ref lanes, ref destination, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector128<float> row0, ref Vector128<float> row1, ref Vector128<float> row2, ref Vector128<float> row3)
    {
        Vector128<double> lower01 = AdvSimd.Arm64.ZipLow(row0, row1).AsDouble();
        Vector128<double> upper01 = AdvSimd.Arm64.ZipHigh(row0, row1).AsDouble();
        Vector128<double> lower23 = AdvSimd.Arm64.ZipLow(row2, row3).AsDouble();
        Vector128<double> upper23 = AdvSimd.Arm64.ZipHigh(row2, row3).AsDouble();
        row0 = AdvSimd.Arm64.ZipLow(lower01, lower23).AsSingle();
        row1 = AdvSimd.Arm64.ZipHigh(lower01, lower23).AsSingle();
        row2 = AdvSimd.Arm64.ZipLow(upper01, upper23).AsSingle();
        row3 = AdvSimd.Arm64.ZipHigh(upper01, upper23).AsSingle();
    }
}
