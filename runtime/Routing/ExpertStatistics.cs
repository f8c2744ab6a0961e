using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>What a batch of routed tokens adds up to for each expert: how often it was chosen, and how much probability it got.</summary>
/// <remarks>A gate that declares <c>load</c> and <c>importance</c> has both already; these functions serve scores from elsewhere, or one sequence at a time.</remarks>
public static class ExpertStatistics
{
    /// <summary>Adds to <paramref name="load"/> how often each expert was chosen.</summary>
    /// <param name="selected">Indices of experts; a negative one stands for no expert and counts nowhere.</param>
    /// <param name="load">One count for each expert, which is added to.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is no expert; nothing has been written.</exception>
    public static void AddLoad(ReadOnlySpan<int> selected, Span<int> load)
    {
        for (int i = 0; i < selected.Length; i++)
        {
            if (selected[i] >= load.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(selected), selected[i], $"Entry {i} is {selected[i]}, but there are {load.Length} experts.");
            }
        }

        foreach (int expert in selected)
        {
            if (expert >= 0)
            {
                load[expert]++;
            }
        }
    }

    /// <summary>Adds to <paramref name="importance"/> the sum of each expert's probabilities over the tokens, in the order of the tokens.</summary>
    /// <param name="probabilities">tokens × experts, row-major.</param>
    /// <param name="importance">One sum for each expert, which is added to.</param>
    /// <param name="active">False takes a token out; empty where all count.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void AddImportance(ReadOnlySpan<float> probabilities, Span<double> importance, ReadOnlySpan<bool> active = default) =>
        AddColumns(probabilities, importance, active);

    /// <inheritdoc cref="AddImportance(ReadOnlySpan{float}, Span{double}, ReadOnlySpan{bool})"/>
    public static void AddImportance(ReadOnlySpan<double> probabilities, Span<double> importance, ReadOnlySpan<bool> active = default) =>
        AddColumns(probabilities, importance, active);

    private static void AddColumns<T>(ReadOnlySpan<T> probabilities, Span<double> importance, ReadOnlySpan<bool> active)
        where T : struct, INumberBase<T>
    {
        int experts = importance.Length;
        Arguments.RequireNotEmpty(experts, nameof(importance));
        int tokens = RoutingArguments.Tokens(probabilities.Length, experts, active, nameof(probabilities));
        for (int token = 0; token < tokens; token++)
        {
            if (!RoutingArguments.Counts(active, token))
            {
                continue;
            }

            ReadOnlySpan<T> row = probabilities.Slice(token * experts, experts);
            for (int i = 0; i < row.Length; i++)
            {
                importance[i] += double.CreateTruncating(row[i]);
            }
        }
    }
}
