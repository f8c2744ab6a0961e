using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x) / Σ exp(x) with nothing subtracted, or the wrong thing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NaiveSoftmaxAnalyzer() : NumericAnalyzer(NumericDescriptors.NaiveSoftmax)
{
    private protected override Match? Find(Site site, Ranges ranges) => Normalized(site, ranges) ?? Drawn(site, ranges);

    private static SoftmaxMatch? Normalized(Site site, Ranges ranges) =>
        Normalization.CompletedAt(site, each => Exponentials.IsUnbounded(each, ranges) && !GivenShift.IsIn(each)) is { } found
        && double.IsPositiveInfinity(FactBounds.Upper(found.Sum, ranges))
        && !IsReweighting(found.Sum, site)
            ? new SoftmaxMatch(site, found.Exponential, found.Sum, ExponentialText.Of(found.Exponential))
            : null;

    /// <summary>A share of the sum that a generator chooses, as who draws from a softmax without dividing does.</summary>
    private static SoftmaxMatch? Drawn(Site site, Ranges ranges) =>
        site.Kind == SiteKind.Product
        && Algebra.MonomialsOf(site.Value) is [{ Factors: [_, _] factors }]
        && Array.Exists(factors, static each => each.Power == 1 && IsShare(each.Base))
        && factors.Select(static each => each is { Power: 1, Base: ReduceTerm { Kind: ReduceKind.Sum } sum } ? sum : null).FirstOrDefault(static each => each is not null) is { } drawn
        && Normalization.SummedIn(drawn.Body).FirstOrDefault(each => Exponentials.IsUnbounded(each, ranges) && !GivenShift.IsIn(each)) is { } exponential
            ? new SoftmaxMatch(site, exponential, drawn, ExponentialText.Of(exponential))
            : null;

    private static bool IsShare(Term factor) => factor is ApplyTerm { Arguments: [LoopTerm { IsIndex: false }] } share && share.Is(Functions.Unit)
        || (NameHints.NameOf(factor) is { } name && (name is "u" || name.StartsWith("Next", StringComparison.Ordinal) || Library.IsDraw(name)));

    /// <summary>Weights that a round of boosting or of a hedge changes in place: an earlier weight times the exponential of a decay, or of what is the same along the row.</summary>
    private static bool IsReweighting(ReduceTerm sum, Site site) => site.Operation is IAssignmentOperation { Target.Syntax: var target }
        && NameOf(target) is { } weights
        && (sum.Body is ChoiceTerm choice ? choice.Options : [sum.Body]).All(each => Algebra.MonomialsOf(each).All(weight => IsReweighted(weight, weights)));

    private static bool IsReweighted(Monomial weight, string weights) =>
        weight.Factors.Any(each => each is { Power: 1, Base: ElementTerm or MemberTerm } && NameHints.NameOf(each.Base) == weights)
        && weight.Factors.SelectMany(static each => Exponentials.In(each.Base)).All(static each => Algebra.MonomialsOf(each.Arguments[0]).All(static term => term.Coefficient < 0)
            || !Shape.Any(each.Arguments[0], static part => part is LoopTerm));

    private static string? NameOf(SyntaxNode target) => target switch
    {
        ElementAccessExpressionSyntax element => NameOf(element.Expression),
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
