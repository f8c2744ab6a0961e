using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>log Σ exp(x), log(exp(a) + exp(b)), and of one over them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogSumExpAnalyzer() : NumericAnalyzer(NumericDescriptors.LogOfSumOfExponentials)
{
    private protected override Match? Find(Site site, Ranges ranges) => site.Kind is SiteKind.Logarithm or SiteKind.LogarithmPlusOne
        ? Of(WithoutFloor(site.Left), site, ranges) ?? DivisorsOf(site.Left).Select(each => Of(each, site, ranges)).FirstOrDefault(static each => each is not null)
        : null;

    /// <summary>What is kept from becoming 0 may still be ∞.</summary>
    private static Term WithoutFloor(Term operand) => operand is ApplyTerm { Arguments: [var first, var second] } floor && floor.Is(Functions.Max)
        ? second is Constant ? first : first is Constant ? second : operand
        : operand;

    /// <summary>log(c/s) is log c − log s. Where c has an exponential as well, this is the logarithm of a probability.</summary>
    private static IEnumerable<Term> DivisorsOf(Term operand) => Algebra.MonomialsOf(operand) is [{ Factors: var factors }] && !Array.Exists(factors, static each => each.Power > 0 && each.Base.HasExponential)
        ? factors.Where(static each => each.Power < 0).Select(static each => each.Base)
        : [];

    private static Match? Of(Term operand, Site site, Ranges ranges)
    {
        ApplyTerm[] exponentials = [.. Exponentials.UnboundedIn(operand, ranges)];
        if (exponentials.Length == 0)
        {
            return null;
        }

        return SumIn(operand, ranges) is { } sum ? new SoftmaxMatch(site, exponentials[0], sum, ExponentialText.Of(exponentials[0]))
            : LogOperand.CountOfExponentials(operand, ranges) > 1 && Algebra.MonomialsOf(operand).All(IsAddedOrExponential) ? new Match(site, ExponentialText.Of(exponentials[0]))
            : null;
    }

    /// <summary>What is subtracted is another exponential, as in log(exp(a) − exp(b)), or this is a logarithm of something else.</summary>
    private static bool IsAddedOrExponential(Monomial summand) =>
        summand.Coefficient > 0 || summand.Factors is [{ Power: 1, Base: ApplyTerm only }] && Functions.IsExponential(only);

    private static ReduceTerm? SumIn(Term term, Ranges ranges) => term switch
    {
        ReduceTerm { Kind: ReduceKind.Sum } sum => Exponentials.UnboundedIn(sum.Body, ranges).Any(static each => !GivenShift.IsIn(each)) ? sum : null,
        ChoiceTerm choice => choice.Options.Select(each => SumIn(each, ranges)).FirstOrDefault(static each => each is not null),
        Polynomial polynomial when polynomial.Monomials.All(static each => each.Coefficient > 0) => polynomial.Monomials
            .SelectMany(static each => each.Factors)
            .Where(static each => each.Power > 0)
            .Select(each => SumIn(each.Base, ranges))
            .FirstOrDefault(static each => each is not null),
        _ => null,
    };
}
