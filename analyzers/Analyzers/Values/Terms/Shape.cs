namespace FusedKernels.Analyzers.Values;

/// <summary>Terms without their indices: exp(x[i]) in one loop and exp(x[k]) in the next have one shape, and so has exp(x) of a vector.</summary>
internal static class Shape
{
    /// <summary>Any element of a row.</summary>
    public static LoopTerm AnyIndex { get; } = new(null, 0, isIndex: true);

    public static Term Of(Term term) => Strip(term, everyIndex: false);

    /// <summary>Whether the pattern, which speaks of all elements, covers the term, which speaks of one.</summary>
    public static bool Covers(Term pattern, Term term)
    {
        Term shape = Of(pattern);
        return shape.Equals(Of(term)) || shape.Equals(Strip(term, everyIndex: true));
    }

    public static bool Contains(Term term, Term part)
    {
        if ((term.Parts & Term.BitOf(part.GetHashCode())) == 0)
        {
            return false;
        }

        if (term.Equals(part))
        {
            return true;
        }

        foreach (Term operand in term.Operands)
        {
            if (Contains(operand, part))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Any(Term term, Func<Term, bool> predicate)
    {
        if (predicate(term))
        {
            return true;
        }

        foreach (Term operand in term.Operands)
        {
            if (Any(operand, predicate))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasLoopIndex(Term index) => index switch
    {
        LoopTerm => true,
        Constant or SymbolTerm or AllocationTerm => false,
        _ => index.Operands.Any(HasLoopIndex),
    };

    public static Term Replace(Term term, Term part, Term by)
    {
        return Shape.Contains(term, part) ? Visit(term) : term;

        Term Visit(Term each) => each.Equals(part) ? by : Contains(each, part) ? each.Rewrite(Visit) : each;
    }

    private static Term Strip(Term term, bool everyIndex) => term switch
    {
        LoopTerm { IsIndex: true } => AnyIndex,
        ElementTerm element when everyIndex || HasLoopIndex(element.Index) => Strip(element.Row, everyIndex),
        Constant or SymbolTerm or LoopTerm or AllocationTerm => term,
        _ => term.Rewrite(each => Strip(each, everyIndex)),
    };
}
