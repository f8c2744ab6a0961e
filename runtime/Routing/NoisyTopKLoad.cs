using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// The smooth load of the noisy top-k gate (Shazeer et al. 2017, arXiv 1701.06538): how probable it is that each expert is among a token's k
/// best when its own noise is drawn again, summed over the tokens. With noisy = clean + ε · scale, P[i] = Φ((clean[i] − threshold[i]) / scale[i]),
/// the threshold being the k-th largest noisy logit without the i-th.
/// </summary>
/// <remarks><see cref="VariationLoss"/> makes a loss of it. Where a token has no more than k experts with a number, P is 1. Of equal logits the lowest index is the larger.</remarks>
public static class NoisyTopKLoad
{
    /// <summary>Adds each expert's probabilities over the tokens to <paramref name="load"/>, in the order of the tokens.</summary>
    /// <param name="cleanLogits">tokens × experts, without noise.</param>
    /// <param name="noisyLogits">tokens × experts, the logits that select.</param>
    /// <param name="noiseScale">tokens × experts, positive: the noise's standard deviation, softplus of the gate's second projection.</param>
    /// <param name="k">The number of experts that each token selects, at least 1.</param>
    /// <param name="load">One sum for each expert, which is added to.</param>
    /// <exception cref="ArgumentException">The lengths do not fit; nothing has been written.</exception>
    public static void AddLoad(ReadOnlySpan<float> cleanLogits, ReadOnlySpan<float> noisyLogits, ReadOnlySpan<float> noiseScale, int k, Span<double> load) =>
        Sum(cleanLogits, noisyLogits, noiseScale, k, load);

    /// <inheritdoc cref="AddLoad(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{double})"/>
    public static void AddLoad(ReadOnlySpan<double> cleanLogits, ReadOnlySpan<double> noisyLogits, ReadOnlySpan<double> noiseScale, int k, Span<double> load) =>
        Sum(cleanLogits, noisyLogits, noiseScale, k, load);

    /// <summary>
    /// Adds the derivatives with respect to the three inputs, each taken for itself: what noisy logits owe to clean ones and to the scale, the
    /// caller adds (noisy = clean + ε · scale).
    /// </summary>
    /// <param name="cleanLogits">tokens × experts, without noise.</param>
    /// <param name="noisyLogits">tokens × experts, the logits that select.</param>
    /// <param name="noiseScale">tokens × experts, positive.</param>
    /// <param name="k">The number of experts that each token selects, at least 1.</param>
    /// <param name="loadGradient">∂loss/∂load, one number for each expert.</param>
    /// <param name="cleanGradient">tokens × experts, which is added to.</param>
    /// <param name="noisyGradient">tokens × experts, which is added to: only thresholds move.</param>
    /// <param name="scaleGradient">tokens × experts, which is added to; may be exactly <paramref name="noiseScale"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit; nothing has been written.</exception>
    public static void AddGradient(
        ReadOnlySpan<float> cleanLogits, ReadOnlySpan<float> noisyLogits, ReadOnlySpan<float> noiseScale, int k, ReadOnlySpan<double> loadGradient,
        Span<float> cleanGradient, Span<float> noisyGradient, Span<float> scaleGradient) =>
        Add(cleanLogits, noisyLogits, noiseScale, k, loadGradient, cleanGradient, noisyGradient, scaleGradient);

    /// <inheritdoc cref="AddGradient(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, int, ReadOnlySpan{double}, Span{float}, Span{float}, Span{float})"/>
    public static void AddGradient(
        ReadOnlySpan<double> cleanLogits, ReadOnlySpan<double> noisyLogits, ReadOnlySpan<double> noiseScale, int k, ReadOnlySpan<double> loadGradient,
        Span<double> cleanGradient, Span<double> noisyGradient, Span<double> scaleGradient) =>
        Add(cleanLogits, noisyLogits, noiseScale, k, loadGradient, cleanGradient, noisyGradient, scaleGradient);

