using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>e/(1 + e) and its relatives, which are ∞/∞ for large arguments, as sigmoid, tanh or expm1.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RatioCodeFix : ScalarCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.RatioOfExponentials);

    private protected override string Title => "Use the stable function";

    private protected override StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) => FindRatio(expression, reader, model);

    internal static StableCall? FindRatio(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) =>
        FindQuotient(expression, reader, model) ?? (expression is BinaryExpressionSyntax binary ? OfOneExponential(binary, model) : null);

    /// <summary>An exponential over a sum of them.</summary>
    internal static StableCall? FindQuotient(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) =>
        expression is BinaryExpressionSyntax or AssignmentExpressionSyntax && reader.Read(expression) is { HasDenominator: true } ratio && ratio.Numerator.Exponents.Any(static each => each.Scale != 0)
            ? Classified(ratio)
            : null;

    /// <summary>The function that a ratio is, if it is one.</summary>
    internal static StableCall? Classified(Ratio ratio) => Normalize(ratio) is { } normal ? Classify(normal) : null;

    // exp(a) / exp(b) = exp(a − b), exp(a) · exp(b) = exp(a + b).
    private static StableCall? OfOneExponential(BinaryExpressionSyntax binary, SemanticModel model)
    {
        if (MathCalls.ExpArgument(binary.Left, model) is not { } left || MathCalls.ExpArgument(binary.Right, model) is not { } right)
        {
            return null;
        }

        (Exponent a, Exponent b) = (Exponent.Of(left, model), Exponent.Of(right, model));
        return binary.Kind() switch
        {
            SyntaxKind.DivideExpression when !a.Equals(b) => StableCall.Of(new StableFunction("Exp", Exponent.Difference(a, b))),
            SyntaxKind.MultiplyExpression => StableCall.Of(new StableFunction("Exp", Exponent.Sum(a, b))),
            _ => null,
        };
    }

    // Divided by an exponential, so that the denominator is c + … with only positive exponents; two different exponentials stay.
    private static Ratio? Normalize(Ratio ratio)
    {
        Exponent[] exponents = [.. ratio.Denominator.Exponents];
        Exponent? some = exponents.Where(static each => each.Scale != 0).Select(static each => (Exponent?)each).FirstOrDefault();
        if (some is not { } @base || exponents.Any(each => each.Scale != 0 && each.Text != @base.Text))
        {
            return ratio;
        }

        double lowest = exponents.Min(static each => each.Scale);
        return lowest != 0 && ratio.Numerator.Shifted(Shift(@base, -lowest)) is { } numerator && ratio.Denominator.Shifted(Shift(@base, -lowest)) is { } denominator
            ? ratio with { Numerator = numerator, Denominator = denominator }
            : lowest == 0 ? ratio : null;

        static Exponent Shift(Exponent @base, double scale) => @base.Times(scale / @base.Scale);
    }

    private static StableCall? Classify(Ratio ratio)
    {
        StableCall? call = Classify(ratio.Numerator, ratio.Denominator) ?? OfSeveral(ratio.Numerator, ratio.Denominator);
        return call is null ? null : call with { Factors = ratio.Factors, Divisors = ratio.Divisors };
    }

    private static StableCall? Classify(Terms numerator, Terms denominator)
    {
        double constant = denominator[Exponent.Zero];
        if (constant == 0)
        {
            return OfTwo(numerator, denominator);
        }

        Exponent[] exponents = [.. denominator.Exponents.Where(static each => each.Scale != 0).OrderBy(static each => Math.Abs(each.Scale))];
        if (exponents.Length == 0)
        {
            return null;
        }

        Exponent e = exponents[0];
        double slope = denominator[e] / constant;
        double atZero = numerator[Exponent.Zero] / constant;
        double atE = numerator[e] / constant;
        int terms = (atZero == 0 ? 0 : 1) + (atE == 0 ? 0 : 1);
        if (numerator.Count != terms)
        {
            return null;
        }

        if (exponents.Length == 2)
        {
            // (1 ± e)² = 1 ± 2e + e².
            bool isSquare = exponents[1].Equals(e.Times(2)) && Math.Abs(slope) == 2 && denominator[exponents[1]] == constant && atZero == 0;
            return !isSquare ? null
                : slope > 0 ? StableCall.Of(new("Sigmoid", e), new("Sigmoid", e.Times(-1))) with { Coefficient = atE }
                : StableCall.ReciprocalOf(new("ExpM1", e), new("ExpM1", e.Times(-1))) with { Coefficient = -atE };
        }

        return (exponents.Length, slope) switch
        {
            (1, 1) when atZero == 0 => StableCall.Of(new StableFunction("Sigmoid", e)) with { Coefficient = atE },
            (1, 1) when atE == 0 => StableCall.Of(new StableFunction("Sigmoid", e.Times(-1))) with { Coefficient = atZero },
            (1, 1) when atE == -atZero => StableCall.Of(new StableFunction("Tanh", Half(e))) with { Coefficient = atE },
            (1, -1) when atZero == 0 => StableCall.ReciprocalOf(new StableFunction("ExpM1", e.Times(-1))) with { Coefficient = atE },
            (1, -1) when atE == 0 => StableCall.ReciprocalOf(new StableFunction("ExpM1", e)) with { Coefficient = -atZero },
            (1, -1) when atE == atZero => StableCall.ReciprocalOf(new StableFunction("Tanh", Half(e))) with { Coefficient = -atE },
            _ => null,
        };
    }

    // c · exp(a) / Σ cᵢ · exp(aᵢ) = c / Σ cᵢ · exp(aᵢ − a), which is 0 where one of them is ∞.
    private static StableCall? OfSeveral(Terms numerator, Terms denominator)
    {
        if (numerator.Count != 1 || denominator.Count < 2 || denominator.Exponents.Any(each => denominator[each] < 0))
        {
            return null;
        }

        Exponent a = numerator.Exponents.Single();
        Terms sum = denominator.Exponents
            .Select(each => Terms.Exponential(each.Equals(a) ? Exponent.Zero : each.Plus(a.Times(-1)) ?? Exponent.Difference(each, a)).Times(denominator[each]))
            .Aggregate(static (left, right) => left.Plus(right));
        return StableCall.Of() with { Coefficient = numerator[a], Sum = sum };
    }

    private static Exponent Half(Exponent exponent) => exponent.Times(0.5);

    /// <summary>exp(a) / (exp(a) + exp(b)) is the sigmoid of a − b.</summary>
    private static StableCall? OfTwo(Terms numerator, Terms denominator)
    {
        Exponent[] exponents = [.. denominator.Exponents];
        if (exponents.Length != 2 || numerator.Count != 1 || denominator[exponents[0]] != denominator[exponents[1]])
        {
            return null;
        }

        Exponent a = numerator.Exponents.Single();
        Exponent b = exponents[0].Equals(a) ? exponents[1] : exponents[0];
        return exponents.Any(each => each.Equals(a))
            ? StableCall.Of(new StableFunction("Sigmoid", Exponent.Difference(a, b))) with { Coefficient = numerator[a] / denominator[a] }
            : null;
    }
}
