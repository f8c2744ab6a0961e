using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>Where values are kept. Elements that a loop index names share one key: a loop that writes p[i] has written all of p.</summary>
internal readonly record struct Place(Term Key, Term[] Indexes)
{
    public static Place Of(Term term)
    {
        List<Term> indexes = [];
        return new Place(Canonical(term, indexes), [.. indexes]);
    }

    /// <summary>A computed row, such as exp(x), has computed elements, which are the same term.</summary>
    public static Term? RowOfComputed(Term place) => place is ElementTerm element && Functions.IsComputed(element.Row) ? element.Row : null;

    public Place? WithoutOuterIndex() =>
        Key is ElementTerm element && !ReferenceEquals(element.Index, Shape.AnyIndex)
            ? new Place(new ElementTerm(element.Row, Shape.AnyIndex), [.. Indexes, element.Index])
            : null;

    private static Term Canonical(Term term, List<Term> indexes)
    {
        switch (term)
        {
            case ElementTerm element:
                Term row = Canonical(element.Row, indexes);
                if (!Shape.HasLoopIndex(element.Index))
                {
                    return new ElementTerm(row, element.Index);
                }

                indexes.Add(element.Index);
                return new ElementTerm(row, Shape.AnyIndex);
            case MemberTerm member:
                return new MemberTerm(Canonical(member.Instance, indexes), member.Name, member.Member);
            default:
                return term;
        }
    }
}
