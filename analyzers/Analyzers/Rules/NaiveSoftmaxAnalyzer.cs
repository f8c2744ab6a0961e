using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x) / Σ exp(x) with nothing subtracted, or the wrong thing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NaiveSoftmaxAnalyzer() : NumericAnalyzer(NumericDescriptors.NaiveSoftmax)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        Normalization.CompletedAt(site, each => Exponentials.IsUnbounded(each, ranges) && !GivenShift.IsIn(each)) is { } found
        && double.IsPositiveInfinity(FactBounds.Upper(found.Sum, ranges))
        && !IsReweighting(found.Sum)
            ? new SoftmaxMatch(site, found.Exponential, found.Sum, ExponentialText.Of(found.Exponential))
            : null;

    /// <summary>
    /// Weights that a round of boosting or of a hedge changes, w·exp(−α·y·h), or all by the same factor, w·exp(α): where the exponential is of a
    /// decay times an earlier weight, or of nothing that differs along the row.
    /// </summary>
    private static bool IsReweighting(ReduceTerm sum) => Exponentials.In(sum.Body).All(static each => IsOfScalars(each.Arguments[0]))
        || (Algebra.MonomialsOf(sum.Body) is [{ Factors: { Length: > 1 } factors }]
            && factors.Any(static each => each is { Power: 1, Base: ElementTerm })
            && factors.SelectMany(static each => Exponentials.In(each.Base)).All(static each => Algebra.MonomialsOf(each.Arguments[0]).All(static term => term.Coefficient < 0)));

    private static bool IsOfScalars(Term exponent) => exponent switch
    {
        SymbolTerm scalar => SymbolBounds.IsNumber(scalar.Symbol),
        Polynomial sum => sum.Operands.All(IsOfScalars),
        _ => false,
    };
}
