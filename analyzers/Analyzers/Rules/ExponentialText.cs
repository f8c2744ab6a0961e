using FusedKernels.Analyzers.Values;

namespace FusedKernels.Analyzers.Rules;

/// <summary>An exponential as it stands in the source.</summary>
internal static class ExponentialText
{
    private const int Longest = 40;

    public static string Of(ApplyTerm exponential) =>
        exponential.Origin?.ToString() is { Length: <= Longest } text && text.IndexOf('\n') < 0 ? text : "the exponential";
}
