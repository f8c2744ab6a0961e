using System.Numerics;

namespace FusedKernels.Routing;

/// <summary>The largest logit of a token.</summary>
internal static class RowMaximum
{
    /// <summary>NaN where one of them is, −∞ for none.</summary>
    public static double Of<T>(ReadOnlySpan<T> row)
        where T : struct, IFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        foreach (T value in row)
        {
            max = T.Max(max, value);
        }

        return double.CreateTruncating(max);
    }
}
