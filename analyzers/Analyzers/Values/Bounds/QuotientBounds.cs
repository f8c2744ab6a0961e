namespace FusedKernels.Analyzers.Values;

/// <summary>
/// Sums over sums: (x − min)/(max − min) is at most 1, and so is x/(x + 2), for the x that such a formula is meant for; likewise x over the largest,
/// the sum or the length of its row.
/// </summary>
internal static class QuotientBounds
{
    public static double Upper(Term term, Ranges ranges)
    {
        Monomial[] monomials = Algebra.MonomialsOf(term);
        if (monomials is [{ Factors: [_, _] } only] && Array.Exists(only.Factors, part => part.Power == 1 && Array.Exists(only.Factors, whole => whole.Power == -1 && IsAtLeast(whole.Base, part.Base))))
        {
            return Math.Abs(only.Coefficient);
        }

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

    private static bool IsAtLeast(Term whole, Term part) => whole switch
    {
        ReduceTerm { Kind: ReduceKind.Max or ReduceKind.Sum } reduce => Shape.Covers(WithoutSign(reduce.Body), part),
        ApplyTerm { Arguments: [ReduceTerm { Kind: ReduceKind.Sum, Body: var squares }] } root when root.Is(Functions.Sqrt) => Shape.Covers(squares, Algebra.Power(part, 2)),
        _ => false,
    };

    private static Term WithoutSign(Term body) => body is ApplyTerm { Arguments: [var inner] } magnitude && magnitude.Is(Functions.Abs) ? inner : body;

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
