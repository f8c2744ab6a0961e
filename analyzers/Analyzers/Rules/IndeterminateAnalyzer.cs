using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>∞ − ∞, ∞/∞ and ∞ · 0 of exponentials that grow with the same thing. A leading minus in an exponent is taken for a decay, and left alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IndeterminateAnalyzer() : NumericAnalyzer(NumericDescriptors.IndeterminateExponentials)
{
    private protected override Match? Find(Site site, Ranges ranges)
    {
        ApplyTerm? found = site.Kind switch
        {
            SiteKind.Product when InProduct(site.Left, site, ranges) is null && InProduct(site.Right, site, ranges) is null => InProduct(site.Value, site, ranges),
            SiteKind.Sum => Cancelled(site, ranges),
            SiteKind.Difference => InDifference(site, ranges),
            _ => null,
        };
        return found is null || !Origins.IsNear(found, site) ? null : new Match(site, ExponentialText.Of(found));
    }

    private static ApplyTerm? InProduct(Term value, Site site, Ranges ranges)
    {
        foreach (Monomial monomial in Algebra.MonomialsOf(value))
        {
            foreach (Factor growing in monomial.Factors)
            {
                if (growing is { Power: > 0, Base: ApplyTerm exponential }
                    && Functions.IsExponential(exponential)
                    && (monomial.Factors.Any(other => FallsWith(exponential, other))
                        ? Exponentials.IsUnbounded(exponential, ranges)
                        : monomial.Factors.Any(other => Meets(exponential, other, site) && (Grows(exponential, ranges) || (other.Base is ApplyTerm second && Functions.IsExponential(second) && IsOfVariable(exponential, ranges))))))
                {
                    return exponential;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the factor goes to 0 where the exponential goes to ∞.</summary>
    private static bool Meets(ApplyTerm exponential, Factor other, Site site) => other.Base switch
    {
        ApplyTerm second when Functions.IsExponential(second) =>
            Origins.IsNear(second, site) && (!second.Equals(exponential) || IsOver(site, other)) && Multiples.SignOfShared(exponential.Arguments[0], second.Arguments[0]) * other.Power < 0,
        ApplyTerm tail when other.Power > 0 && Library.IsTail(tail.Function) => tail.Arguments.Any(each => SharesPlace(each, exponential)),
        _ => false,
    };

    /// <summary>(e − 1)/e, but neither e·(1 − 1/e) nor the relative error (e − f)/e.</summary>
    private static bool IsOver(Site site, Factor reciprocal) => Algebra.MonomialsOf(site.Right) is [{ Factors: var factors }]
        && factors.Contains(reciprocal)
        && Algebra.MonomialsOf(site.Left).Count(static each => each.Factors.Any(static factor => factor.Base.HasExponential)) == 1;

    /// <summary>e·exp(−e), which is ∞ · 0 from where e overflows, and e·exp(−η·e).</summary>
    private static bool FallsWith(ApplyTerm exponential, Factor other) => other is { Power: > 0, Base: ApplyTerm second }
        && Functions.IsExponential(second)
        && Algebra.MonomialsOf(second.Arguments[0]).Any(each => each.Coefficient < 0
            && each.Factors.All(static factor => factor.Base is SymbolTerm or MemberTerm or ApplyTerm)
            && each.Factors.Any(factor => factor.Power > 0 && factor.Base.Equals(exponential)));

    private static bool SharesPlace(Term first, Term second) => Shape.Any(first, each => each is SymbolTerm && Shape.Contains(second, each));

    private static ApplyTerm? InDifference(Site site, Ranges ranges)
    {
        foreach (ApplyTerm first in GrowingIn(site.Left, ranges))
        {
            foreach (ApplyTerm second in GrowingIn(site.Right, ranges))
            {
                if (Multiples.Ratio(first.Arguments[0], second.Arguments[0]) > 0)
                {
                    return first;
                }
            }
        }

        return null;
    }

    /// <summary>An exponential that the sum has on both sides with opposite signs, as where brackets were forgotten: 1 − e / 1 + e.</summary>
    private static ApplyTerm? Cancelled(Site site, Ranges ranges) => Algebra.MonomialsOf(site.Left)
        .Intersect(Algebra.MonomialsOf(Algebra.Negate(site.Right)))
        .SelectMany(static each => each.Factors)
        .Select(static each => each is { Power: 1, Base: ApplyTerm exponential } && Functions.IsExponential(exponential) ? exponential : null)
        .FirstOrDefault(each => each is { Origin: { } origin } && site.Operation.Syntax.Span.Contains(origin.Span) && Exponentials.IsUnbounded(each, ranges));

    /// <summary>Exponentials alone or times something of their own exponent, as in x·exp(x): beside a factor of another kind, as in the product of two complex numbers, neither side needs to be large.</summary>
    private static IEnumerable<ApplyTerm> GrowingIn(Term side, Ranges ranges) => Algebra.MonomialsOf(side)
        .SelectMany(static each => each.Factors.Where(factor => factor.Power > 0 && IsOwn(factor, each)))
        .Select(static each => each.Base)
        .OfType<ApplyTerm>()
        .Where(each => Grows(each, ranges));

    private static bool IsOwn(Factor growing, Monomial monomial) => growing.Base is ApplyTerm exponential
        && Functions.IsExponential(exponential)
        && monomial.Factors.All(each => each == growing || Shape.Contains(exponential.Arguments[0], each.Base));

    /// <summary>Of a number times a variable, which a decay is not: that has a rate and a time.</summary>
    private static bool IsOfVariable(ApplyTerm exponential, Ranges ranges) =>
        Algebra.MonomialsOf(exponential.Arguments[0]) is [{ Factors: [{ Power: 1, Base: SymbolTerm variable }] }] && !Durations.IsMoment(variable) && Exponentials.IsUnbounded(exponential, ranges);

    private static bool Grows(ApplyTerm exponential, Ranges ranges) =>
        !Algebra.MonomialsOf(exponential.Arguments[0]).Any(static each => each.Coefficient < 0 || Durations.IsIn(each)) && !Durations.HasStep(exponential.Arguments[0]) && Exponentials.IsUnbounded(exponential, ranges);
}
