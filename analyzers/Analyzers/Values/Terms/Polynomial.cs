using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

internal sealed class Constant(double value) : Term(value.GetHashCode(), 1)
{
    public static Constant Zero { get; } = new(0);

    public static Constant One { get; } = new(1);

    public double Value { get; } = value;

    protected override bool IsSame(Term other) => Value.Equals(((Constant)other).Value);
}

/// <summary>A factor and the power it has; a quotient is a power of −1.</summary>
internal readonly record struct Factor(Term Base, double Power);

/// <summary>A number times factors, in the order of their hash codes.</summary>
internal sealed class Monomial : IEquatable<Monomial>
{
    private readonly int _hash;

    public Monomial(double coefficient, Factor[] factors)
    {
        Coefficient = coefficient;
        Factors = factors;
        _hash = factors.Aggregate(61, static (hash, each) => unchecked((hash * 31) + each.Base.GetHashCode() + each.Power.GetHashCode()));
        Size = factors.Sum(static each => each.Base.Size) + 1;
    }

    public static Monomial Unit { get; } = new(1, []);

    public double Coefficient { get; }

    public Factor[] Factors { get; }

    public int Size { get; }

    /// <summary>The same factors times another number.</summary>
    public Monomial With(double coefficient) => new(coefficient, Factors);

    public bool HasSameFactors(Monomial other) => _hash == other._hash && Factors.SequenceEqual(other.Factors);

    public bool Equals(Monomial? other) => other is not null && Coefficient.Equals(other.Coefficient) && HasSameFactors(other);

    public override bool Equals(object? obj) => Equals(obj as Monomial);

    public override int GetHashCode() => unchecked(_hash + Coefficient.GetHashCode());
}

/// <summary>A sum of monomials, none of which has the same factors as another.</summary>
internal sealed class Polynomial(Monomial[] monomials)
    : Term(monomials.Aggregate(67, static (hash, each) => Combine(hash, each.GetHashCode())), monomials.Sum(static each => each.Size))
{
    public Monomial[] Monomials { get; } = monomials;

    public override IEnumerable<Term> Operands => Monomials.SelectMany(static each => each.Factors).Select(static each => each.Base);

    public override Term Rewrite(Func<Term, Term> replace)
    {
        Term sum = Constant.Zero;
        foreach (Monomial monomial in Monomials)
        {
            Term product = new Constant(monomial.Coefficient);
            foreach (Factor factor in monomial.Factors)
            {
                product = Algebra.Multiply(product, Algebra.Power(replace(factor.Base), factor.Power));
            }

            sum = Algebra.Add(sum, product);
        }

        return sum;
    }

    protected override bool IsSame(Term other) => Monomials.SequenceEqual(((Polynomial)other).Monomials);
}
