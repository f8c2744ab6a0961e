using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>Factors · Numerator / Denominator, where the factors hold no exponential and are kept as they are written.</summary>
internal sealed record Ratio(ImmutableArray<ExpressionSyntax> Factors, Terms Numerator, Terms Denominator)
{
    public static Ratio One { get; } = new([], Terms.One, Terms.One);

    public static Ratio Of(Terms terms) => new([], terms, Terms.One);

    public bool HasDenominator => Denominator.Count != 1 || Denominator[Exponent.Zero] != 1;

    public Ratio WithFactor(ExpressionSyntax factor) => this with { Factors = Factors.Add(factor) };

    public Ratio? Times(Ratio other) =>
        Numerator.Times(other.Numerator) is { } numerator && Denominator.Times(other.Denominator) is { } denominator
            ? new Ratio(Factors.AddRange(other.Factors), numerator, denominator)
            : null;

    public Ratio? DividedBy(Ratio other) =>
        !other.Factors.IsEmpty ? null
        : !other.HasDenominator && other.Numerator.Reciprocal is { } reciprocal && Numerator.Times(reciprocal) is { } product ? this with { Numerator = product }
        : Numerator.Times(other.Denominator) is { } numerator && Denominator.Times(other.Numerator) is { Count: > 0 } denominator ? new Ratio(Factors, numerator, denominator)
        : null;

    public Ratio? Plus(Ratio other) =>
        Factors.IsEmpty && other.Factors.IsEmpty && !HasDenominator && !other.HasDenominator ? Of(Numerator.Plus(other.Numerator)) : null;

    /// <summary>The same with other exponents, unless one is missing.</summary>
    public Ratio? With(Func<Exponent, Exponent?> exponent) =>
        Factors.IsEmpty && Numerator.With(exponent) is { } numerator && Denominator.With(exponent) is { } denominator ? new Ratio(Factors, numerator, denominator) : null;

    public Ratio Negated() => this with { Numerator = Numerator.Times(-1) };
}
