using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>An element of a row; x[i, j] is an element of an element.</summary>
internal sealed class ElementTerm(Term row, Term index) : Term(Combine(Combine(7, row.GetHashCode()), index.GetHashCode()), row.Size + index.Size + 1)
{
    public Term Row { get; } = row;

    public Term Index { get; } = index;

    public override IEnumerable<Term> Operands => [Row, Index];

    public override Term Rewrite(Func<Term, Term> replace) => new ElementTerm(replace(Row), replace(Index));

    protected override bool IsSame(Term other) => Row.Equals(((ElementTerm)other).Row) && Index.Equals(((ElementTerm)other).Index);
}

/// <summary>A field or property of an object other than the one whose method this is.</summary>
/// <param name="instance">The object.</param>
/// <param name="name">What the member is called.</param>
/// <param name="member">The member; null if the compiler does not know it.</param>
/// <param name="alias">Another name that it has here; no part of what it is.</param>
internal sealed class MemberTerm(Term instance, string name, ISymbol? member, string? alias = null)
    : Term(Combine(instance.GetHashCode(), StableHash.Of(name)), instance.Size + 1)
{
    public MemberTerm(Term instance, ISymbol member)
        : this(instance, member.Name, member.OriginalDefinition)
    {
    }

    public Term Instance { get; } = instance;

    public string Name { get; } = name;

    /// <summary>What it is called where it is used.</summary>
    public string Alias { get; } = alias ?? name;

    public ISymbol? Member { get; } = member;

    public override IEnumerable<Term> Operands => [Instance];

    public override Term Rewrite(Func<Term, Term> replace) => new MemberTerm(replace(Instance), Name, Member, Alias);

    protected override bool IsSame(Term other) =>
        string.Equals(Name, ((MemberTerm)other).Name, StringComparison.Ordinal)
        && SymbolEqualityComparer.Default.Equals(Member, ((MemberTerm)other).Member)
        && Instance.Equals(((MemberTerm)other).Instance);
}
