using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>How <see cref="IWide{TSelf}"/> meets the rows: their elements in spans with one for each row. As many rows as it holds must lie there: nobody checks.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">The rows' element type.</typeparam>
/// <typeparam name="TSum">What a row's sum is kept in.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowScalars<TSelf, T, TSum> : IWide<TSelf>
    where TSelf : struct, IRowScalars<TSelf, T, TSum>
{
    /// <summary>The numbers of the rows from <paramref name="row"/> on.</summary>
    static abstract TSelf Load(ReadOnlySpan<T> values, int row);

    /// <summary>The sums of the rows from <paramref name="row"/> on.</summary>
    static abstract TSelf LoadSum(ReadOnlySpan<TSum> sums, int row);

    /// <summary>The same number for every row.</summary>
    static abstract TSelf Broadcast(TSum value);

    /// <summary>Stores sums.</summary>
    void StoreSum(Span<TSum> sums, int row);

    /// <summary>Rounds to elements.</summary>
    void Store(Span<T> values, int row);

    /// <summary>As the sum of two elements; the second is 0 where the first is not finite.</summary>
    void Split(Span<T> highs, Span<T> lows, int row);
}
