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
    public Monomial(double coefficient, Factor[] factors)
    {
        Coefficient = coefficient;
        Factors = factors;
        FactorsHash = 61;
        Size = 1;
        foreach (Factor factor in factors)
        {
            FactorsHash = unchecked((FactorsHash * 31) + factor.Base.GetHashCode() + factor.Power.GetHashCode());
            Size += factor.Base.Size;
        }
    }

    private Monomial(double coefficient, Monomial like)
    {
        Coefficient = coefficient;
        Factors = like.Factors;
        FactorsHash = like.FactorsHash;
        Size = like.Size;
    }

    public static Monomial Unit { get; } = new(1, []);

    public double Coefficient { get; }

    public Factor[] Factors { get; }

    public int Size { get; }

    /// <summary>Of the factors alone, whatever their number; a sum is in the order of these.</summary>
    public int FactorsHash { get; }

    /// <summary>The same factors times another number.</summary>
    public Monomial With(double coefficient) => new(coefficient, this);

    public bool HasSameFactors(Monomial other) => FactorsHash == other.FactorsHash && (ReferenceEquals(Factors, other.Factors) || Factors.AsSpan().SequenceEqual(other.Factors));

    public bool Equals(Monomial? other) => other is not null && Coefficient.Equals(other.Coefficient) && HasSameFactors(other);

    public override bool Equals(object? obj) => Equals(obj as Monomial);

    public override int GetHashCode() => unchecked(FactorsHash + Coefficient.GetHashCode());
}

/// <summary>A sum of monomials, none of which has the same factors as another.</summary>
internal sealed class Polynomial(Monomial[] monomials)
    : Term(monomials.Aggregate(67, static (hash, each) => Combine(hash, each.GetHashCode())), monomials.Sum(static each => each.Size))
{
    private Term[]? _operands;

    public Monomial[] Monomials { get; } = monomials;

    public override IEnumerable<Term> Operands => _operands ??= [.. Monomials.SelectMany(static each => each.Factors).Select(static each => each.Base)];

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
