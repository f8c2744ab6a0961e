using FusedKernels.Runtime;

namespace FusedKernels.Routing;

/// <summary>The checks that the functions around a router share. Each failure is an <see cref="ArgumentException"/> that names the parameter.</summary>
internal static class RoutingArguments
{
    /// <summary>The number of tokens whose rows hold one number for each expert.</summary>
    public static int Tokens(int length, int experts, ReadOnlySpan<bool> active, string rowsParameter)
    {
        Arguments.RequireAtLeast(experts, 1, nameof(experts));
        int tokens = Arguments.Rows(length, experts, 1, rowsParameter);
        if (active.Length != 0)
        {
            Arguments.RequireLength(active.Length, tokens, nameof(active));
        }

        return tokens;
    }

    /// <summary>The number of tokens that count: all of them where <paramref name="active"/> is empty.</summary>
    public static int Count(int tokens, ReadOnlySpan<bool> active)
    {
        int count = active.Length == 0 ? tokens : 0;
        foreach (bool counts in active)
        {
            count += counts ? 1 : 0;
        }

        return count;
    }

    /// <summary>True where a token counts.</summary>
    public static bool Counts(ReadOnlySpan<bool> active, int token) => active.Length == 0 || active[token];

    /// <summary>No load is negative. Returns their sum.</summary>
    public static long Total(ReadOnlySpan<int> load)
    {
        long total = 0;
        foreach (int count in load)
        {
            Arguments.RequireAtLeast(count, 0, nameof(load));
            total += count;
        }

        return total;
    }

    /// <summary>The number is finite.</summary>
    public static void RequireFinite(double value, string parameter)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(parameter, value, "A finite number is needed.");
        }
    }

    /// <summary>The gradient is not asked for (empty), or has the length that is needed.</summary>
    public static void RequireLengthOrNone(int length, int expected, string parameter)
    {
        if (length != 0)
        {
            Arguments.RequireLength(length, expected, parameter);
        }
    }
}
