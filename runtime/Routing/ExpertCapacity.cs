using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>How many tokens an expert serves.</summary>
public static class ExpertCapacity
{
    /// <summary>ceil(tokens · k / experts · factor), at least <paramref name="minimum"/>.</summary>
    /// <remarks>The factor is taken as the decimal number that it is written as: ten tokens and a factor of 1.1 are 11, although the double 1.1 is a little more.</remarks>
    /// <param name="tokens">The number of tokens, not negative.</param>
    /// <param name="k">The number of experts that each token asks for, at least 1.</param>
    /// <param name="experts">The number of experts, at least 1.</param>
    /// <param name="factor">The capacity factor, in [10⁻⁶, 10⁶]: 1 is just enough where every expert gets the same.</param>
    /// <param name="minimum">The least capacity, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, or the capacity is beyond <see cref="int.MaxValue"/>.</exception>
    public static int Of(int tokens, int k, int experts, double factor, int minimum = 0)
    {
        const double MinFactor = 1e-6;
        const double MaxFactor = 1e6;
        Arguments.RequireAtLeast(tokens, 0, nameof(tokens));
        Arguments.RequireAtLeast(k, 1, nameof(k));
        Arguments.RequireAtLeast(experts, 1, nameof(experts));
        Arguments.RequireAtLeast(minimum, 0, nameof(minimum));
        if (!(factor is >= MinFactor and <= MaxFactor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A factor in [10⁻⁶, 10⁶] is needed.");
        }

        decimal places = (decimal)tokens * k * (decimal)factor;
        decimal capacity = decimal.Floor(places / experts);
        capacity += capacity * experts < places ? 1 : 0;
        return capacity <= int.MaxValue
            ? Math.Max(minimum, (int)capacity)
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, $"The capacity would be {capacity}.");
    }
}
