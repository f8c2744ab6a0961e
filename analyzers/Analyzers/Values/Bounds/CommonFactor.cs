using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>(x − max)/T has the sign of x − max: what all monomials have in common is taken out, and taken to be positive if nothing is known of it.</summary>
internal readonly record struct CommonFactor(Term Rest)
{
    public static CommonFactor? Split(Term term, Ranges ranges)
    {
        Monomial[] monomials = Algebra.MonomialsOf(term);
        if (monomials.Length < 2)
        {
            return null;
        }

        List<Factor> common = [];
        foreach (Factor candidate in monomials[0].Factors)
        {
            if (monomials.All(each => each.Factors.Any(factor => factor.Base.Equals(candidate.Base) && factor.Power == candidate.Power))
                && ranges.Of(candidate.Base).Power(candidate.Power) is var interval
                && (interval.IsAll || interval.Low >= 0))
            {
                common.Add(candidate);
            }
        }

        if (common.Count == 0)
        {
            return null;
        }

        Term rest = term;
        foreach (Factor factor in common)
        {
            rest = Algebra.FromMonomials(Algebra.MonomialsOf(rest).Select(each => new Monomial(each.Coefficient, [.. each.Factors.Where(other => other != factor)])));
        }

        return new CommonFactor(rest);
    }
}
