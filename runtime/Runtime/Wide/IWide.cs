using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>The precision that the scalars of rows are computed in, for one row or several at once: doubles for floats, <see cref="DoubleDouble"/> for doubles.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWide<TSelf>
    where TSelf : struct, IWide<TSelf>
{
    /// <summary>How many rows it holds a number of.</summary>
    static abstract int Rows { get; }

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>A number for every row.</summary>
    static abstract TSelf Create(double value);

    /// <summary>The larger; <paramref name="value"/> where it is NaN.</summary>
    static abstract TSelf AtLeast(TSelf least, TSelf value);

    /// <summary>log(value · 2^exponent) of a positive, normal value; NaN for NaN.</summary>
    static abstract TSelf Log(TSelf value, TSelf exponent);

    /// <summary>log(1 + others/own) where own &gt; others, log(total · 2^exponent) elsewhere; and 1 ÷ sum.</summary>
    static abstract (TSelf Log, TSelf Inverse) LogAndInverse(TSelf total, TSelf exponent, TSelf sum, TSelf own, TSelf others);

    /// <summary><paramref name="whenTrue"/> where left &gt; right, <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf SelectGreater(TSelf left, TSelf right, TSelf whenTrue, TSelf whenFalse);

    /// <summary>True where left is at most right for any of the rows.</summary>
    static abstract bool AnyAtMost(TSelf left, TSelf right);
}
