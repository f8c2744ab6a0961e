using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>The standard normal distribution, in IEEE 754 operations only.</summary>
internal static class NormalDistribution
{
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    /// <summary>From here on the tail's continued fraction converges within <see cref="Depth"/> steps.</summary>
    private const double Tail = 2.5;

    private const int Depth = 60;

    /// <summary>exp(−x²/2) / √2π.</summary>
    public static double Density(double x)
    {
        double square = x * x;

        // What the square has lost in rounding counts in the exponential: x² may be some hundred.
        double lost = Math.FusedMultiplyAdd(x, x, -square);
        double exponential = Scalars.Exp(-square / 2);
        return InverseSqrtTwoPi * (double.IsFinite(lost) ? exponential * (1 - (lost / 2)) : exponential);
    }

    /// <summary>Φ(x), within 10⁻¹⁵; the lower tail within 10⁻¹⁴ of itself.</summary>
    /// <remarks>½ + φ(x) · (x + x³/3 + x⁵/(3 · 5) + …) near the middle (Marsaglia 2004), Laplace's continued fraction φ(x) / (x + 1/(x + 2/(x + …))) beyond.</remarks>
    public static double Cumulative(double x)
    {
        double distance = Math.Abs(x);
        if (!(distance >= Tail))
        {
            double term = x;
            double sum = x;
            for (int n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
            {
                term *= x * x / n;
                sum += term;
            }

            return 0.5 + (Density(x) * sum);
        }

        double fraction = distance;
        for (int step = Depth; step > 0; step--)
        {
            fraction = distance + (step / fraction);
        }

        double tail = Density(x) / fraction;
        return x < 0 ? tail : 1 - tail;
    }
}
