using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>log of a probability that was normalised just before: it may be 0, whether or not the softmax was a stable one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogSoftmaxAnalyzer() : NumericAnalyzer(NumericDescriptors.LogOfSoftmax)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        site.Kind == SiteKind.Logarithm && double.IsPositiveInfinity(FactBounds.Upper(Algebra.Negate(site.Left), ranges))
            ? (site.Left is ChoiceTerm choice ? choice.Options : [site.Left]).Select(each => Of(each, site, ranges)).FirstOrDefault(static each => each is not null)
            : null;

    private static Match? Of(Term operand, Site site, Ranges ranges) => ProbabilityIn(operand) is not { } probability ? null
        : Normalization.In(operand, static _ => true) is { } found ? new SoftmaxMatch(site, found.Exponential, found.Sum)
        : probability.Factors.Any(static each => each.Power > 0 && IsSoftmax(each.Base)) || IsSigmoid(probability, ranges) ? new Match(site)
        : null;

    /// <summary>Of p, and of 1 − p, the probability.</summary>
    private static Monomial? ProbabilityIn(Term operand) => Algebra.MonomialsOf(operand) switch
    {
        [{ Coefficient: 1, Factors: [{ Power: 1, Base: ApplyTerm magnitude }] }] when magnitude.Is(Functions.Abs) => ProbabilityIn(magnitude.Arguments[0]),
        [var only] => only,
        [{ Coefficient: 1, Factors: [] }, { Coefficient: -1 } complement] => complement,
        [{ Coefficient: -1 } complement, { Coefficient: 1, Factors: [] }] => complement,
        _ => null,
    };

    private static bool IsSoftmax(Term term) => term switch
    {
        ApplyTerm apply => apply.Is(Functions.Softmax),
        ElementTerm element => IsSoftmax(element.Row),
        _ => false,
    };

    /// <summary>1/(1 + exp(−x)) and exp(x)/(exp(x) + exp(y)).</summary>
    private static bool IsSigmoid(Monomial probability, Ranges ranges) => probability.Factors is [{ Power: 1, Base: ApplyTerm { Arguments: [not LoopTerm { IsIndex: false }] } named }] && named.Is(Functions.Unit)
        || probability.Factors.Any(each =>
            each is { Power: -1, Base: Polynomial sum }
            && sum.Monomials.Length > 1
            && sum.Monomials.All(static summand => summand.Coefficient > 0)
            && (sum.Monomials.Any(static summand => summand.Factors.Length == 0) || probability.Factors.Length > 1)
            && LogOperand.CountOfExponentials(sum, ranges) > 0)
        && probability.Factors.All(static each => each.Power == -1 || (each.Power == 1 && Exponentials.Contains(each.Base)));
}
