using FusedKernels.Analyzers.Values;

namespace FusedKernels.Analyzers.Rules;

/// <summary>Exponents that are the same up to a number.</summary>
internal static class Multiples
{
    /// <summary>1 if the terms grow with the same thing, −1 if one falls with it, 0 if they have nothing in common.</summary>
    public static int SignOfShared(Term first, Term second)
    {
        foreach (Monomial monomial in Algebra.MonomialsOf(first))
        {
            if (monomial.Factors.Length > 0 && Algebra.MonomialsOf(second).FirstOrDefault(each => each.HasSameFactors(monomial)) is { } same)
            {
                return Math.Sign(monomial.Coefficient * same.Coefficient);
            }
        }

        return 0;
    }

    /// <summary>By what the second is to be multiplied to give the first; NaN if by no number.</summary>
    public static double Ratio(Term first, Term second)
    {
        Monomial[] one = Algebra.MonomialsOf(first);
        Monomial[] other = Algebra.MonomialsOf(second);
        if (one.Length == 0 || one.Length != other.Length || other.FirstOrDefault(each => each.HasSameFactors(one[0])) is not { } same)
        {
            return double.NaN;
        }

        double ratio = one[0].Coefficient / same.Coefficient;
        return Algebra.Subtract(first, Algebra.Scale(second, ratio)) is Constant { Value: var rest } && Math.Abs(rest) < 1e-9 ? ratio : double.NaN;
    }
}
