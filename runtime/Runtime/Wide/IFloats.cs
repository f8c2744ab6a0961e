using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>Floats of as many rows as a <typeparamref name="TDoubles"/> has. Every word is IEEE 754 arithmetic on each lane.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="TDoubles">What they are widened to.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFloats<TSelf, TDoubles>
    where TSelf : struct, IFloats<TSelf, TDoubles>
    where TDoubles : struct, IDoubles<TDoubles>
{
    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>A number for every row.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Neighbouring floats, one for each row.</summary>
    static abstract TSelf Load(ref readonly float values);

    /// <summary>The same numbers as doubles.</summary>
    TDoubles Widen();
}
