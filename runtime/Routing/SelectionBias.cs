using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>Balancing without a loss (Wang et al. 2024, arXiv 2408.15664; DeepSeek-V3): a bias that selects experts and does not weigh them.</summary>
public static class SelectionBias
{
    /// <summary>bias[i] += u · sign(mean load − load[i]), outside of any gradient: what had too little is chosen sooner.</summary>
    /// <remarks>The mean is compared exactly, in integers: a load that is the mean keeps its bias.</remarks>
    /// <param name="bias">One bias for each expert.</param>
    /// <param name="load">How often each expert was chosen since the last update.</param>
    /// <param name="rate">u, DeepSeek-V3's is 0.001.</param>
    /// <exception cref="ArgumentException">The lengths differ, a count is negative, or the rate is not finite; nothing has been written.</exception>
    public static void Update(Span<float> bias, ReadOnlySpan<int> load, double rate) => Step(bias, load, rate);

    /// <inheritdoc cref="Update(Span{float}, ReadOnlySpan{int}, double)"/>
    public static void Update(Span<double> bias, ReadOnlySpan<int> load, double rate) => Step(bias, load, rate);

    private static void Step<T>(Span<T> bias, ReadOnlySpan<int> load, double rate)
        where T : struct, INumberBase<T>
    {
        Arguments.RequireLength(bias.Length, load.Length, nameof(bias));
        RoutingArguments.RequireFinite(rate, nameof(rate));
        long total = RoutingArguments.Total(load);
        for (int i = 0; i < load.Length; i++)
        {
            int sign = Math.Sign(total - ((long)load[i] * load.Length));
            bias[i] = T.CreateTruncating(double.CreateTruncating(bias[i]) + (sign * rate));
        }
    }
}
