using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// The way back through what a gate makes of its logits l first: x = act(c · tanh(l / c)) + ε · softplus(n). All gradients around a router – of the weights, balance losses, the
/// z-loss – are taken with respect to x (<c>preparedLogits</c>) and add up; these functions take their sum to l and to n.
/// </summary>
/// <remarks>In doubles, of IEEE 754 operations only; each factor is within a few units in the last place of 1 as a double.</remarks>
public static class PreparedGradient
{
    /// <summary>Multiplies ∂loss/∂x by act′ and the cap's slope, which makes ∂loss/∂l of it. Where the logit is infinite or NaN the gradient becomes 0.</summary>
    /// <param name="logits">tokens × experts, l.</param>
    /// <param name="softCap">The gate's <see cref="SparseTopKGateAttribute.SoftCap"/> c; 0 for none.</param>
    /// <param name="activation">The gate's <see cref="SparseTopKGateAttribute.Activation"/>.</param>
    /// <param name="gradient">tokens × experts.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, buffers overlap, or the cap is negative or not finite; nothing has been written.</exception>
    public static void ToLogits(ReadOnlySpan<float> logits, double softCap, GateActivation activation, Span<float> gradient) => Multiply(logits, softCap, activation, gradient);

    /// <inheritdoc cref="ToLogits(ReadOnlySpan{float}, double, GateActivation, Span{float})"/>
    public static void ToLogits(ReadOnlySpan<double> logits, double softCap, GateActivation activation, Span<double> gradient) => Multiply(logits, softCap, activation, gradient);

    /// <summary>Adds ∂loss/∂n = ∂loss/∂x · ε · σ(n); call it before <see cref="ToLogits(ReadOnlySpan{float}, double, GateActivation, Span{float})"/>, which overwrites ∂loss/∂x.</summary>
    /// <param name="noise">tokens × experts, ε.</param>
    /// <param name="noiseLogits">tokens × experts, n.</param>
    /// <param name="gradient">tokens × experts, ∂loss/∂x.</param>
    /// <param name="noiseLogitsGradient">tokens × experts, which is added to.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or buffers overlap; nothing has been written.</exception>
    public static void AddToNoiseLogits(ReadOnlySpan<float> noise, ReadOnlySpan<float> noiseLogits, ReadOnlySpan<float> gradient, Span<float> noiseLogitsGradient) =>
        Add(noise, noiseLogits, gradient, noiseLogitsGradient);

    /// <inheritdoc cref="AddToNoiseLogits(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void AddToNoiseLogits(ReadOnlySpan<double> noise, ReadOnlySpan<double> noiseLogits, ReadOnlySpan<double> gradient, Span<double> noiseLogitsGradient) =>
        Add(noise, noiseLogits, gradient, noiseLogitsGradient);

    private static void Multiply<T>(ReadOnlySpan<T> logits, double softCap, GateActivation activation, Span<T> gradient)
        where T : struct, IFloatingPointIeee754<T>
    {
        Arguments.RequireLength(gradient.Length, logits.Length, nameof(gradient));
        Arguments.RequireApart<T, T>(gradient, logits, nameof(gradient));
        if (!(softCap is >= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(softCap), softCap, "A finite cap is needed, or 0 for none.");
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            double logit = double.CreateTruncating(logits[i]);
            gradient[i] = double.IsFinite(logit) ? T.CreateTruncating(double.CreateTruncating(gradient[i]) * Slope(logit, softCap, activation)) : T.Zero;
        }
    }

    private static double Slope(double logit, double softCap, GateActivation activation)
    {
        double slope = 1;
        if (softCap > 0)
        {
            slope = TanhSlope(logit / softCap);
            logit = softCap * Tanh(logit / softCap);
        }

        return slope * activation switch
        {
            GateActivation.Sigmoid => StableMath.Sigmoid(logit) * StableMath.Sigmoid(-logit),
            GateActivation.Tanh => TanhSlope(logit),
            GateActivation.Gelu => NormalDistribution.Cumulative(logit) + (logit * NormalDistribution.Density(logit)),
            _ => 1,
        };
    }

    private static double Tanh(double x) => StableMath.Sigmoid(2 * x) - StableMath.Sigmoid(-2 * x);

    /// <summary>1 − tanh², without cancellation.</summary>
    private static double TanhSlope(double x) => 4 * StableMath.Sigmoid(2 * x) * StableMath.Sigmoid(-2 * x);

    private static void Add<T>(ReadOnlySpan<T> noise, ReadOnlySpan<T> noiseLogits, ReadOnlySpan<T> gradient, Span<T> noiseLogitsGradient)
        where T : struct, IFloatingPointIeee754<T>
    {
        Arguments.RequireLength(noiseLogits.Length, noise.Length, nameof(noiseLogits));
        Arguments.RequireLength(gradient.Length, noise.Length, nameof(gradient));
        Arguments.RequireLength(noiseLogitsGradient.Length, noise.Length, nameof(noiseLogitsGradient));
        Arguments.RequireApart<T, T>(noiseLogitsGradient, noise, nameof(noiseLogitsGradient));
        Arguments.RequireApart<T, T>(noiseLogitsGradient, noiseLogits, nameof(noiseLogitsGradient));
        Arguments.RequireApart<T, T>(noiseLogitsGradient, gradient, nameof(noiseLogitsGradient));
        for (int i = 0; i < noise.Length; i++)
        {
            double slope = double.CreateTruncating(gradient[i]) * double.CreateTruncating(noise[i]) * StableMath.Sigmoid(double.CreateTruncating(noiseLogits[i]));
            noiseLogitsGradient[i] = T.CreateTruncating(double.CreateTruncating(noiseLogitsGradient[i]) + slope);
        }
    }
}
