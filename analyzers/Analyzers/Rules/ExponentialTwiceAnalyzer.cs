using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>A quotient that computes the exponential again which its sum was made of.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExponentialTwiceAnalyzer() : NumericAnalyzer(NumericDescriptors.ExponentialTwice)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        Normalization.CompletedAt(site, static _ => true) is { } found
        && found.Exponential.Origin is { } above
        && site.Operation.Syntax.Span.Contains(above.Span)
        && Exponentials.In(found.Sum.Body).FirstOrDefault(each => Shape.Covers(each, found.Exponential))?.Origin is { } below
        && below != above
            ? new SoftmaxMatch(site, found.Exponential, found.Sum, ExponentialText.Of(found.Exponential))
            : null;
}
