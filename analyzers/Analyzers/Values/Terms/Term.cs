namespace FusedKernels.Analyzers.Values;

/// <summary>
/// What a value is, as mathematics: exp(x[i] − max x), whatever loops, arrays and locals it went through. Terms are immutable and compare by
/// structure; a sum or a product is always in the form of <see cref="Polynomial"/>, so 1/s·e and e/s are one term.
/// </summary>
internal abstract class Term(int hash, int size) : IEquatable<Term>
{
    private readonly int _hash = hash;

    /// <summary>The number of nodes, by which runaway terms are cut off.</summary>
    public int Size { get; } = size;

    /// <inheritdoc/>
    public bool Equals(Term? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && GetType() == other.GetType() && IsSame(other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Term);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => _hash;

    /// <summary>The same term with each direct operand replaced.</summary>
    public virtual Term Rewrite(Func<Term, Term> replace) => this;

    /// <summary>The direct operands.</summary>
    public virtual IEnumerable<Term> Operands => [];

    /// <inheritdoc/>
    public override string ToString() => TermText.Of(this);

    /// <summary>Whether the other term, of the same type and hash, is the same.</summary>
    protected abstract bool IsSame(Term other);

    protected static int Combine(int first, int second) => unchecked((first * -1521134295) + second);
}
