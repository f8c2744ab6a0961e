using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Runtime;

/// <summary>What is done with a row's <see cref="Reference{T}.Shift"/>: a pass is compiled for each, and one of them has nothing to do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IShift
{
    /// <summary>value − shift.</summary>
    static abstract Vector128<T> Subtract<T>(Vector128<T> value, Vector128<T> shift);

    /// <inheritdoc cref="Subtract{T}(Vector128{T}, Vector128{T})"/>
    static abstract Vector256<T> Subtract<T>(Vector256<T> value, Vector256<T> shift);

    /// <inheritdoc cref="Subtract{T}(Vector128{T}, Vector128{T})"/>
    static abstract Vector512<T> Subtract<T>(Vector512<T> value, Vector512<T> shift);
}

/// <summary>Rows whose maximum is so large that it is subtracted.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Shifted : IShift
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract<T>(Vector128<T> value, Vector128<T> shift) => value - shift;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract<T>(Vector256<T> value, Vector256<T> shift) => value - shift;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract<T>(Vector512<T> value, Vector512<T> shift) => value - shift;
}

/// <summary>Rows whose shift is 0, as that of all ordinary rows: the value as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unshifted : IShift
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract<T>(Vector128<T> value, Vector128<T> shift) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract<T>(Vector256<T> value, Vector256<T> shift) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract<T>(Vector512<T> value, Vector512<T> shift) => value;
}
