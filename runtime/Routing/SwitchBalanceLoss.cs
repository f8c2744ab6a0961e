using System.Numerics;

namespace FusedKernels.Routing;

/// <summary>
/// The load-balance loss of the Switch Transformer (Fedus et al. 2021, arXiv 2101.03961): α · E · Σ f[i] · P[i], with f[i] the share of all
/// assignments that went to expert i and P[i] its mean probability. α where both are uniform, and not less for experts chosen by probability.
/// </summary>
/// <remarks>
/// f is constant, so that ∂loss/∂p[t, i] = α · E · f[i] / T for each of the T tokens. <see cref="RouterGradient"/> takes this row on to the logits.
/// Without tokens or without assignments the loss is 0.
/// </remarks>
public static class SwitchBalanceLoss
{
    /// <summary>The loss, and the derivative with respect to each token's probabilities.</summary>
    /// <param name="importance">The sum of each expert's probabilities over the tokens.</param>
    /// <param name="load">How often each expert was chosen.</param>
    /// <param name="tokens">T ≥ 0, the number of tokens in <paramref name="importance"/>; padding does not count.</param>
    /// <param name="coefficient">α.</param>
    /// <param name="probabilityGradient">One number for each expert, which the derivative is added to, or empty.</param>
    /// <exception cref="ArgumentException">The lengths differ, a count is negative, or the coefficient is not finite; nothing has been written.</exception>
    public static double Evaluate(ReadOnlySpan<float> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient = default) =>
        Scaled(importance, load, tokens, coefficient, probabilityGradient);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{float}, ReadOnlySpan{int}, int, double, Span{double})"/>
    public static double Evaluate(ReadOnlySpan<double> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient = default) =>
        Scaled(importance, load, tokens, coefficient, probabilityGradient);

    internal static double Scaled<T>(ReadOnlySpan<T> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient)
        where T : struct, INumberBase<T>
    {
        long assignments = LoadTimesImportance.Check(importance, load, tokens, coefficient, probabilityGradient);
        return tokens == 0 || assignments == 0
            ? 0
            : LoadTimesImportance.Evaluate(importance, load, coefficient * load.Length / ((double)assignments * tokens), probabilityGradient);
    }
}
