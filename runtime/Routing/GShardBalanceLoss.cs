using System.Numerics;

namespace FusedKernels.Routing;

/// <summary>
/// The load-balance loss of GShard (Lepikhin et al. 2020, arXiv 2006.16668): α · (1/E) · Σ (c[i]/T) · m[i], with c[i] the number of tokens
/// routed to expert i and m[i] its mean probability.
/// </summary>
/// <remarks>
/// c is constant, so that ∂loss/∂p[t, i] = α · c[i] / (E · T²) for each of the T tokens. <see cref="RouterGradient"/> takes this row on to the logits.
/// Without tokens the loss is 0.
/// </remarks>
public static class GShardBalanceLoss
{
    /// <summary>The loss, and the derivative with respect to each token's probabilities.</summary>
    /// <param name="importance">The sum of each expert's probabilities over the tokens.</param>
    /// <param name="load">How many tokens each expert got; the paper counts first choices only.</param>
    /// <param name="tokens">T ≥ 0, the number of tokens in <paramref name="importance"/>; padding does not count.</param>
    /// <param name="coefficient">α.</param>
    /// <param name="probabilityGradient">One number for each expert, which the derivative is added to, or empty.</param>
    /// <exception cref="ArgumentException">The lengths differ, a count is negative, or the coefficient is not finite; nothing has been written.</exception>
    public static double Evaluate(ReadOnlySpan<float> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient = default) =>
        Scaled(importance, load, tokens, coefficient, probabilityGradient);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{float}, ReadOnlySpan{int}, int, double, Span{double})"/>
    public static double Evaluate(ReadOnlySpan<double> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient = default) =>
        Scaled(importance, load, tokens, coefficient, probabilityGradient);

    private static double Scaled<T>(ReadOnlySpan<T> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient)
        where T : struct, INumberBase<T>
    {
        _ = LoadTimesImportance.Check(importance, load, tokens, coefficient, probabilityGradient);
        return tokens == 0 ? 0 : LoadTimesImportance.Evaluate(importance, load, coefficient / ((double)tokens * tokens * load.Length), probabilityGradient);
    }
}
