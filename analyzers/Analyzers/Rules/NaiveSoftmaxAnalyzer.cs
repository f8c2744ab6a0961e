using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x) / Σ exp(x) with nothing subtracted, or the wrong thing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NaiveSoftmaxAnalyzer() : NumericAnalyzer(NumericDescriptors.NaiveSoftmax)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        Normalization.CompletedAt(site, each => Exponentials.IsUnbounded(each, ranges)) is { } found
        && double.IsPositiveInfinity(FactBounds.Upper(found.Sum, ranges))
            ? new SoftmaxMatch(site, found.Exponential, found.Sum, ExponentialText.Of(found.Exponential))
            : null;
}
