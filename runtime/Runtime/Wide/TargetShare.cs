using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>What a target has of its row's sum of exponentials, for as many rows at once as <typeparamref name="TWide"/> holds.</summary>
/// <typeparam name="TWide">The precision, and for how many rows.</typeparam>
/// <param name="Inverse">1 ÷ Σ of all.</param>
/// <param name="OthersShare">Σ of the others ÷ Σ of all: 1 − p[target], without cancellation.</param>
/// <param name="Surprise">−log p[target]; near 0 it comes from the others alone.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TargetShare<TWide>(TWide Inverse, TWide OthersShare, TWide Surprise)
    where TWide : struct, IWide<TWide>;

/// <summary>Makes <see cref="TargetShare{TWide}"/>s.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetShare
{
    /// <summary>The shares of rows.</summary>
    /// <param name="total">The rows' sums.</param>
    /// <param name="sum">The same in the units of the targets' blocks.</param>
    /// <param name="own">The targets' exponentials.</param>
    /// <param name="others">The sums of the others.</param>
    /// <param name="logit">The targets' logits.</param>
    /// <param name="temperature">T.</param>
    /// <remarks>One logarithm for both forms: of 1 + others/own where the target has more than the others, of the sum elsewhere.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TargetShare<TWide> Of<TWide>(in BlockSum<TWide> total, TWide sum, TWide own, TWide others, TWide logit, double temperature)
        where TWide : struct, IWide<TWide>
    {
        TWide zero = TWide.Create(0);

        // +∞ is what the row is shifted by.
        TWide distance = TWide.SelectGreater(logit, TWide.Create(double.MaxValue), zero, logit - total.Shift);
        distance = temperature == 1 ? distance : distance / TWide.Create(temperature);
        (TWide log, TWide inverse) = TWide.LogAndInverse(total.Sum, total.Exponent, sum, own, others);
        return new(inverse, others * inverse, TWide.SelectGreater(own, others, log, log - distance));
    }

    /// <summary>−log of the largest probability.</summary>
    /// <param name="total">The rows' sums.</param>
    /// <param name="surprise">−log p[target], which it is where the target's logit is the largest.</param>
    /// <param name="logit">The targets' logits.</param>
    /// <param name="largest">The largest logits.</param>
    /// <param name="temperature">T.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide Least<TWide>(in BlockSum<TWide> total, TWide surprise, TWide logit, TWide largest, double temperature)
        where TWide : struct, IWide<TWide>
    {
        TWide zero = TWide.Create(0);

        // +∞ is what the row is shifted by.
        TWide distance = TWide.SelectGreater(largest, TWide.Create(double.MaxValue), zero, largest - total.Shift);
        TWide least = TWide.AtLeast(zero, total.Log - (temperature == 1 ? distance : distance / TWide.Create(temperature)));
        return TWide.SelectGreater(largest, logit, least, surprise);
    }

    /// <summary>value, but +∞ where the bound is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide UnlessInfinite<TWide>(TWide value, TWide bound)
        where TWide : struct, IWide<TWide> => TWide.SelectGreater(bound, TWide.Create(double.MaxValue), bound, value);

    /// <summary>weight · surprise, and 0 where the weight is 0 and the surprise infinite: a class of weight 0 contributes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide Weigh<TWide>(TWide weight, TWide surprise)
        where TWide : struct, IWide<TWide>
    {
        TWide zero = TWide.Create(0);
        TWide product = surprise * weight;
        TWide weighed = TWide.SelectGreater(weight, zero, product, TWide.SelectGreater(zero, weight, product, weight));
        return TWide.SelectGreater(surprise, TWide.Create(double.MaxValue), weighed, product);
    }
}
