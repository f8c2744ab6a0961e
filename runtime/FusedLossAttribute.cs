namespace FusedKernels;

/// <summary>What every attribute of a loss has in common: how targets count, and how the losses of rows become one number.</summary>
public abstract class FusedLossAttribute : FusedKernelAttribute
{
    private protected FusedLossAttribute()
    {
    }

    /// <summary>How the rows' losses become one number. <see cref="Reduction.Mean"/> by default.</summary>
    public Reduction Reduction { get; set; }

    /// <summary>The target of a row that does not count: its loss and its gradient are 0. −100 by default.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>
    /// ε in [0, 1], the share of the target's probability that goes to other classes, as <see cref="SmoothingVariant"/> says; 0 by default.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>Which classes share <see cref="LabelSmoothing"/>. <see cref="SmoothingVariant.Uniform"/> by default.</summary>
    public SmoothingVariant SmoothingVariant { get; set; }

    /// <summary>The mean where every row is ignored. <see cref="AllIgnoredPolicy.Zero"/> by default.</summary>
    public AllIgnoredPolicy AllIgnored { get; set; }
}
