using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>What walks over a group's rows do with the sums of each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TargetSum
{
    /// <summary>
    /// True where sum − own has lost digits that a loss near 0 needs: the others are then summed without it. A target's exponential that was added to
    /// another of its own type, in a tile, has an error of 2^-25 of it: above p[target] = 31/32 that would be more than a millionth of the others.
    /// </summary>
    public static bool Cancels(double sum, double own, nuint columns) => sum - own < sum * CancelledShare(columns);

    /// <summary>The same for doubles, with an error of 2^-54: a hundred-millionth.</summary>
    public static bool Cancels(DoubleDouble sum, DoubleDouble own) => (sum - own).High < sum.High * 1e-8;

    /// <summary>
    /// A sum of distances, some of which may be infinite: the rounding errors of such a sum are NaN where the sum is not. Whether a column is −∞
    /// or what the others are measured from, their probability is 0 and the loss +∞.
    /// </summary>
    public static DoubleDouble Distances(DoubleDouble distances, DoubleDouble sum) => !double.IsFinite(distances.High) && !double.IsNaN(sum.High) ? double.NegativeInfinity : distances;

    /// <inheritdoc cref="Distances(DoubleDouble, DoubleDouble)"/>
    public static double Distances(double distances, double sum) => !double.IsFinite(distances) && !double.IsNaN(sum) ? double.NegativeInfinity : distances;

    /// <summary>
    /// The mean of distances under the probabilities: a sum whose terms are multiples of the exponentials ÷ theirs. Where it is infinite, its columns have
    /// a probability of 0.
    /// </summary>
    public static DoubleDouble Mean(DoubleDouble distances, DoubleDouble sum) => (double.IsFinite(distances.High) ? distances : 0) / sum;

    /// <inheritdoc cref="Mean(DoubleDouble, DoubleDouble)"/>
    public static double Mean(double distances, double sum) => (double.IsFinite(distances) ? distances : 0) / sum;

    /// <summary>What the others have of a sum of floats at most where they are summed without the target: a power of two. Rows without a partner in a tile are added in doubles alone.</summary>
    internal static double CancelledShare(nuint columns) => columns <= Lanes.OfSingles ? 1.0 / (1 << 26) : 1.0 / 32;
}
