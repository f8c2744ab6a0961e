namespace FusedKernels.Analyzers.Values;

/// <summary>One value out of two branches: a maximum where the branch compared the two, otherwise a choice.</summary>
internal static class Branches
{
    /// <summary>A guard is written for something that can be seen at a glance.</summary>
    private const int MaximumSize = 60;

    private const int MaximumSteps = 40;

    public static Term Join(Term first, Facts? firstFacts, Term second, Facts? secondFacts)
    {
        if (first.Equals(second))
        {
            return first;
        }

        Facts? common = Facts.Common(firstFacts, secondFacts);
        IReadOnlyList<Term> inFirst = [.. Facts.Since(firstFacts, common)];
        IReadOnlyList<Term> inSecond = [.. Facts.Since(secondFacts, common)];
        Term difference = Algebra.Subtract(first, second);
        Term opposite = Algebra.Negate(difference);
        if (Says(inFirst, opposite) || Says(inSecond, difference))
        {
            return Functions.Apply(Functions.Max, null, [first, second]);
        }

        if (Says(inFirst, difference) || Says(inSecond, opposite))
        {
            return Functions.Apply(Functions.Min, null, [first, second]);
        }

        return IndexOfMaximum(first, second, inFirst) ?? IndexOfMaximum(second, first, inSecond)
            ?? Added(first, second)
            ?? OfNumbers(first, inFirst, second, inSecond)
            ?? ChoiceTerm.Create(Within(first, firstFacts, common), Within(second, secondFacts, common));
    }

    private static bool Says(IReadOnlyList<Term> facts, Term notPositive)
    {
        foreach (Term fact in facts)
        {
            if (fact.Equals(notPositive))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>if (x[i] &gt; x[best]) best = i;</c></summary>
    private static Term? IndexOfMaximum(Term candidate, Term best, IReadOnlyList<Term> facts)
    {
        if (candidate is not LoopTerm { IsIndex: true })
        {
            return null;
        }

        foreach (Term fact in facts)
        {
            Term? element = fact is Polynomial { Monomials.Length: 2 } polynomial
                ? polynomial.Monomials.Where(static each => each.Coefficient == -1 && each.Factors.Length == 1).Select(static each => each.Factors[0].Base).FirstOrDefault()
                : null;
            if (element is ElementTerm { Row: var row, Index: var index } && index.Equals(candidate) && Shape.Contains(fact, best))
            {
                return Functions.Apply(Functions.IndexOfMax, null, [row]);
            }
        }

        return null;
    }

    /// <summary><c>x &gt;= 0 ? 1 : 0</c>, by which x − 2x·[x ≥ 0] is −|x|.</summary>
    private static ChoiceTerm? OfNumbers(Term first, IReadOnlyList<Term> inFirst, Term second, IReadOnlyList<Term> inSecond) =>
        first is Constant one && second is Constant other && inFirst is [var condition] && inSecond is [var opposite] ? ChoiceTerm.Create(one, condition, other, opposite) : null;

    /// <summary><c>if (…) sum += e;</c>: the sum goes on either way.</summary>
    private static Term? Added(Term first, Term second)
    {
        foreach (Monomial monomial in Algebra.MonomialsOf(first))
        {
            if (monomial is { Coefficient: 1, Factors: [{ Power: 1, Base: LoopTerm { IsIndex: false } sum }] }
                && Algebra.MonomialsOf(second).Any(each => each.Equals(monomial)))
            {
                return Algebra.Add(sum, ChoiceTerm.Create(Algebra.Subtract(first, sum), Algebra.Subtract(second, sum)));
            }
        }

        return null;
    }

    /// <summary>Whether a branch has said anything of what the value is made of; of most values it has not.</summary>
    private static bool Concern(Facts? facts, Facts? common, Term value)
    {
        HashSet<Term>? named = null;
        ulong bits = 0;
        foreach (Term fact in Facts.Since(facts, common))
        {
            foreach (Monomial monomial in Algebra.MonomialsOf(fact))
            {
                foreach (Factor factor in monomial.Factors)
                {
                    (named ??= []).Add(factor.Base);
                    bits |= Term.BitOf(factor.Base.GetHashCode());
                }
            }
        }

        return named is not null && (value.Parts & bits) != 0 && Shape.Any(value, named.Contains);
    }

    private static Term Within(Term value, Facts? facts, Facts? common)
    {
        if (value is Constant or BoundedTerm || value.Size > MaximumSize || !Concern(facts, common, value))
        {
            return value;
        }

        Interval inside = new Ranges(facts, MaximumSteps).Of(value);
        Interval outside = new Ranges(common, MaximumSteps).Of(value);
        if (outside.Low == 0 && inside.Low == 0 && Says([.. Facts.Since(facts, common)], Algebra.Negate(value)))
        {
            // Of what is not negative anyway, that it is more than 0 has been said because it is not 0.
            inside = inside with { Low = double.Epsilon };
        }

        return inside != outside && (inside.High < outside.High || inside.Low > outside.Low) ? new BoundedTerm(value, inside) : value;
    }
}
