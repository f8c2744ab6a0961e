using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>A function of other terms: one of <see cref="Functions"/>, or any method, taken to be pure.</summary>
internal sealed class ApplyTerm : Term
{
    public ApplyTerm(string function, Term[] arguments, SyntaxNode? origin = null)
        : base(arguments.Aggregate(StableHash.Of(function), static (hash, each) => Combine(hash, each.GetHashCode())), arguments.Sum(static each => each.Size) + 1)
    {
        Function = function;
        Arguments = arguments;
        Origin = origin;
    }

    public string Function { get; }

    public Term[] Arguments { get; }

    /// <summary>Where it was called, for messages and fixes; no part of what it is.</summary>
    public SyntaxNode? Origin { get; }

    public override IEnumerable<Term> Operands => Arguments;

    public bool Is(string function) => string.Equals(Function, function, StringComparison.Ordinal);

    public override Term Rewrite(Func<Term, Term> replace) => Functions.Apply(Function, Origin, [.. Arguments.Select(replace)]);

    protected override bool IsSame(Term other) =>
        Is(((ApplyTerm)other).Function) && Arguments.SequenceEqual(((ApplyTerm)other).Arguments);
}
