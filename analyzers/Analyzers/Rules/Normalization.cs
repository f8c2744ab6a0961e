using FusedKernels.Analyzers.Values;

namespace FusedKernels.Analyzers.Rules;

/// <summary>Exponentials divided by a sum of the same exponentials, however the quotient was spelled.</summary>
internal static class Normalization
{
    /// <summary>The quotient that this site completes; null if there is none, or an operand has it already.</summary>
    public static (ApplyTerm Exponential, ReduceTerm Sum)? CompletedAt(Site site, Func<ApplyTerm, bool> accepts) =>
        site.Kind == SiteKind.Product && In(site.Left, accepts) is null && In(site.Right, accepts) is null ? In(site.Value, accepts) : null;

    public static (ApplyTerm Exponential, ReduceTerm Sum)? In(Term value, Func<ApplyTerm, bool> accepts)
    {
        if (!value.HasExponential)
        {
            return null;
        }

        foreach (Monomial monomial in Algebra.MonomialsOf(value))
        {
            foreach (Factor divisor in monomial.Factors.Where(static each => each.Power < 0))
            {
                foreach (ReduceTerm sum in SumsIn(divisor.Base))
                {
                    ApplyTerm[] summed = [.. SummedIn(sum.Body).Where(accepts)];
                    ApplyTerm? above = summed.Length == 0 ? null : monomial.Factors
                        .Where(static each => each.Power > 0)
                        .SelectMany(static each => Exponentials.In(each.Base))
                        .FirstOrDefault(each => accepts(each) && summed.Any(below => AreRelated(each, below)));
                    if (above is not null)
                    {
                        return (above, sum);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The exponentials that a sum grows with, but for those that have been divided by their own sum already.</summary>
    public static IEnumerable<ApplyTerm> SummedIn(Term body) => body is ChoiceTerm choice
        ? choice.Options.SelectMany(SummedIn)
        : Algebra.MonomialsOf(body)
            .Where(static each => !each.Factors.Any(static factor => factor.Power < 0 && factor.Base.HasExponential))
            .SelectMany(static each => each.Factors)
            .Where(static each => each.Power > 0)
            .SelectMany(static each => Exponentials.In(each.Base));

    /// <summary>The sums that a divisor grows with.</summary>
    private static IEnumerable<ReduceTerm> SumsIn(Term divisor) => divisor switch
    {
        ReduceTerm { Kind: ReduceKind.Sum } sum => [sum],
        ChoiceTerm choice => choice.Options.SelectMany(SumsIn),
        ApplyTerm max when max.Is(Functions.Max) => max.Arguments.SelectMany(SumsIn),
        BoundedTerm bounded => SumsIn(bounded.Inner),
        Polynomial polynomial => polynomial.Monomials.SelectMany(static each => each.Factors).Where(static each => each.Power > 0).SelectMany(static each => SumsIn(each.Base)),
        _ => [],
    };

    /// <summary>The same exponential, one of the same row, or two that only grow, as exp(score) over a sum that was made of other objects.</summary>
    private static bool AreRelated(ApplyTerm first, ApplyTerm second) =>
        Shape.Covers(second, first) || PlacesIn(Shape.Of(first)).Intersect(PlacesIn(Shape.Of(second))).Any() || (OnlyGrows(first) && OnlyGrows(second));

    private static bool OnlyGrows(ApplyTerm exponential) => Algebra.MonomialsOf(exponential.Arguments[0]) is { Length: > 0 } monomials
        && monomials.All(static each => each is { Coefficient: > 0, Factors.Length: > 0 });

    private static IEnumerable<Term> PlacesIn(Term term) => term switch
    {
        SymbolTerm or MemberTerm or ElementTerm or AllocationTerm => [term],
        _ => term.Operands.SelectMany(PlacesIn),
    };
}
