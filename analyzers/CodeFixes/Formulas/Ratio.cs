using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>Factors · Numerator / (Divisors · Denominator), where factors and divisors hold no exponential and are kept as they are written.</summary>
internal sealed record Ratio(ImmutableArray<ExpressionSyntax> Factors, Terms Numerator, Terms Denominator)
{
    public ImmutableArray<ExpressionSyntax> Divisors { get; init; } = [];

    /// <summary>True where there is nothing but exponentials and numbers.</summary>
    public bool IsPure => Factors.IsEmpty && Divisors.IsEmpty;

    public static Ratio One { get; } = new([], Terms.One, Terms.One);

    public static Ratio Of(Terms terms) => new([], terms, Terms.One);

    public bool HasDenominator => Denominator.Count != 1 || Denominator[Exponent.Zero] != 1;

    public Ratio WithFactor(ExpressionSyntax factor) => this with { Factors = Factors.Add(factor) };

    public Ratio? Times(Ratio other) =>
        Numerator.Times(other.Numerator) is { } numerator && Denominator.Times(other.Denominator) is { } denominator
            ? new Ratio(Factors.AddRange(other.Factors), numerator, denominator) { Divisors = Divisors.AddRange(other.Divisors) }
            : null;

    public Ratio? DividedBy(Ratio other)
    {
        Ratio? quotient = !other.HasDenominator && other.Numerator.Reciprocal is { } reciprocal && Numerator.Times(reciprocal) is { } product ? this with { Numerator = product }
            : Numerator.Times(other.Denominator) is { } numerator && Denominator.Times(other.Numerator) is { Count: > 0 } denominator ? this with { Numerator = numerator, Denominator = denominator }
            : null;
        return quotient is null ? null : quotient with { Factors = Factors.AddRange(other.Divisors), Divisors = Divisors.AddRange(other.Factors) };
    }

    public Ratio? Plus(Ratio other) =>
        IsPure && other.IsPure && !HasDenominator && !other.HasDenominator ? Of(Numerator.Plus(other.Numerator)) : null;

    /// <summary>The same with other exponents, unless one is missing.</summary>
    public Ratio? With(Func<Exponent, Exponent?> exponent) =>
        IsPure && Numerator.With(exponent) is { } numerator && Denominator.With(exponent) is { } denominator ? new Ratio(Factors, numerator, denominator) : null;

    public Ratio Negated() => this with { Numerator = Numerator.Times(-1) };
}
