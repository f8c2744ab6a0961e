using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// Experts choose tokens (Zhou et al. 2022, arXiv 2202.09368): of a batch's scores, a softmax over the experts for each token, every expert takes its
/// <c>capacity</c> best tokens, so that all have the same load. Not causal: what a token gets depends on the other tokens.
/// </summary>
/// <remarks>
/// The paper's capacity is tokens · factor / experts (<see cref="ExpertCapacity"/> with k = 1). The lowest token wins among equals. A score of NaN or −∞
/// is never chosen. Comparisons only: every machine gives the same result.
/// </remarks>
public static class ExpertChoice
{
    /// <summary>The index of an entry that no token was left for; its weight is 0.</summary>
    public const int None = -1;

    /// <summary>Writes each expert's tokens, best first, and their scores.</summary>
    /// <param name="scores">tokens × experts.</param>
    /// <param name="experts">The number of experts.</param>
    /// <param name="capacity">How many tokens each expert takes, not negative.</param>
    /// <param name="selectedTokens">experts × capacity: the tokens.</param>
    /// <param name="weights">experts × capacity: their scores.</param>
    /// <param name="active">False takes a token out; empty where all may be chosen.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or buffers overlap; nothing has been written.</exception>
    public static void Select(ReadOnlySpan<float> scores, int experts, int capacity, Span<int> selectedTokens, Span<float> weights, ReadOnlySpan<bool> active = default) =>
        Choose(scores, experts, capacity, selectedTokens, weights, active);

    /// <inheritdoc cref="Select(ReadOnlySpan{float}, int, int, Span{int}, Span{float}, ReadOnlySpan{bool})"/>
    public static void Select(ReadOnlySpan<double> scores, int experts, int capacity, Span<int> selectedTokens, Span<double> weights, ReadOnlySpan<bool> active = default) =>
        Choose(scores, experts, capacity, selectedTokens, weights, active);

    private static void Choose<T>(ReadOnlySpan<T> scores, int experts, int capacity, Span<int> selectedTokens, Span<T> weights, ReadOnlySpan<bool> active)
        where T : struct, IFloatingPointIeee754<T>
    {
        int tokens = RoutingArguments.Tokens(scores.Length, experts, active, nameof(scores));
        Arguments.RequireAtLeast(capacity, 0, nameof(capacity));
        Arguments.RequireLength(selectedTokens.Length, checked(experts * capacity), nameof(selectedTokens));
        Arguments.RequireLength(weights.Length, selectedTokens.Length, nameof(weights));
        Arguments.RequireApart<T, T>(weights, scores, nameof(weights));
        if (capacity == 0)
        {
            return;
        }

        weights.Fill(T.NegativeInfinity);
        selectedTokens.Fill(int.MaxValue);
        for (int token = 0; token < tokens; token++)
        {
            if (!RoutingArguments.Counts(active, token))
            {
                continue;
            }

            ReadOnlySpan<T> row = scores.Slice(token * experts, experts);
            for (int expert = 0; expert < experts; expert++)
            {
                // The root is the worst of those taken; an equal score of a later token does not replace it.
                if (row[expert] > weights[expert * capacity])
                {
                    BestOf(weights, selectedTokens, expert, capacity).ReplaceWorst(row[expert], token);
                }
            }
        }

        for (int expert = 0; expert < experts; expert++)
        {
            BestOf(weights, selectedTokens, expert, capacity).Sort();
        }

        for (int entry = 0; entry < weights.Length; entry++)
        {
            if (selectedTokens[entry] == int.MaxValue)
            {
                selectedTokens[entry] = None;
                weights[entry] = T.Zero;
            }
        }
    }

    private static BestTokens<T> BestOf<T>(Span<T> weights, Span<int> tokens, int expert, int capacity)
        where T : struct, IFloatingPointIeee754<T> => new(weights.Slice(expert * capacity, capacity), tokens.Slice(expert * capacity, capacity));
}
