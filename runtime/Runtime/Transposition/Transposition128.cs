using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace FusedKernels.Runtime;

/// <summary>Squares of four by four.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Transposition128 : ITransposition
{
    /// <inheritdoc/>
    public static nuint Rows => 4;

    /// <inheritdoc/>
    public static nuint Columns => 4;

    /// <summary>A block of rows that are <paramref name="columns"/> apart, to a register for each of its four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(ref float rows, nuint columns, out Vector128<float> column0, out Vector128<float> column1, out Vector128<float> column2, out Vector128<float> column3)
    {
        column0 = Vector128.LoadUnsafe(ref rows, 0 * columns);
        column1 = Vector128.LoadUnsafe(ref rows, 1 * columns);
        column2 = Vector128.LoadUnsafe(ref rows, 2 * columns);
        column3 = Vector128.LoadUnsafe(ref rows, 3 * columns);
        Transpose(ref column0, ref column1, ref column2, ref column3);
    }

    /// <summary>A register for each of four columns, to a block of rows that are <paramref name="columns"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float rows, nuint columns, Vector128<float> column0, Vector128<float> column1, Vector128<float> column2, Vector128<float> column3)
    {
        Transpose(ref column0, ref column1, ref column2, ref column3);
        column0.StoreUnsafe(ref rows, 0 * columns);
        column1.StoreUnsafe(ref rows, 1 * columns);
        column2.StoreUnsafe(ref rows, 2 * columns);
        column3.StoreUnsafe(ref rows, 3 * columns);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref float source, nuint columns, ref float lanes)
    {
        Load(ref source, columns, out Vector128<float> column0, out Vector128<float> column1, out Vector128<float> column2, out Vector128<float> column3);
        column0.StoreUnsafe(ref lanes, 0);
        column1.StoreUnsafe(ref lanes, 4);
        column2.StoreUnsafe(ref lanes, 8);
        column3.StoreUnsafe(ref lanes, 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint columns) => Store(
        ref destination,
        columns,
        Vector128.LoadUnsafe(ref lanes, 0),
        Vector128.LoadUnsafe(ref lanes, 4),
        Vector128.LoadUnsafe(ref lanes, 8),
        Vector128.LoadUnsafe(ref lanes, 12));

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
