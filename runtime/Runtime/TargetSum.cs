using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>A row's sum of exponentials, split in its target's own and the others.</summary>
/// <typeparam name="TWide">The precision.</typeparam>
/// <param name="OthersShare">Σ of the others ÷ Σ of all: 1 − p[target], without cancellation.</param>
/// <param name="Surprise">−log p[target]; near 0 it comes from the others alone.</param>
/// <param name="LogSumExp">log Σ exp(x / T).</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TargetSum<TWide>(TWide OthersShare, TWide Surprise, TWide LogSumExp)
    where TWide : struct, IWide<TWide>;

/// <summary>Makes <see cref="TargetSum{TWide}"/>s.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetSum
{
    /// <summary>
    /// True where sum − own has lost digits that a loss near 0 needs: the others are then summed without it. The target's exponential was added to
    /// another of its own type, with an error of 2^-25 of it: above p[target] = 31/32 that would be more than a millionth of the others.
    /// </summary>
    public static bool Cancels(double sum, double own) => sum - own < sum / 32;

    /// <summary>The same for doubles, with an error of 2^-54: a hundred-millionth.</summary>
    public static bool Cancels(DoubleDouble sum, DoubleDouble own) => (sum - own).High < sum.High * 1e-8;

    /// <summary>A row of floats.</summary>
    /// <param name="total">The row's sum.</param>
    /// <param name="sum">The same in the units of the target's block.</param>
    /// <param name="own">The target's exponential.</param>
    /// <param name="others">The sum of the others.</param>
    /// <param name="logit">The target's logit.</param>
    /// <param name="temperature">T.</param>
    /// <param name="rest">What <paramref name="logit"/> lacks of its exact value.</param>
    public static TargetSum<Doubles1> Of(in ExponentialSum total, double sum, double own, double others, float logit, double temperature, float rest = 0)
    {
        double surprise = others < own || float.IsPositiveInfinity(logit)
            ? Scalars.LogP1(others / own)
            : total.LogInDouble - ((logit - total.Shift + rest) / temperature);
        return new(others / sum, surprise, total.LogWithShiftInDouble(temperature));
    }

    /// <summary>A row of doubles.</summary>
    /// <inheritdoc cref="Of(in ExponentialSum, double, double, double, float, double, float)"/>
    public static TargetSum<DoubleDouble> Of(in ExponentialSum total, DoubleDouble sum, double own, DoubleDouble others, double logit, double temperature, double rest = 0)
    {
        DoubleDouble surprise = others.High < own || double.IsPositiveInfinity(logit)
            ? StableMath.LogP1(others / own)
            : double.IsInfinity(logit) || double.IsInfinity(total.Shift) ? total.Log - ((logit - total.Shift) / temperature)
            : total.Log - ((DoubleDouble.Sum(logit, -total.Shift) + rest) / temperature);
        return new(others / sum, surprise, total.LogWithShift(temperature));
    }

    /// <summary>
    /// A sum of distances, some of which may be infinite: the rounding errors of such a sum are NaN where the sum is not. Whether a column is −∞
    /// or what the others are measured from, their probability is 0 and the loss +∞.
    /// </summary>
    public static DoubleDouble Distances(DoubleDouble sum, in ExponentialSum total) => !double.IsFinite(sum.High) && !total.IsNaN ? double.NegativeInfinity : sum;

    /// <summary>−log of the largest probability of a row of floats.</summary>
    /// <param name="total">The row's sum.</param>
    /// <param name="largest">The largest logit.</param>
    /// <param name="rest">What <paramref name="largest"/> lacks of its exact value.</param>
    /// <param name="temperature">T.</param>
    public static Doubles1 Least(in ExponentialSum total, float largest, float rest, double temperature) =>
        Doubles1.AtLeast(0, total.LogInDouble - (largest == total.Shift ? 0 : (largest - total.Shift + rest) / temperature));

    /// <summary>The same for a row of doubles.</summary>
    /// <inheritdoc cref="Least(in ExponentialSum, float, float, double)"/>
    public static DoubleDouble Least(in ExponentialSum total, double largest, double rest, double temperature) =>
        DoubleDouble.AtLeast(0, total.Log - (largest == total.Shift ? 0 : (DoubleDouble.Sum(largest, -total.Shift) + rest) / temperature));

    /// <summary>The same of a row of one block, whose sum it is.</summary>
    public static DoubleDouble Distances(DoubleDouble distances, DoubleDouble sum) => !double.IsFinite(distances.High) && !double.IsNaN(sum.High) ? double.NegativeInfinity : distances;

    /// <inheritdoc cref="Distances(DoubleDouble, DoubleDouble)"/>
    public static double Distances(double distances, double sum) => !double.IsFinite(distances) && !double.IsNaN(sum) ? double.NegativeInfinity : distances;
}
