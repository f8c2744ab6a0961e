using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// Takes the gradient of a balance loss from the probabilities on to the logits, through a softmax or through sigmoids normalised by their sum,
/// and adds it to what is there: the gradients of gate, balance loss and z-loss meet in one span.
/// </summary>
/// <remarks>
/// With u the row that a balance loss left and p a token's probabilities, ∂/∂logits[i] = p[i] · (u[i] − Σ u[j] p[j]) / T, times σ(−logits[i]) for
/// sigmoids. It depends on differences of u alone, also where the p have been rounded: a balanced router's gradient is 0. Sums are doubles in four
/// lanes and a fixed order, so that every machine gives the same bits.
/// </remarks>
public static class RouterGradient
{
    /// <summary>For probabilities = softmax(logits / T).</summary>
    /// <param name="probabilities">tokens × experts. A row of zeros, where every expert is masked, gets nothing.</param>
    /// <param name="probabilityGradient">
    /// ∂loss/∂p of every token: one number for each expert; or sequences × experts, each for as many tokens in a row.
    /// </param>
    /// <param name="experts">The number of experts.</param>
    /// <param name="logitsGradient">tokens × experts, which is added to.</param>
    /// <param name="active">False takes a token out; empty where all count.</param>
    /// <param name="temperature">T, finite and positive.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, buffers overlap, or the temperature is no positive number; nothing has been written.</exception>
    public static void AddThroughSoftmax(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<double> probabilityGradient, int experts, Span<float> logitsGradient, ReadOnlySpan<bool> active = default, double temperature = 1) =>
        Add<float, Softmax<float>>(probabilities, probabilities, probabilityGradient, experts, logitsGradient, active, temperature);

    /// <inheritdoc cref="AddThroughSoftmax(ReadOnlySpan{float}, ReadOnlySpan{double}, int, Span{float}, ReadOnlySpan{bool}, double)"/>
    public static void AddThroughSoftmax(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> probabilityGradient, int experts, Span<double> logitsGradient, ReadOnlySpan<bool> active = default, double temperature = 1) =>
        Add<double, Softmax<double>>(probabilities, probabilities, probabilityGradient, experts, logitsGradient, active, temperature);

    /// <summary>For probabilities = σ(logits) / Σ σ(logits), as <see cref="NormalizedSigmoid"/> computes them.</summary>
    /// <param name="logits">tokens × experts.</param>
    /// <param name="probabilities">tokens × experts. A row of zeros, where every expert is masked, gets nothing.</param>
    /// <param name="probabilityGradient">As for <see cref="AddThroughSoftmax(ReadOnlySpan{float}, ReadOnlySpan{double}, int, Span{float}, ReadOnlySpan{bool}, double)"/>.</param>
    /// <param name="experts">The number of experts.</param>
    /// <param name="logitsGradient">tokens × experts, which is added to.</param>
    /// <param name="active">False takes a token out; empty where all count.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or buffers overlap; nothing has been written.</exception>
    public static void AddThroughSigmoid(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> probabilities, ReadOnlySpan<double> probabilityGradient, int experts, Span<float> logitsGradient, ReadOnlySpan<bool> active = default) =>
        Add<float, Sigmoid<float>>(logits, probabilities, probabilityGradient, experts, logitsGradient, active, 1);

    /// <inheritdoc cref="AddThroughSigmoid(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{double}, int, Span{float}, ReadOnlySpan{bool})"/>
    public static void AddThroughSigmoid(
        ReadOnlySpan<double> logits, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> probabilityGradient, int experts, Span<double> logitsGradient, ReadOnlySpan<bool> active = default) =>
        Add<double, Sigmoid<double>>(logits, probabilities, probabilityGradient, experts, logitsGradient, active, 1);

