using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>Arithmetic of terms in normal form.</summary>
internal static class Algebra
{
    private const int MaximumSize = 600;

    private const int MaximumMonomials = 12;

    public static Monomial[] MonomialsOf(Term term) => term switch
    {
        Polynomial polynomial => polynomial.Monomials,
        Constant { Value: 0 } => [],
        Constant constant => [new Monomial(constant.Value, [])],
        _ => [new Monomial(1, [new Factor(term, 1)])],
    };

    public static Term FromMonomials(IEnumerable<Monomial> monomials)
    {
        List<Monomial> sorted = [];
        foreach (Monomial monomial in monomials)
        {
            if (monomial.Coefficient != 0)
            {
                int position = sorted.Count;
                while (position > 0 && sorted[position - 1].FactorsHash > monomial.FactorsHash)
                {
                    position--;
                }

                sorted.Insert(position, monomial);
            }
        }

        return sorted switch
        {
            [] => Constant.Zero,
            [{ Factors.Length: 0 } only] => new Constant(only.Coefficient),
            [{ Coefficient: 1, Factors: [{ Power: 1 } factor] }] => factor.Base,
            _ => new Polynomial([.. sorted]),
        };
    }

    public static Term Negate(Term term) => Scale(term, -1);

    /// <summary>A number times the term; the order of its monomials does not depend on their numbers.</summary>
    public static Term Scale(Term term, double factor) => (term, factor) switch
    {
        (_, 1) => term,
        (Constant constant, _) => new Constant(constant.Value * factor),
        (Polynomial { Monomials: [_, _, ..] } sum, not 0) => new Polynomial(Array.ConvertAll(sum.Monomials, each => each.With(each.Coefficient * factor))),
        _ => FromMonomials(MonomialsOf(term).Select(each => each.With(each.Coefficient * factor))),
    };

    public static Term Subtract(Term left, Term right) => Add(left, Negate(right));

    public static Term Add(Term left, Term right)
    {
        List<Monomial> sum = [.. MonomialsOf(left)];
        foreach (Monomial monomial in MonomialsOf(right))
        {
            int same = sum.FindIndex(each => each.HasSameFactors(monomial));
            if (same < 0)
            {
                sum.Add(monomial);
            }
            else
            {
                sum[same] = monomial.With(sum[same].Coefficient + monomial.Coefficient);
            }
        }

        return sum.Count > MaximumMonomials || left.Size + right.Size > MaximumSize ? Opaque("+", left, right) : FromMonomials(sum);
    }

    /// <summary>The product; of two sums neither is multiplied out, so that a square stays one.</summary>
    public static Term Multiply(Term left, Term right)
    {
        if (left.Size + right.Size > MaximumSize)
        {
            return Opaque("*", left, right);
        }

        Monomial[] first = MonomialsOf(left);
        Monomial[] second = MonomialsOf(right);
        if (first.Length > 1 && second.Length > 1)
        {
            first = [Primitive(left, first)];
            second = [Primitive(right, second)];
        }

        return FromMonomials(first.SelectMany(_ => second, Multiply));
    }

    /// <summary>A number times a sum whose first term has no number, so that (−z/2)·z is a square as well.</summary>
    private static Monomial Primitive(Term sum, Monomial[] monomials) =>
        new(monomials[0].Coefficient, [new Factor(Scale(sum, 1 / monomials[0].Coefficient), 1)]);

    public static Term Divide(Term left, Term right) =>
        left.Equals(right) && left is not Constant && !Exponentials.Contains(left) ? Constant.One : Multiply(left, Power(right, -1));

    public static Term Power(Term term, double power)
    {
        if (power == 1)
        {
            return term;
        }

        return MonomialsOf(term) switch
        {
            [] => power > 0 ? Constant.Zero : Opaque("1/0"),
            [var only] when only.Factors.Length == 0 => new Constant(Math.Pow(only.Coefficient, power)),
            [var only] when power == Math.Floor(power) => FromMonomials(
                [new Monomial(Math.Pow(only.Coefficient, power), [.. only.Factors.Select(each => each with { Power = each.Power * power })])]),
            _ => FromMonomials([new Monomial(1, [new Factor(term, power)])]),
        };
    }

    public static Term Opaque(string function, params Term[] arguments) =>
        arguments.Sum(static each => each.Size) > MaximumSize
            ? new ApplyTerm(function, [.. arguments.Select(static each => new Constant(each.GetHashCode()))])
            : new ApplyTerm(function, [.. arguments]);

    private static Monomial Multiply(Monomial left, Monomial right)
    {
        List<Factor> factors = [.. left.Factors];
        double coefficient = left.Coefficient * right.Coefficient;
        foreach (Factor factor in right.Factors)
        {
            // e/e stays: it is NaN where e is ∞.
            int same = factors.FindIndex(each => each.Power > 0 == factor.Power > 0 && IsSameUpToSign(each.Base, factor.Base)
                || each.Base.Equals(factor.Base) && !Exponentials.Contains(each.Base));
            if (same < 0)
            {
                factors.Add(factor);
                continue;
            }

            // (x − y)·(y − x) is a negative square.
            coefficient *= factors[same].Base.Equals(factor.Base) || factor.Power % 2 == 0 ? 1 : -1;
            factors[same] = factors[same] with { Power = factors[same].Power + factor.Power };
        }

        return new Monomial(
            coefficient,
            [.. factors.Where(static each => each.Power != 0).OrderBy(static each => each.Base.GetHashCode()).ThenBy(static each => each.Power)]);
    }

    private static bool IsSameUpToSign(Term first, Term second) =>
        first.Equals(second) || (first is Polynomial && second is Polynomial && first.Equals(Negate(second)));
}
