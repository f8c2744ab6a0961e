using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>What a name suggests of a value of which nothing else is known. Never asked where the value itself can be seen.</summary>
internal static class NameHints
{
    private static readonly string[] NotNegative =
        ["dist", "maha", "chisq", "chi2", "variance", "sigma", "stddev", "squared", "sqr", "norm", "length", "count", "radius", "elapsed", "duration", "magnitude", "deltatime", "activationenergy", "barrier", "days", "hours", "seconds", "iou"];

    private static readonly string[] Units = ["cosine", "sigmoid", "tanh", "normalized", "normalised"];

    /// <summary>d² and its like.</summary>
    private static readonly string[] Squares = ["d2", "r2", "h2", "s2", "dsq", "sigma2"];

    /// <summary>The activation energy of Arrhenius.</summary>
    private static readonly string[] Activations = ["Ea", "E_a", "Eact"];

    private static readonly string[] Temperatures = ["T", "kT", "temp", "temperature", "kelvin"];

    private static readonly char[] Digits = [.. "0123456789"];

    private static readonly string[] Logarithms = ["logvalue", "loggamma", "lngamma", "lgamma", "gammaln", "gammalog", "logfactorial", "factorialln", "logbeta", "betaln"];

    private static readonly string[] Times = ["Time", "Times", "Age", "Ages"];

    private static readonly string[] Limits = ["threshold", "limit", "cutoff", "clip", "bound", "max", "cap"];

    private static readonly string[] UpperBounds = ["max", "logsumexp", "lse", "lognorm", "logz", "logpartition", "peak", "largest", "biggest", "highest", "greatest"];

    private static readonly string[] LowerBounds = ["min", "lowest", "smallest", "least"];

    public static Interval Of(string name) =>
        Has(name, Units) ? new(-1, 1)
        : Has(name, NotNegative) || Squares.Contains(name, StringComparer.OrdinalIgnoreCase) || Activations.Contains(name.TrimEnd(Digits), StringComparer.OrdinalIgnoreCase) || IsTime(name.Trim('_')) ? Interval.NotNegative
        : Interval.All;

    /// <summary>LogGamma and its like.</summary>
    public static bool IsLogarithm(ApplyTerm call) => NameOf(call) is { } name && Has(name, Logarithms);

    /// <summary>Of the elements of a row of that name: a d that has an index is a distance.</summary>
    public static Interval OfElements(string row) => row is "d" or "D" or "di" or "dij" ? Interval.NotNegative : Of(row);

    public static bool IsTemperature(Term term) => NameOf(term) is { } name && Temperatures.Contains(name.Trim('_').TrimEnd(Digits), StringComparer.OrdinalIgnoreCase);

    public static bool IsLimit(Term term) => NameOf(term) is { } name && Has(name, Limits);

    public static bool IsUpperBound(Term term) => NameOf(term) is { } name && IsUpperBoundName(name);

    public static bool IsUpperBoundName(string name) => Has(name, UpperBounds) && !Has(name, LowerBounds) && name.IndexOf("softmax", StringComparison.OrdinalIgnoreCase) < 0;

    public static bool IsLowerBound(Term term) => NameOf(term) is { } name && Has(name, LowerBounds) && !Has(name, UpperBounds);

    public static string? NameOf(Term term) => term switch
    {
        SymbolTerm symbol => symbol.Symbol.Name,
        MemberTerm member => member.Alias,
        ElementTerm element => NameOf(element.Row),
        ApplyTerm apply when !Functions.IsComputed(apply) => apply.Function.Substring(apply.Function.IndexOf(' ') + 1),
        _ => null,
    };

    /// <summary>As in paymentTimes; a single word, as a sentiment, is something else.</summary>
    private static bool IsTime(string name) => Array.Exists(Times, each => name.EndsWith(each, StringComparison.Ordinal) || name.Equals(each, StringComparison.OrdinalIgnoreCase));

    public static bool Has(string name, string[] hints)
    {
        foreach (string hint in hints)
        {
            if (name.IndexOf(hint, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
