using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedKernels.Runtime;

/// <summary>The sum of some rows' losses, in the order of the rows.</summary>
/// <typeparam name="TWide">What losses are summed in.</typeparam>
/// <param name="Losses">The part that a mean divides by the divisor.</param>
/// <param name="Penalties">The part that a mean divides by the number of rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LossSum<TWide>(TWide Losses, TWide Penalties)
    where TWide : struct, IWide<TWide>
{
    /// <summary>The losses ÷ the divisor; 0 where that is +∞, since no target weighs anything, even where the losses of other classes are infinite.</summary>
    public TWide Mean(TWide divisor)
    {
        TWide largest = TWide.Create(double.MaxValue);
        TWide mean = Losses / divisor;
        return TWide.SelectGreater(divisor, largest, TWide.SelectGreater(Losses, largest, TWide.Create(0), mean), mean);
    }

    /// <summary>The rows of both, in this order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LossSum<TWide> operator +(LossSum<TWide> left, LossSum<TWide> right) => new(left.Losses + right.Losses, left.Penalties + right.Penalties);
}

/// <summary>Adds rows to <see cref="LossSum{TWide}"/>s, in a method of its own: the sum stays in a register, where each row waits for the one before.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossSum
{
    /// <summary>With some more rows of floats.</summary>
    public static LossSum<Doubles1> Add(LossSum<Doubles1> sum, ReadOnlySpan<double> losses) => Add(sum, MemoryMarshal.Cast<double, Doubles1>(losses));

    /// <summary>With some more rows of floats that have penalties.</summary>
    public static LossSum<Doubles1> Add(LossSum<Doubles1> sum, ReadOnlySpan<double> losses, ReadOnlySpan<double> penalties) =>
        Add(sum, MemoryMarshal.Cast<double, Doubles1>(losses), MemoryMarshal.Cast<double, Doubles1>(penalties));

    /// <summary>With some more rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LossSum<TWide> Add<TWide>(LossSum<TWide> sum, ReadOnlySpan<TWide> losses)
        where TWide : struct, IWide<TWide>
    {
        TWide total = sum.Losses;
        foreach (TWide loss in losses)
        {
            total += loss;
        }

        return sum with { Losses = total };
    }

    /// <summary>With some more rows that have penalties.</summary>
    public static LossSum<TWide> Add<TWide>(LossSum<TWide> sum, ReadOnlySpan<TWide> losses, ReadOnlySpan<TWide> penalties)
        where TWide : struct, IWide<TWide> =>
        new(Add(sum, losses).Losses, Add(new LossSum<TWide>(sum.Penalties, default), penalties).Losses);
}
