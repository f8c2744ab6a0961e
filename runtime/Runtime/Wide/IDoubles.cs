using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>Doubles in the lanes of a register: what a function over them is written in. Every word is IEEE 754 arithmetic on each lane.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDoubles<TSelf> : IRowScalars<TSelf, float, double>
    where TSelf : struct, IDoubles<TSelf>
{
    /// <summary>a · b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>j of a positive, normal value m · 2^j with m in (√½, √2].</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>The same value's m.</summary>
    static abstract TSelf Significand(TSelf value);
}
