using System.Numerics;
using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>What the balance losses of Switch and GShard have in common: scale · Σ load[i] · importance[i], the load being constant.</summary>
internal static class LoadTimesImportance
{
    /// <summary>Lengths and loads fit. Returns the sum of the loads.</summary>
    public static long Check<T>(ReadOnlySpan<T> importance, ReadOnlySpan<int> load, int tokens, double coefficient, Span<double> probabilityGradient)
    {
        Arguments.RequireNotEmpty(load.Length, nameof(load));
        Arguments.RequireLength(importance.Length, load.Length, nameof(importance));
        Arguments.RequireAtLeast(tokens, 0, nameof(tokens));
        RoutingArguments.RequireFinite(coefficient, nameof(coefficient));
        RoutingArguments.RequireLengthOrNone(probabilityGradient.Length, load.Length, nameof(probabilityGradient));
        return RoutingArguments.Total(load);
    }

    /// <summary>The loss; adds its derivative with respect to each importance to <paramref name="gradient"/> unless that is empty.</summary>
    public static double Evaluate<T>(ReadOnlySpan<T> importance, ReadOnlySpan<int> load, double scale, Span<double> gradient)
        where T : struct, INumberBase<T>
    {
        double sum = 0;
        for (int i = 0; i < load.Length; i++)
        {
            sum += load[i] * double.CreateTruncating(importance[i]);
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += scale * load[i];
        }

        return scale * sum;
    }
}
