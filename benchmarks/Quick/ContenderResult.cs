namespace FusedKernels.Benchmarks.Quick;

/// <summary>What one contender did in one case.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="Samples">Nanoseconds per element, one for each round.</param>
/// <param name="WorstUlp">Its worst error; null for a yardstick, which computes nothing.</param>
internal sealed record ContenderResult(string Contender, double[] Samples, double? WorstUlp)
{
    public double Median { get; } = Samples.Median();

    public double Minimum { get; } = Samples.Min();

    /// <summary>How far the usual time lies above the best: 1 on a machine that does nothing else.</summary>
    public double Noise => Median / Minimum;

    /// <summary>The median of the ratios round by round, which a slow phase of the machine leaves alone: it slows both.</summary>
    public double RatioTo(ContenderResult other) => Samples.Zip(other.Samples, static (ours, theirs) => ours / theirs).Median();
}