    private static void Sum<T>(ReadOnlySpan<T> cleanLogits, ReadOnlySpan<T> noisyLogits, ReadOnlySpan<T> noiseScale, int k, Span<double> load)
        where T : struct, IFloatingPointIeee754<T>
    {
        int experts = load.Length;
        Arguments.RequireNotEmpty(experts, nameof(load));
        Check(cleanLogits, noisyLogits, noiseScale, k, experts);
        RequireApart(load, cleanLogits, noisyLogits, noiseScale, nameof(load));
        for (int start = 0; start < cleanLogits.Length; start += experts)
        {
            NoisyThresholds thresholds = NoisyThresholds.Of(noisyLogits.Slice(start, experts), k);
            for (int i = 0; i < experts; i++)
            {
                load[i] += NormalDistribution.Cumulative(thresholds.Score(noisyLogits.Slice(start, experts), cleanLogits[start + i], noiseScale[start + i], i));
            }
        }
    }

    private static void Add<T>(
        ReadOnlySpan<T> cleanLogits, ReadOnlySpan<T> noisyLogits, ReadOnlySpan<T> noiseScale, int k, ReadOnlySpan<double> loadGradient,
        Span<T> cleanGradient, Span<T> noisyGradient, Span<T> scaleGradient)
        where T : struct, IFloatingPointIeee754<T>
    {
        int experts = loadGradient.Length;
        Arguments.RequireNotEmpty(experts, nameof(loadGradient));
        Check(cleanLogits, noisyLogits, noiseScale, k, experts);
        Arguments.RequireLength(cleanGradient.Length, cleanLogits.Length, nameof(cleanGradient));
        Arguments.RequireLength(noisyGradient.Length, cleanLogits.Length, nameof(noisyGradient));
        Arguments.RequireLength(scaleGradient.Length, cleanLogits.Length, nameof(scaleGradient));
        RequireApart(cleanGradient, cleanLogits, noisyLogits, noiseScale, nameof(cleanGradient));
        RequireApart(noisyGradient, cleanLogits, noisyLogits, noiseScale, nameof(noisyGradient));
        Arguments.RequireApart<T, T>(scaleGradient, cleanLogits, nameof(scaleGradient));
        Arguments.RequireApart<T, T>(scaleGradient, noisyLogits, nameof(scaleGradient));
        Arguments.RequireSameOrApart<T>(scaleGradient, noiseScale, nameof(scaleGradient));
        Arguments.RequireApart<T, double>(cleanGradient, loadGradient, nameof(cleanGradient));
        Arguments.RequireApart<T, double>(noisyGradient, loadGradient, nameof(noisyGradient));
        Arguments.RequireApart<T, double>(scaleGradient, loadGradient, nameof(scaleGradient));
        for (int start = 0; start < cleanLogits.Length; start += experts)
        {
            ReadOnlySpan<T> noisy = noisyLogits.Slice(start, experts);
            NoisyThresholds thresholds = NoisyThresholds.Of(noisy, k);
            for (int i = 0; i < experts; i++)
            {
                double score = thresholds.Score(noisy, cleanLogits[start + i], noiseScale[start + i], i);
                double slope = loadGradient[i] * NormalDistribution.Density(score) / double.CreateTruncating(noiseScale[start + i]);
                if (slope == 0)
                {
                    // Also where the score is infinite, and its product with 0 no number.
                    continue;
                }

                cleanGradient[start + i] += T.CreateTruncating(slope);
                scaleGradient[start + i] -= T.CreateTruncating(slope * score);
                noisyGradient[start + thresholds.Without(noisy, i)] -= T.CreateTruncating(slope);
            }
        }
    }

    private static void RequireApart<TOutput, T>(Span<TOutput> output, ReadOnlySpan<T> cleanLogits, ReadOnlySpan<T> noisyLogits, ReadOnlySpan<T> noiseScale, string parameter)
        where TOutput : struct
        where T : struct
    {
        Arguments.RequireApart<TOutput, T>(output, cleanLogits, parameter);
        Arguments.RequireApart<TOutput, T>(output, noisyLogits, parameter);
        Arguments.RequireApart<TOutput, T>(output, noiseScale, parameter);
    }

    private static void Check<T>(ReadOnlySpan<T> cleanLogits, ReadOnlySpan<T> noisyLogits, ReadOnlySpan<T> noiseScale, int k, int experts)
    {
        _ = RoutingArguments.Tokens(cleanLogits.Length, experts, [], nameof(cleanLogits));
        Arguments.RequireLength(noisyLogits.Length, cleanLogits.Length, nameof(noisyLogits));
        Arguments.RequireLength(noiseScale.Length, cleanLogits.Length, nameof(noiseScale));
        Arguments.RequireAtLeast(k, 1, nameof(k));
    }
}