    private static void Add<T, TScore>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> probabilities, ReadOnlySpan<double> probabilityGradient, int experts, Span<T> logitsGradient, ReadOnlySpan<bool> active, double temperature)
        where T : struct, INumberBase<T>
        where TScore : struct, IScore<T>
    {
        int tokens = RoutingArguments.Tokens(probabilities.Length, experts, active, nameof(probabilities));
        Arguments.RequireLength(logits.Length, probabilities.Length, nameof(logits));
        Arguments.RequireLength(logitsGradient.Length, probabilities.Length, nameof(logitsGradient));
        int sequences = Arguments.Rows(probabilityGradient.Length, experts, 1, nameof(probabilityGradient));
        if (sequences == 0 || tokens % sequences != 0)
        {
            throw new ArgumentException($"{tokens} tokens are not the same number for each of {sequences} sequences.", nameof(probabilityGradient));
        }

        Arguments.RequireApart<T, T>(logitsGradient, probabilities, nameof(logitsGradient));
        Arguments.RequireApart<T, T>(logitsGradient, logits, nameof(logitsGradient));
        Arguments.RequireApart<T, double>(logitsGradient, probabilityGradient, nameof(logitsGradient));
        RoutingArguments.RequireFinite(temperature, nameof(temperature));
        if (temperature <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A positive number is needed.");
        }

        for (int token = 0; token < tokens; token++)
        {
            if (RoutingArguments.Counts(active, token))
            {
                Range range = (token * experts)..((token + 1) * experts);
                int sequence = (int)((long)token * sequences / tokens);
                AddRow<T, TScore>(logits[range], probabilities[range], probabilityGradient.Slice(sequence * experts, experts), logitsGradient[range], 1 / temperature);
            }
        }
    }

    private static void AddRow<T, TScore>(ReadOnlySpan<T> logits, ReadOnlySpan<T> probabilities, ReadOnlySpan<double> upstream, Span<T> gradient, double scale)
        where T : struct, INumberBase<T>
        where TScore : struct, IScore<T>
    {
        (double sum, double product) = Reduce(probabilities, upstream);
        if (sum == 0)
        {
            return;
        }

        double mean = product / sum;
        for (int i = 0; i < gradient.Length; i++)
        {
            double derivative = double.CreateTruncating(probabilities[i]) * (upstream[i] - mean) * (scale * TScore.Slope(logits[i]));
            gradient[i] = T.CreateTruncating(double.CreateTruncating(gradient[i]) + derivative);
        }
    }

    /// <summary>Σ p and Σ u p: column i belongs to lane i modulo 4.</summary>
    private static (double Sum, double Product) Reduce<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<double> upstream)
        where T : struct, INumberBase<T>
    {
        (double Sum, double Product) lane0 = default, lane1 = default, lane2 = default, lane3 = default;
        int i = 0;
        for (; i + 4 <= probabilities.Length; i += 4)
        {
            Accumulate(ref lane0, probabilities[i], upstream[i]);
            Accumulate(ref lane1, probabilities[i + 1], upstream[i + 1]);
            Accumulate(ref lane2, probabilities[i + 2], upstream[i + 2]);
            Accumulate(ref lane3, probabilities[i + 3], upstream[i + 3]);
        }

        for (; i < probabilities.Length; i++)
        {
            Accumulate(ref lane0, probabilities[i], upstream[i]);
        }

        return (lane0.Sum + lane1.Sum + (lane2.Sum + lane3.Sum), lane0.Product + lane1.Product + (lane2.Product + lane3.Product));
    }

    private static void Accumulate<T>(ref (double Sum, double Product) lane, T probability, double upstream)
        where T : struct, INumberBase<T>
    {
        double wide = double.CreateTruncating(probability);
        lane.Sum += wide;
        lane.Product += wide * upstream;
    }

    /// <summary>How a score s, of which probabilities are shares, changes with its logit: d log s / d logit.</summary>
    private interface IScore<T>
    {
        static abstract double Slope(T logit);
    }

    private readonly struct Softmax<T> : IScore<T>
    {
        public static double Slope(T logit) => 1;
    }

    private readonly struct Sigmoid<T> : IScore<T>
        where T : struct, INumberBase<T>
    {
        public static double Slope(T logit) => Scalars.Sigmoid(-double.CreateTruncating(logit));
    }
}
