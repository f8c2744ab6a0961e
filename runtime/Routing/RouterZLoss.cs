using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>The router z-loss of ST-MoE (Zoph et al. 2022, arXiv 2202.08906): ζ · mean over the tokens of (log Σ exp logits)², which keeps the logits small.</summary>
/// <remarks>
/// Tokens that are taken out do not count, in the divisor neither; nor does a row whose every expert is masked (log-sum-exp −∞). Without tokens the loss is 0.
/// </remarks>
public static class RouterZLoss
{
    /// <summary>The loss, summed in the order of the tokens.</summary>
    /// <param name="logSumExp">The log-sum-exp of each token's logits.</param>
    /// <param name="coefficient">ζ; the paper's is 0.001.</param>
    /// <param name="active">False takes a token out; empty where all count.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the coefficient is not finite.</exception>
    public static double Evaluate(ReadOnlySpan<float> logSumExp, double coefficient, ReadOnlySpan<bool> active = default) => Mean(logSumExp, coefficient, active);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{float}, double, ReadOnlySpan{bool})"/>
    public static double Evaluate(ReadOnlySpan<double> logSumExp, double coefficient, ReadOnlySpan<bool> active = default) => Mean(logSumExp, coefficient, active);

    /// <summary>Adds ∂loss/∂logits = 2ζ · log-sum-exp · p / tokens.</summary>
    /// <param name="probabilities">tokens × experts, p = softmax(logits).</param>
    /// <param name="logSumExp">The log-sum-exp of each token's logits.</param>
    /// <param name="experts">The number of experts.</param>
    /// <param name="coefficient">ζ.</param>
    /// <param name="logitsGradient">tokens × experts, which is added to.</param>
    /// <param name="active">False takes a token out; empty where all count.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, buffers overlap, or the coefficient is not finite; nothing has been written.</exception>
    public static void AddGradient(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<float> logSumExp, int experts, double coefficient, Span<float> logitsGradient, ReadOnlySpan<bool> active = default) =>
        Add(probabilities, logSumExp, experts, coefficient, logitsGradient, active);

    /// <inheritdoc cref="AddGradient(ReadOnlySpan{float}, ReadOnlySpan{float}, int, double, Span{float}, ReadOnlySpan{bool})"/>
    public static void AddGradient(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> logSumExp, int experts, double coefficient, Span<double> logitsGradient, ReadOnlySpan<bool> active = default) =>
        Add(probabilities, logSumExp, experts, coefficient, logitsGradient, active);

    private static double Mean<T>(ReadOnlySpan<T> logSumExp, double coefficient, ReadOnlySpan<bool> active)
        where T : struct, IFloatingPointIeee754<T>
    {
        RoutingArguments.Tokens(logSumExp.Length, 1, active, nameof(logSumExp));
        RoutingArguments.RequireFinite(coefficient, nameof(coefficient));
        double sum = 0;
        for (int token = 0; token < logSumExp.Length; token++)
        {
            if (Counts(logSumExp, active, token))
            {
                double value = double.CreateTruncating(logSumExp[token]);
                sum += value * value;
            }
        }

        return coefficient * (sum / Math.Max(1, Count(logSumExp, active)));
    }

    private static void Add<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> logSumExp, int experts, double coefficient, Span<T> logitsGradient, ReadOnlySpan<bool> active)
        where T : struct, IFloatingPointIeee754<T>
    {
        int tokens = RoutingArguments.Tokens(probabilities.Length, experts, active, nameof(probabilities));
        Arguments.RequireLength(logSumExp.Length, tokens, nameof(logSumExp));
        Arguments.RequireLength(logitsGradient.Length, probabilities.Length, nameof(logitsGradient));
        RoutingArguments.RequireFinite(coefficient, nameof(coefficient));
        Arguments.RequireApart<T, T>(logitsGradient, probabilities, nameof(logitsGradient));
        Arguments.RequireApart<T, T>(logitsGradient, logSumExp, nameof(logitsGradient));
        double scale = 2 * coefficient / Math.Max(1, Count(logSumExp, active));
        for (int token = 0; token < tokens; token++)
        {
            if (!Counts(logSumExp, active, token))
            {
                continue;
            }

            double slope = scale * double.CreateTruncating(logSumExp[token]);
            for (int i = token * experts; i < (token + 1) * experts; i++)
            {
                logitsGradient[i] = T.CreateTruncating(double.CreateTruncating(logitsGradient[i]) + (slope * double.CreateTruncating(probabilities[i])));
            }
        }
    }

    private static int Count<T>(ReadOnlySpan<T> logSumExp, ReadOnlySpan<bool> active)
        where T : struct, IFloatingPointIeee754<T>
    {
        int count = 0;
        for (int token = 0; token < logSumExp.Length; token++)
        {
            count += Counts(logSumExp, active, token) ? 1 : 0;
        }

        return count;
    }

    private static bool Counts<T>(ReadOnlySpan<T> logSumExp, ReadOnlySpan<bool> active, int token)
        where T : struct, IFloatingPointIeee754<T> =>
        RoutingArguments.Counts(active, token) && !T.IsNegativeInfinity(logSumExp[token]);
}
