using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>x − max x ≤ 0: a maximum or a log-sum-exp that is subtracted takes with it any term that it is a maximum of.</summary>
internal static class UpperBoundAtoms
{
    public static double Upper(Term term, Ranges ranges)
    {
        double upper = double.PositiveInfinity;
        foreach (Monomial monomial in Algebra.MonomialsOf(term))
        {
            if (monomial.Factors is not [{ Power: 1, Base: var atom }])
            {
                continue;
            }

            if (atom is ApplyTerm extremum && extremum.Is(monomial.Coefficient < 0 ? Functions.Min : Functions.Max))
            {
                // One of its arguments: at most what the term is with the worst of them.
                upper = Math.Min(upper, extremum.Arguments.Max(each => ranges.Upper(Algebra.Add(term, Algebra.Scale(Algebra.Subtract(each, atom), monomial.Coefficient)))));
            }

            foreach (Term covered in monomial.Coefficient < 0 ? BodiesOfMaximum(atom) : BodiesOfMinimum(atom))
            {
                // atom ≥ covered (or ≤, for a minimum that is added), so the term is at most what it is with covered in the atom's place.
                Term change = Algebra.Scale(Algebra.Subtract(covered, atom), monomial.Coefficient);
                upper = Math.Min(upper, Shorter(term, Algebra.Add(term, change), ranges));
                upper = Math.Min(upper, Shorter(Shape.Of(term), Shape.Of(Algebra.Add(Shape.Of(term), Shape.Of(change))), ranges));
            }

            if (monomial.Coefficient < 0 ? NameHints.IsUpperBound(atom) : NameHints.IsLowerBound(atom))
            {
                upper = Math.Min(upper, WithoutNamedBound(term, monomial, ranges));
            }
        }

        return upper;
    }

    private static double Shorter(Term before, Term after, Ranges ranges) =>
        Algebra.MonomialsOf(after).Length < Algebra.MonomialsOf(before).Length || after.Size < before.Size ? ranges.Upper(after) : double.PositiveInfinity;

    private static double WithoutNamedBound(Term term, Monomial bound, Ranges ranges)
    {
        Monomial[] monomials = Algebra.MonomialsOf(term);
        Monomial? counterpart = monomials.FirstOrDefault(each => each.Factors.Length > 0 && Math.Abs(each.Coefficient + bound.Coefficient) < 1e-12);
        return counterpart is null ? double.PositiveInfinity : ranges.Upper(Algebra.FromMonomials(monomials.Where(each => !each.Equals(bound) && !each.Equals(counterpart))));
    }

    private static IEnumerable<Term> BodiesOfMaximum(Term atom)
    {
        switch (atom)
        {
            case ReduceTerm { Kind: ReduceKind.Max, Body: var body }:
                return Bodies(body);
            case ApplyTerm max when max.Is(Functions.Max):
                return max.Arguments.SelectMany(static each => each is ReduceTerm ? BodiesOfMaximum(each) : [each]);
            case ApplyTerm abs when abs.Is(Functions.Abs):
                return [abs.Arguments[0], Algebra.Negate(abs.Arguments[0])];
            case ApplyTerm log when log.Is(Functions.Log):
                return Exponentials.In(log.Arguments[0]).Select(static each => each.Arguments[0]).Concat(BodiesOfMaximum(log.Arguments[0]).Select(static each => Functions.Apply(Functions.Log, null, [each])));
            case ApplyTerm call when NameHints.IsUpperBound(call):
                return call.Arguments;
            default:
                return [];
        }
    }

    private static IEnumerable<Term> BodiesOfMinimum(Term atom) => atom switch
    {
        ReduceTerm { Kind: ReduceKind.Min, Body: var body } => body is ChoiceTerm choice ? choice.Options : [body],
        ApplyTerm min when min.Is(Functions.Min) => min.Arguments.SelectMany(static each => each is ReduceTerm ? BodiesOfMinimum(each) : [each]),
        ApplyTerm call when NameHints.IsLowerBound(call) => call.Arguments,
        _ => [],
    };

    private static IEnumerable<Term> Bodies(Term body) => body switch
    {
        ChoiceTerm choice => choice.Options.SelectMany(Bodies),
        ApplyTerm apply when apply.Is(Functions.Abs) => [apply.Arguments[0], Algebra.Negate(apply.Arguments[0])],
        ApplyTerm apply when apply.Is(Functions.Max) => apply.Arguments.SelectMany(Bodies),
        _ => [body],
    };
}
