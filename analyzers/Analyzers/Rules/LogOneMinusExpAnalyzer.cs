using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>log(1 − exp(x)), unless x is known to stay away from 0.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogOneMinusExpAnalyzer() : NumericAnalyzer(NumericDescriptors.LogOfOneMinusExponential)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        site is { Kind: SiteKind.Logarithm, Left: Polynomial { Monomials: [_, _] } difference }
        && difference.Monomials.Any(static each => each is { Coefficient: 1, Factors: [] })
        && difference.Monomials.FirstOrDefault(static each => each is { Coefficient: -1, Factors: [{ Power: 1 }] }) is { Factors: [{ Base: var subtracted }] }
        && ExponentialOf(subtracted) is { } exponential
        && ranges.Upper(exponential.Arguments[0]) >= 0
            ? new Match(site, ExponentialText.Of(exponential))
            : null;

    private static ApplyTerm? ExponentialOf(Term term) => term switch
    {
        BoundedTerm bounded => ExponentialOf(bounded.Inner),
        ApplyTerm apply when Functions.IsExponential(apply) => apply,
        _ => null,
    };
}
