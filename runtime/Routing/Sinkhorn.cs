using System.Buffers;
using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// Sinkhorn's normalisation of a router's scores, as Megatron-LM's routers use it to select experts: K = exp(logits − max of the row) is scaled by
/// d₀ for each token and d₁ for each expert until all tokens have the same sum and all experts too.
/// </summary>
/// <remarks>
/// d₀ = 1 / (T · (K d₁ + 10⁻⁸)), d₁ = 1 / (E · (Kᵀ d₀ + 10⁻⁸)), d₁ from 1 on, until the mean of |Δd₁| is below the tolerance; scores = d₀ K d₁.
/// The scores select; weights come from a softmax or a sigmoid of the logits. Sums are doubles in a fixed order: every machine gives the same bits.
/// </remarks>
public static class Sinkhorn
{
    private const double Guard = 1e-8;

    /// <summary>Up to this many experts the columns' factors are on the stack.</summary>
    private const int StackExperts = 256;

    /// <summary>Writes the scores.</summary>
    /// <param name="logits">tokens × experts. A row with a NaN gets NaN and pulls at no expert; entries of +∞ share their row, the others of it are 0; a row of −∞ gets 0.</param>
    /// <param name="experts">The number of experts.</param>
    /// <param name="scores">tokens × experts; may be exactly the logits' memory.</param>
    /// <param name="tolerance">Iterations end where the mean change of d₁ is below it; positive.</param>
    /// <param name="maxIterations">The iterations end here at the latest; at least 1.</param>
    /// <param name="active">False takes a token out: its scores are 0. Empty where all count.</param>
    /// <returns>The number of iterations.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, the buffers overlap in part, or a number is out of its range; nothing has been written.</exception>
    public static int Normalize(ReadOnlySpan<float> logits, int experts, Span<float> scores, double tolerance = 1e-4, int maxIterations = 1000, ReadOnlySpan<bool> active = default) =>
        Scale(logits, experts, scores, tolerance, maxIterations, active);

    /// <inheritdoc cref="Normalize(ReadOnlySpan{float}, int, Span{float}, double, int, ReadOnlySpan{bool})"/>
    public static int Normalize(ReadOnlySpan<double> logits, int experts, Span<double> scores, double tolerance = 1e-4, int maxIterations = 1000, ReadOnlySpan<bool> active = default) =>
        Scale(logits, experts, scores, tolerance, maxIterations, active);

    private static int Scale<T>(ReadOnlySpan<T> logits, int experts, Span<T> scores, double tolerance, int maxIterations, ReadOnlySpan<bool> active)
        where T : struct, IFloatingPointIeee754<T>
    {
        int tokens = RoutingArguments.Tokens(logits.Length, experts, active, nameof(logits));
        Arguments.RequireLength(scores.Length, logits.Length, nameof(scores));
        Arguments.RequireSameOrApart(scores, logits, nameof(scores));
        Arguments.RequireAtLeast(maxIterations, 1, nameof(maxIterations));
        if (!(tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A positive number is needed.");
        }

        for (int token = 0; token < tokens; token++)
        {
            Exponentials(logits.Slice(token * experts, experts), scores.Slice(token * experts, experts), RoutingArguments.Counts(active, token));
        }

        double[]? rented = experts > StackExperts ? ArrayPool<double>.Shared.Rent(2 * experts) : null;
        Span<double> factors = rented is null ? stackalloc double[2 * experts] : rented.AsSpan(0, 2 * experts);
        int iterations = Iterate(scores, RoutingArguments.Count(tokens, active), factors[..experts], factors[experts..], tolerance, maxIterations);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        return iterations;
    }

    /// <summary>K's row: the limit where the row has +∞; only d₀ sees the shift by the maximum.</summary>
    private static void Exponentials<T>(ReadOnlySpan<T> logits, Span<T> row, bool counts)
        where T : struct, IFloatingPointIeee754<T>
    {
        double max = counts ? RowMaximum.Of(logits) : double.NegativeInfinity;
        for (int i = 0; i < row.Length; i++)
        {
            double logit = double.CreateTruncating(logits[i]);
            double exponential = double.IsNegativeInfinity(max) ? 0
                : double.IsPositiveInfinity(max) ? (logit == max ? 1 : 0)
                : Scalars.Exp(logit - max);
            row[i] = T.CreateTruncating(exponential);
        }
    }

    /// <summary>Turns K into the scores. A token's d₀ is computed where it is used: it needs nothing but the token's row and d₁.</summary>
    private static int Iterate<T>(Span<T> scores, int tokens, Span<double> factors, Span<double> sums, double tolerance, int maxIterations)
        where T : struct, INumberBase<T>
    {
        int experts = factors.Length;
        factors.Fill(1);
        double change = double.PositiveInfinity;
        int iteration = 0;
        for (bool last = false; !last;)
        {
            iteration++;
            sums.Clear();
            for (int start = 0; start < scores.Length; start += experts)
            {
                ReadOnlySpan<T> row = scores.Slice(start, experts);
                double factor = RowFactor(row, factors, tokens);
                for (int i = 0; i < experts && !double.IsNaN(factor); i++)
                {
                    sums[i] += factor * double.CreateTruncating(row[i]);
                }
            }

            change = 0;
            for (int i = 0; i < experts; i++)
            {
                sums[i] = 1 / (experts * (sums[i] + Guard));
                change += Math.Abs(sums[i] - factors[i]);
            }

            last = change / experts < tolerance || iteration == maxIterations;
            if (!last)
            {
                sums.CopyTo(factors);
            }
        }

        for (int start = 0; start < scores.Length; start += experts)
        {
            Span<T> row = scores.Slice(start, experts);
            double factor = RowFactor<T>(row, factors, tokens);
            for (int i = 0; i < experts; i++)
            {
                row[i] = T.CreateTruncating(factor * double.CreateTruncating(row[i]) * sums[i]);
            }
        }

        return iteration;
    }

    /// <summary>d₀ of a token; NaN where its row is.</summary>
    private static double RowFactor<T>(ReadOnlySpan<T> row, ReadOnlySpan<double> factors, int tokens)
        where T : struct, INumberBase<T>
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            sum += double.CreateTruncating(row[i]) * factors[i];
        }

        return 1 / (tokens * (sum + Guard));
    }
}
