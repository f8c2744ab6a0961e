using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>GShard's policy for the second expert (Lepikhin et al. 2020, arXiv 2006.16668): kept with probability min(1, 2 · w₂), else dropped.</summary>
public static class SecondExpertPolicy
{
    /// <summary>The index of an expert that was dropped.</summary>
    public const int Dropped = -1;

    /// <summary>Drops second experts: their index becomes <see cref="Dropped"/> and their weight 0.</summary>
    /// <param name="selected">tokens × 2: each token's first and second expert.</param>
    /// <param name="weights">tokens × 2: their weights, normalised to a sum of 1.</param>
    /// <param name="uniforms">A random number in [0, 1) for each token: the second expert is kept where it is below 2 · w₂.</param>
    /// <param name="renormalize">True gives the dropped weight to the first expert, so that the two keep their sum; GShard does not.</param>
    /// <returns>The number of experts that were dropped.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit; nothing has been written.</exception>
    public static int Apply(Span<int> selected, Span<float> weights, ReadOnlySpan<float> uniforms, bool renormalize = false) =>
        Drop(selected, weights, uniforms, renormalize);

    /// <inheritdoc cref="Apply(Span{int}, Span{float}, ReadOnlySpan{float}, bool)"/>
    public static int Apply(Span<int> selected, Span<double> weights, ReadOnlySpan<double> uniforms, bool renormalize = false) =>
        Drop(selected, weights, uniforms, renormalize);

    private static int Drop<T>(Span<int> selected, Span<T> weights, ReadOnlySpan<T> uniforms, bool renormalize)
        where T : struct, IFloatingPointIeee754<T>
    {
        Arguments.RequireLength(selected.Length, checked(2 * uniforms.Length), nameof(selected));
        Arguments.RequireLength(weights.Length, selected.Length, nameof(weights));
        Arguments.RequireApart<int, T>(selected, weights, nameof(selected));
        Arguments.RequireApart<int, T>(selected, uniforms, nameof(selected));
        Arguments.RequireApart<T, T>(weights, uniforms, nameof(weights));
        int dropped = 0;
        for (int token = 0; token < uniforms.Length; token++)
        {
            int second = (2 * token) + 1;
            T weight = weights[second];
            if (selected[second] < 0 || uniforms[token] < weight + weight)
            {
                continue;
            }

            selected[second] = Dropped;
            weights[second] = T.Zero;
            weights[second - 1] += renormalize ? weight : T.Zero;
            dropped++;
        }

        return dropped;
    }
}
