using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

internal enum ReduceKind
{
    Sum,
    Max,
    Min,
}

/// <summary>Σ, max or min of a term over a row.</summary>
internal sealed class ReduceTerm(ReduceKind kind, Term body, SyntaxNode? origin)
    : Term(Combine((int)kind + 31, body.GetHashCode()), body.Size + 1)
{
    public ReduceKind Kind { get; } = kind;

    public Term Body { get; } = body;

    /// <summary>The loop or call that reduces; no part of what it is.</summary>
    public SyntaxNode? Origin { get; } = origin;

    public override IEnumerable<Term> Operands => [Body];

    /// <summary>A sum of sums is one sum, as for every other kind.</summary>
    public static Term Create(ReduceKind kind, Term body, SyntaxNode? origin) => body switch
    {
        ReduceTerm inner when inner.Kind == kind => inner,
        Constant when kind is not ReduceKind.Sum => body,
        _ => new ReduceTerm(kind, body, origin),
    };

    public override Term Rewrite(Func<Term, Term> replace) => Create(Kind, replace(Body), Origin);

    protected override bool IsSame(Term other) => Kind == ((ReduceTerm)other).Kind && Body.Equals(((ReduceTerm)other).Body);
}

/// <summary>One of several values; which one depends on a branch.</summary>
internal sealed class ChoiceTerm : Term
{
    private ChoiceTerm(Term[] options, Term[] conditions)
        : base(options.Concat(conditions).Aggregate(53, static (hash, each) => Combine(hash, each.GetHashCode())), options.Concat(conditions).Sum(static each => each.Size) + 1)
    {
        Options = options;
        Conditions = conditions;
    }

    public Term[] Options { get; }

    /// <summary>For each of the options, if that is known, what is not positive where it is taken.</summary>
    public Term[] Conditions { get; }

    public override IEnumerable<Term> Operands => Conditions.Length == 0 ? Options : [.. Options, .. Conditions];

    public static Term Create(params Term[] options)
    {
        Term[] all = [.. options.SelectMany(static each => each is ChoiceTerm choice ? choice.Options : [each]).Distinct()];
        return all.Length == 1 ? all[0] : new ChoiceTerm(all, []);
    }

    /// <summary>One of two numbers, each under its condition.</summary>
    public static ChoiceTerm Create(Constant first, Term firstCondition, Constant second, Term secondCondition) => new([first, second], [firstCondition, secondCondition]);

    public override Term Rewrite(Func<Term, Term> replace) => Conditions.Length > 0
        ? new ChoiceTerm(Options, [.. Conditions.Select(replace)])
        : Create([.. Options.Select(replace)]);

    protected override bool IsSame(Term other) => Options.SequenceEqual(((ChoiceTerm)other).Options) && Conditions.SequenceEqual(((ChoiceTerm)other).Conditions);
}

/// <summary>A term that a branch taken before keeps within bounds.</summary>
internal sealed class BoundedTerm(Term inner, Interval bounds) : Term(Combine(59, inner.GetHashCode()), inner.Size + 1)
{
    public Term Inner { get; } = inner;

    public Interval Bounds { get; } = bounds;

    public override IEnumerable<Term> Operands => [Inner];

    public override Term Rewrite(Func<Term, Term> replace) => new BoundedTerm(replace(Inner), Bounds);

    protected override bool IsSame(Term other) => Bounds == ((BoundedTerm)other).Bounds && Inner.Equals(((BoundedTerm)other).Inner);
}
