using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>Bounds that follow from one fact: from x − 20 ≤ 0, 3x is at most 60.</summary>
internal static class FactBounds
{
    /// <summary>Stands for a limit that has a name but no number, as in <c>if (x &gt; threshold) return x;</c>.</summary>
    private const double NamedLimit = 50;

    public static double Upper(Term term, Ranges ranges)
    {
        double upper = double.PositiveInfinity;
        if (ranges.Facts is null)
        {
            return upper;
        }

        Monomial[] monomials = Algebra.MonomialsOf(term);
        foreach (Term fact in Values.Facts.Since(ranges.Facts, null))
        {
            foreach (Monomial known in Algebra.MonomialsOf(fact))
            {
                if (known.Factors.Length > 0
                    && monomials.FirstOrDefault(each => each.HasSameFactors(known)) is { } same
                    && same.Coefficient / known.Coefficient is > 0 and var scale)
                {
                    upper = Math.Min(upper, Rest(Algebra.Subtract(term, Algebra.Scale(fact, scale))));
                    break;
                }
            }
        }

        return upper;
    }

    private static double Rest(Term rest) => rest switch
    {
        Constant constant => constant.Value,
        _ when NameHints.IsLimit(rest) => NamedLimit,
        Polynomial { Monomials: [{ Coefficient: var coefficient, Factors: [{ Power: 1, Base: var limit }] }] } when NameHints.IsLimit(limit) => Math.Abs(coefficient) * NamedLimit,
        _ => double.PositiveInfinity,
    };
}
