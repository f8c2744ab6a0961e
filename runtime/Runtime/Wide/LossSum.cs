using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>The sum of some rows' losses, in the order of the rows.</summary>
/// <typeparam name="TWide">What losses are summed in.</typeparam>
/// <param name="Losses">The part that a mean divides by the divisor.</param>
/// <param name="Penalties">The part that a mean divides by the number of rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LossSum<TWide>(TWide Losses, TWide Penalties)
    where TWide : struct, IWide<TWide>
{
    /// <summary>The rows of both, in this order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LossSum<TWide> operator +(LossSum<TWide> left, LossSum<TWide> right) => new(left.Losses + right.Losses, left.Penalties + right.Penalties);

    /// <summary>With one more row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossSum<TWide> With(TWide loss) => new(Losses + loss, Penalties);

    /// <summary>With one more row that has a penalty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossSum<TWide> With(TWide loss, TWide penalty) => new(Losses + loss, Penalties + penalty);
}
