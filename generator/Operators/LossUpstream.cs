using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>What losses share: what the caller makes of a loss, and how smoothing is counted.</summary>
internal static class LossUpstream
{
    /// <summary>The derivative of what the caller makes of a row's loss.</summary>
    public static Scalar Define(KernelSpec spec)
    {
        Scalar upstream = 1;
        if (spec.Has(Role.RowWeights))
        {
            upstream *= RowArgument(Role.RowWeights);
        }

        return spec.Has(Role.GradientScale) ? upstream * Argument(Role.GradientScale) : upstream;
    }

    /// <summary>
    /// A target's own loss and that of the smoothing together. Where ε = 1, what is infinite in the first does not count. Where the target is excluded, it
    /// is left with 1 − ε of both; but with few columns for ε the first one's factor is negative, and an infinite loss must not become ∞ − ∞.
    /// </summary>
    public static Scalar Smoothed(this KernelOptions options, Scalar loss, Scalar smoothed)
    {
        Scalar sum = ((1 - options.Smoothing()) * loss) + smoothed;
        return options switch
        {
            { LabelSmoothing: 1, SmoothingVariant: SmoothingVariant.Uniform } => smoothed,
            { LabelSmoothing: >= 0.5 and < 1, SmoothingVariant: SmoothingVariant.ExcludeTarget } => RowProgram.UnlessInfinite(sum, smoothed),
            _ => sum,
        };
    }

    /// <summary>What smoothing gives to each class, but for its weight.</summary>
    public static Scalar Share(this KernelOptions options) => options.Smoothing() / Columns;

    /// <summary>ε as a share of all columns, the target's included.</summary>
    public static Scalar Smoothing(this KernelOptions options) =>
        options.SmoothingVariant == SmoothingVariant.Uniform ? options.LabelSmoothing : Columns * options.LabelSmoothing / (Columns - 1);
}
