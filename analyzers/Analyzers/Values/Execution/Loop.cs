using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>A loop that is being walked through: once, with every variable that it changes unknown at its head.</summary>
internal sealed class Loop(int id, IOperation operation)
{
    public int Id { get; } = id;

    public IOperation Operation { get; } = operation;

    /// <summary>The joined states of all <c>continue</c>s.</summary>
    public State? Continued { get; set; }

    /// <summary>The joined states of all <c>break</c>s.</summary>
    public State? Broken { get; set; }

    /// <summary>The pointers that move from one round to the next.</summary>
    public HashSet<ISymbol> Moved { get; } = new(SymbolEqualityComparer.Default);

    public LoopTerm Head(ISymbol? symbol, bool isIndex) => new(symbol, Id, isIndex);

    /// <summary>Whether the term differs from round to round.</summary>
    public bool Varies(Term term) =>
        (term.Parts & Term.BitOf(Id)) != 0 && Shape.Any(term, each => each is LoopTerm loop && loop.Round == Id);

    /// <summary>What a variable holds after the loop, from what one round makes of it.</summary>
    /// <param name="head">The variable at the head of a round.</param>
    /// <param name="after">The variable after that round.</param>
    /// <param name="initial">The variable before the loop.</param>
    public Term Solve(LoopTerm head, Term after, Term initial)
    {
        if (after.Equals(head))
        {
            return initial;
        }

        if (!Shape.Contains(after, head))
        {
            return after;
        }

        if (head.IsIndex)
        {
            return after is ApplyTerm index && index.Is(Functions.IndexOfMax) ? after : head;
        }

        return Extremum(Functions.Max, ReduceKind.Max, head, after, initial)
            ?? Extremum(Functions.Min, ReduceKind.Min, head, after, initial)
            ?? Sum(head, after, initial)
            ?? Kept(head, after, initial)
            ?? head;
    }

    /// <summary><c>if (…) kept = e;</c> leaves what it began with, or what one of the rounds made.</summary>
    private static Term? Kept(LoopTerm head, Term after, Term initial) => after is ChoiceTerm { HasExponential: true } choice
        && choice.Options.Contains(head)
        && !choice.Options.Any(each => !each.Equals(head) && Shape.Contains(each, head))
            ? ChoiceTerm.Create([initial, .. choice.Options.Where(each => !each.Equals(head))])
            : null;

    private Term? Sum(LoopTerm head, Term after, Term initial)
    {
        Term added = Algebra.Subtract(after, head);
        return Shape.Contains(added, head) ? null : Algebra.Add(initial, Sum(added));
    }

    /// <summary>Σ over the rounds; a round that adds nothing does not matter.</summary>
    public Term Sum(Term added)
    {
        Term body = added is ChoiceTerm choice ? ChoiceTerm.Create([.. choice.Options.Where(static each => each is not Constant { Value: 0 })]) : added;
        return ReduceTerm.Create(ReduceKind.Sum, body, Operation.Syntax);
    }

    private Term? Extremum(string function, ReduceKind kind, LoopTerm head, Term after, Term initial)
    {
        List<Term> candidates = [];
        foreach (Term option in after is ChoiceTerm choice ? choice.Options : [after])
        {
            Term value = option is BoundedTerm bounded ? bounded.Inner : option;
            if (value is ApplyTerm apply && apply.Is(function) && apply.Arguments.Contains(head))
            {
                candidates.AddRange(apply.Arguments.Where(each => !each.Equals(head)));
            }
            else if (!value.Equals(head))
            {
                return null;
            }
        }

        if (candidates.Count == 0 || candidates.Exists(each => Shape.Contains(each, head)))
        {
            return null;
        }

        Term reduced = ReduceTerm.Create(kind, ChoiceTerm.Create([.. candidates]), Operation.Syntax);
        return initial is Constant { Value: var start } && Math.Abs(start) > 1e30
            || candidates.Exists(each => Shape.Covers(each, initial))
                ? reduced
                : Functions.Apply(function, Operation.Syntax, [initial, reduced]);
    }
}
