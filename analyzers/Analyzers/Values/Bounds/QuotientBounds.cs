namespace FusedKernels.Analyzers.Values;

/// <summary>Sums over sums: (x − min)/(max − min) is at most 1, and so is x/(x + 2), for the x that such a formula is meant for.</summary>
internal static class QuotientBounds
{
    public static double Upper(Term term, Ranges ranges)
    {
        Monomial[] monomials = Algebra.MonomialsOf(term);
        double upper = double.PositiveInfinity;
        foreach (Factor factor in monomials.Length == 0 ? [] : monomials[0].Factors)
        {
            if (factor is { Power: -1, Base: Polynomial divisor }
                && monomials.All(each => each.Factors.Contains(factor))
                && ranges.Of(divisor) is var interval
                && (interval.IsAll || interval.Low >= 0))
            {
                upper = Math.Min(upper, Upper(Algebra.FromMonomials(monomials.Select(each => new Monomial(each.Coefficient, [.. each.Factors.Where(other => other != factor)]))), divisor, ranges));
            }
        }

        return upper;
    }

    /// <summary>By how much of the divisor the dividend is covered.</summary>
    private static double Upper(Term dividend, Polynomial divisor, Ranges ranges)
    {
        foreach (Monomial monomial in Algebra.MonomialsOf(dividend))
        {
            if (Array.Find(divisor.Monomials, each => each.HasSameFactors(monomial)) is { } same
                && monomial.Coefficient / same.Coefficient is > 0 and var ratio
                && ranges.Upper(Algebra.Subtract(dividend, Algebra.Scale(divisor, ratio))) <= 0)
            {
                return ratio;
            }
        }

        return double.PositiveInfinity;
    }
}
