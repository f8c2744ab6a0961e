namespace FusedKernels.Analyzers.Values;

/// <summary>
/// What a value is, as mathematics: exp(x[i] − max x), whatever loops, arrays and locals it went through. Terms are immutable and compare by
/// structure; a sum or a product is always in the form of <see cref="Polynomial"/>, so 1/s·e and e/s are one term.
/// </summary>
internal abstract class Term(int hash, int size) : IEquatable<Term>
{
    private readonly int _hash = hash;

    private ulong _parts;

    /// <summary>1 for yes, −1 for no, 0 for not asked yet.</summary>
    private sbyte _hasExponential;

    /// <summary>The number of nodes, by which runaway terms are cut off.</summary>
    public int Size { get; } = size;

    /// <summary>A bit for each of the terms that this one is made of, itself included: where another term's bit is not set, that term is no part.</summary>
    public ulong Parts
    {
        get
        {
            if (_parts == 0)
            {
                ulong parts = BitOf(_hash);
                foreach (Term operand in Operands)
                {
                    parts |= operand.Parts;
                }

                _parts = parts;
            }

            return _parts;
        }
    }

    /// <summary>Whether there is an exponential, or a softmax, anywhere in the term.</summary>
    public bool HasExponential
    {
        get
        {
            if (_hasExponential == 0)
            {
                bool has = (this is ApplyTerm apply && (Functions.IsExponential(apply) || apply.Is(Functions.Softmax))) || Operands.Any(static each => each.HasExponential);
                _hasExponential = (sbyte)(has ? 1 : -1);
            }

            return _hasExponential > 0;
        }
    }

    /// <summary>The bit that a term with this hash code has among the <see cref="Parts"/> of others.</summary>
    public static ulong BitOf(int hash) => 1UL << ((hash ^ (hash >> 16)) & 63);

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
