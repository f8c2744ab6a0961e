using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// The probabilities of a sigmoid router: σ(logits[i]) / Σ σ(logits[j]) for each token, which DeepSeek-V3's balance loss is made of (arXiv 2412.19437).
/// </summary>
public static class NormalizedSigmoid
{
    /// <summary>Below this maximum σ(x) is eˣ for all that a double holds, and the row may be shifted: its sum cannot underflow.</summary>
    private const double Shifted = -40;

    /// <summary>Writes the probabilities, computed in doubles and rounded once.</summary>
    /// <remarks>A token whose every logit is −∞ gets zeros; a NaN makes its row NaN. Every machine gives the same bits.</remarks>
    /// <param name="logits">tokens × experts.</param>
    /// <param name="experts">The number of experts.</param>
    /// <param name="probabilities">tokens × experts; may be exactly the logits' memory.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the buffers overlap in part; nothing has been written.</exception>
    public static void Evaluate(ReadOnlySpan<float> logits, int experts, Span<float> probabilities) => Rows(logits, experts, probabilities);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{float}, int, Span{float})"/>
    public static void Evaluate(ReadOnlySpan<double> logits, int experts, Span<double> probabilities) => Rows(logits, experts, probabilities);

    private static void Rows<T>(ReadOnlySpan<T> logits, int experts, Span<T> probabilities)
        where T : struct, IFloatingPointIeee754<T>
    {
        int tokens = RoutingArguments.Tokens(logits.Length, experts, [], nameof(logits));
        Arguments.RequireLength(probabilities.Length, logits.Length, nameof(probabilities));
        Arguments.RequireSameOrApart(probabilities, logits, nameof(probabilities));
        for (int token = 0; token < tokens; token++)
        {
            Row(logits.Slice(token * experts, experts), probabilities.Slice(token * experts, experts));
        }
    }

    private static void Row<T>(ReadOnlySpan<T> logits, Span<T> probabilities)
        where T : struct, IFloatingPointIeee754<T>
    {
        double max = RowMaximum.Of(logits);
        if (double.IsNegativeInfinity(max))
        {
            probabilities.Clear();
            return;
        }

        double sum = 0;
        foreach (T logit in logits)
        {
            sum += Score(double.CreateTruncating(logit), max);
        }

        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = T.CreateTruncating(Score(double.CreateTruncating(logits[i]), max) / sum);
        }
    }

    private static double Score(double logit, double max) => max < Shifted ? Scalars.Exp(logit - max) : Scalars.Sigmoid(logit);
}
