using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>
/// w · CV², the squared coefficient of variation (variance of all, over mean²) of one number for each expert: the importance loss and the load
/// loss of the noisy top-k gate (Shazeer et al. 2017, arXiv 1701.06538).
/// </summary>
/// <remarks>
/// Importance sums a gate's weights, load its <see cref="NoisyTopKLoad"/>. With mean m over E experts, ∂/∂v[i] = 2w/(E · m) · (v[i]/m − 1 − CV²).
/// Where every number is 0 there is nothing to balance: 0, and no gradient.
/// </remarks>
public static class VariationLoss
{
    /// <summary>The loss, and its derivative with respect to the numbers.</summary>
    /// <param name="values">One number for each expert, at least one.</param>
    /// <param name="coefficient">w.</param>
    /// <param name="gradient">One number for each expert, which the derivative is added to, or empty.</param>
    /// <exception cref="ArgumentException">There is no expert, the lengths differ, or the coefficient is not finite; nothing has been written.</exception>
    public static double Evaluate(ReadOnlySpan<float> values, double coefficient, Span<double> gradient = default) => Scaled(values, coefficient, gradient);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{float}, double, Span{double})"/>
    public static double Evaluate(ReadOnlySpan<double> values, double coefficient, Span<double> gradient = default) => Scaled(values, coefficient, gradient);

    private static double Scaled<T>(ReadOnlySpan<T> values, double coefficient, Span<double> gradient)
        where T : struct, INumberBase<T>
    {
        Arguments.RequireNotEmpty(values.Length, nameof(values));
        RoutingArguments.RequireFinite(coefficient, nameof(coefficient));
        RoutingArguments.RequireLengthOrNone(gradient.Length, values.Length, nameof(gradient));
        double mean = 0;
        foreach (T value in values)
        {
            mean += double.CreateTruncating(value);
        }

        mean /= values.Length;

        // From the mean on: a difference of squares would cancel where the experts are nearly balanced.
        double square = 0;
        foreach (T value in values)
        {
            double distance = double.CreateTruncating(value) - mean;
            square += distance * distance;
        }

        if (mean == 0 && square == 0)
        {
            return 0;
        }

        double variation = square / values.Length / (mean * mean);
        double slope = 2 * coefficient / (values.Length * mean);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += slope * (((double.CreateTruncating(values[i]) - mean) / mean) - variation);
        }

        return coefficient * variation;
    }
}
