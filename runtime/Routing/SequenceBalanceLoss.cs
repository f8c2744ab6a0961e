using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// The sequence-wise balance loss of DeepSeek-V2 and -V3 (arXiv 2405.04434, 2412.19437): α · Σ f[i] · P[i] in each sequence, with f[i] = E/(k · T)
/// times its assignments to expert i and P[i] the mean of its probabilities, which V3 makes of sigmoids (<see cref="NormalizedSigmoid"/>);
/// then the mean over the sequences.
/// </summary>
/// <remarks>In one sequence it is <see cref="SwitchBalanceLoss"/>. Sequences without tokens or without assignments count nowhere, in the divisor neither.</remarks>
public static class SequenceBalanceLoss
{
    /// <summary>The loss, and the derivative with respect to the probabilities of each sequence's tokens.</summary>
    /// <param name="importance">sequences × experts: the sum of each expert's probabilities over the tokens of a sequence.</param>
    /// <param name="load">sequences × experts: how often each expert was chosen in a sequence.</param>
    /// <param name="tokens">The number of tokens of each sequence; padding does not count.</param>
    /// <param name="coefficient">α.</param>
    /// <param name="probabilityGradient">sequences × experts, which the derivative is added to, or empty.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a count is negative, or the coefficient is not finite; nothing has been written.</exception>
    public static double Evaluate(ReadOnlySpan<float> importance, ReadOnlySpan<int> load, ReadOnlySpan<int> tokens, double coefficient, Span<double> probabilityGradient = default) =>
        Mean(importance, load, tokens, coefficient, probabilityGradient);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, double, Span{double})"/>
    public static double Evaluate(ReadOnlySpan<double> importance, ReadOnlySpan<int> load, ReadOnlySpan<int> tokens, double coefficient, Span<double> probabilityGradient = default) =>
        Mean(importance, load, tokens, coefficient, probabilityGradient);

    private static double Mean<T>(ReadOnlySpan<T> importance, ReadOnlySpan<int> load, ReadOnlySpan<int> tokens, double coefficient, Span<double> probabilityGradient)
        where T : struct, INumberBase<T>
    {
        RoutingArguments.RequireFinite(coefficient, nameof(coefficient));
        Arguments.RequireLength(importance.Length, load.Length, nameof(importance));
        RoutingArguments.RequireLengthOrNone(probabilityGradient.Length, load.Length, nameof(probabilityGradient));
        if (tokens.Length == 0 ? load.Length != 0 : load.Length == 0 || load.Length % tokens.Length != 0)
        {
            throw new ArgumentException($"{load.Length} loads are not the same number of experts for each of {tokens.Length} sequences.", nameof(load));
        }

        int experts = tokens.Length == 0 ? 0 : load.Length / tokens.Length;
        int counted = 0;
        for (int sequence = 0; sequence < tokens.Length; sequence++)
        {
            Arguments.RequireAtLeast(tokens[sequence], 0, nameof(tokens));
            counted += RoutingArguments.Total(load.Slice(sequence * experts, experts)) > 0 && tokens[sequence] > 0 ? 1 : 0;
        }

        double loss = 0;
        for (int sequence = 0; sequence < tokens.Length && counted > 0; sequence++)
        {
            Range range = (sequence * experts)..((sequence + 1) * experts);
            Span<double> gradient = probabilityGradient.Length == 0 ? [] : probabilityGradient[range];
            loss += SwitchBalanceLoss.Scaled(importance[range], load[range], tokens[sequence], coefficient / counted, gradient);
        }

        return loss;
    }
}
