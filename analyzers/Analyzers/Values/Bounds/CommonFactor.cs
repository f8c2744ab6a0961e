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
            if (PowerOf(candidate, monomials) is not 0 and var power
                && ranges.Of(candidate.Base).Power(power) is var interval
                && (interval.IsAll || interval.Low >= 0))
            {
                common.Add(candidate with { Power = power });
            }
        }

        if (common.Count == 0)
        {
            return null;
        }

        Term rest = term;
        foreach (Factor factor in common)
        {
            rest = Algebra.FromMonomials(Algebra.MonomialsOf(rest).Select(each => new Monomial(each.Coefficient, [.. each.Factors.Select(other => IsOf(other, factor) ? other with { Power = other.Power - factor.Power } : other).Where(static other => other.Power != 0)])));
        }

        return new CommonFactor(rest);
    }

    /// <summary>The power in which all monomials have the factor; 0 if one of them has it not.</summary>
    private static double PowerOf(Factor candidate, Monomial[] monomials)
    {
        double least = double.PositiveInfinity;
        foreach (Monomial monomial in monomials)
        {
            least = Math.Min(least, Math.Abs(Array.Find(monomial.Factors, each => IsOf(each, candidate)).Power));
        }

        return Math.Sign(candidate.Power) * least;
    }

    private static bool IsOf(Factor factor, Factor like) => factor.Power > 0 == like.Power > 0 && factor.Base.Equals(like.Base);
}
