using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x)/(1 + exp(x)), exp(a)/(exp(a) + exp(b)), the hyperbolic tangent by exponentials.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RatioAnalyzer() : NumericAnalyzer(NumericDescriptors.RatioOfExponentials)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        site.Kind == SiteKind.Product && !IsRelativeError(site) && In(site.Left, site, ranges) is null && In(site.Right, site, ranges) is null && In(site.Value, site, ranges) is { } exponential
            ? new Match(site, ExponentialText.Of(exponential))
            : null;

    /// <summary>(exact − x)/exact.</summary>
    private static bool IsRelativeError(Site site) => Algebra.Power(site.Right, -1) is var exact
        && Algebra.MonomialsOf(exact).Length is var summands
        && Algebra.MonomialsOf(site.Left).Length > summands
        && Algebra.MonomialsOf(Algebra.Subtract(site.Left, exact)).Length == Algebra.MonomialsOf(site.Left).Length - summands;

    private static ApplyTerm? In(Term value, Site site, Ranges ranges)
    {
        foreach (Monomial monomial in Algebra.MonomialsOf(value))
        {
            foreach (Factor divisor in monomial.Factors.Where(static each => each.Power < 0 && !IsSaturation(each.Base)))
            {
                // Of two exponentials of the same thing, without a sum, another rule knows more.
                bool isSum = divisor.Base is not ApplyTerm;
                ApplyTerm[] below = [.. SummandsIn(divisor.Base, alone: true).Where(each => Origins.IsNearOrBeside(each, site))];
                ApplyTerm? above = below.Length == 0 ? null : monomial.Factors
                    .Where(static each => each.Power > 0)
                    .SelectMany(each => SummandsIn(each.Base, alone: isSum).Where(one => Origins.IsNearOrBeside(one, site)))
                    .FirstOrDefault(each => below.Any(other => GrowTogether(each, other)) && Exponentials.IsUnbounded(each, ranges))
                    ?? (isSum ? null : OfUnrelated(monomial, below[0], site, ranges));
                if (above is not null)
                {
                    return above;
                }
            }
        }

        return null;
    }

    /// <summary>exp(a)/exp(b), both of which may be ∞, though they have nothing in common.</summary>
    private static ApplyTerm? OfUnrelated(Monomial monomial, ApplyTerm below, Site site, Ranges ranges) => !MayOverflow(below, ranges) ? null : monomial.Factors
        .Where(static each => each.Power > 0)
        .Select(static each => each.Base)
        .OfType<ApplyTerm>()
        .FirstOrDefault(each => Functions.IsExponential(each) && Origins.IsNear(each, site) && MayOverflow(each, ranges) && Multiples.SignOfShared(each.Arguments[0], below.Arguments[0]) == 0);

    private static bool MayOverflow(ApplyTerm exponential, Ranges ranges) => OnlyGrows(exponential)
        && !Shape.Any(exponential.Arguments[0], IsLogarithm)
        && !Durations.IsIn(exponential.Arguments[0])
        && !Durations.HasStep(exponential.Arguments[0])
        && Exponentials.IsUnbounded(exponential, ranges);

    private static bool IsLogarithm(Term term) => term is ApplyTerm apply && (apply.Is(Functions.Log) || NameHints.IsLogarithm(apply));

    /// <summary>The exponentials among the terms of a sum; those that a loop sums up are another rule's.</summary>
    private static IEnumerable<ApplyTerm> SummandsIn(Term term, bool alone = false) => term switch
    {
        Polynomial polynomial => polynomial.Monomials
            .SelectMany(static each => each.Factors)
            .Where(static each => each.Power > 0)
            .SelectMany(static each => SummandsIn(each.Base, alone: true)),
        ChoiceTerm choice => choice.Options.SelectMany(each => SummandsIn(each, alone)),
        ApplyTerm apply when alone && Functions.IsExponential(apply) => [apply],
        _ => [],
    };

    /// <summary>As in 1 − exp(−k·t): what saturates has a rate and a time that are positive, or the difference would not be.</summary>
    private static bool IsSaturation(Term divisor) => divisor is Polynomial sum && sum.Monomials.Any(each =>
        each.Factors.Any(static factor => factor is { Power: 1, Base: ApplyTerm exponential }
            && Functions.IsExponential(exponential)
            && Durations.IsRateTimesTime(exponential.Arguments[0]))
        && sum.Monomials.Any(other => each.Coefficient * other.Coefficient < 0 && !other.Factors.Any(static factor => Exponentials.Contains(factor.Base))));

    /// <summary>An exponent with a logarithm in it is a power or a density, e^(a·log x − x), which stays in range by itself.</summary>
    private static bool GrowTogether(ApplyTerm above, ApplyTerm below) => !Shape.Any(above.Arguments[0], IsLogarithm)
        && !Durations.IsIn(above.Arguments[0])
        && !Durations.HasStep(above.Arguments[0])
        && IsMultiple(above, below);

    private static bool IsMultiple(ApplyTerm above, ApplyTerm below) =>
        above.Arguments[0].Equals(below.Arguments[0])
        || Multiples.Ratio(above.Arguments[0], below.Arguments[0]) > 0
        || (OnlyGrows(below) && Multiples.SignOfShared(above.Arguments[0], below.Arguments[0]) > 0);

    private static bool OnlyGrows(ApplyTerm exponential) => Algebra.MonomialsOf(exponential.Arguments[0]).All(static each => each.Coefficient > 0);
}
