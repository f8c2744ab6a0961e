using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Exponentials that meet as ∞ − ∞ or ∞/∞, as one exponential times what does not overflow with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class IndeterminateCodeFix : ScalarCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.IndeterminateExponentials);

    private protected override string Title => "Use one exponential";

    // A sum in which an exponential cancels has lost its brackets, and only its author knows which.
    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault().IsKind(SyntaxKind.AddExpression) ? null : base.Rewrite(root, node, model, cancellation);

    private protected override StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) =>
        RatioCodeFix.FindRatio(expression, reader, model) is { } ratio ? ratio
        : expression is not BinaryExpressionSyntax binary ? null
        : reader.Read(expression) is { } read ? OfDifference(read)
        : OfProducts(binary, reader, model.GetTypeInfo(binary).Type?.SpecialType == SpecialType.System_Single);

    // c · exp(a) − c · exp(b) = c · exp(b) · (exp(a − b) − 1).
    private static StableCall? OfDifference(Ratio ratio)
    {
        if (ratio is not { HasDenominator: false, Numerator: { Count: 2 } terms })
        {
            return null;
        }

        Exponent[] exponents = [.. terms.Exponents.OrderBy(static each => Math.Abs(each.Scale))];
        (Exponent b, Exponent a) = (exponents[0], exponents[1]);
        if (terms[a] != -terms[b])
        {
            return null;
        }

        StableCall call = b.Scale == 0
            ? StableCall.Of(new StableFunction("ExpM1", a))
            : StableCall.Of(new StableFunction("Exp", b), new StableFunction("ExpM1", a.Plus(b.Times(-1)) ?? Exponent.Difference(a, b)));
        return call with { Coefficient = terms[a], Factors = ratio.Factors, Divisors = ratio.Divisors };
    }

    // f · exp(a) − g · exp(a) = (f − g) · exp(a).
    private static StableCall? OfProducts(BinaryExpressionSyntax binary, FormulaReader reader, bool isSingle) =>
        binary.IsKind(SyntaxKind.SubtractExpression)
        && reader.Read(binary.Left) is { HasDenominator: false, Divisors.IsEmpty: true, Numerator: { Count: 1 } left } minuend
        && reader.Read(binary.Right) is { HasDenominator: false, Divisors.IsEmpty: true, Numerator: { Count: 1 } right } subtrahend
        && left.Exponents.Single() is var exponent && exponent.Scale != 0 && right.Exponents.Single().Equals(exponent)
            ? StableCall.Of(new StableFunction("Exp", exponent)) with
            {
                Factors = [SyntaxFactory.ParenthesizedExpression(Exponent.Binary(SyntaxKind.SubtractExpression, Product(left[exponent], minuend, isSingle), Product(right[exponent], subtrahend, isSingle)))],
            }
            : null;

    private static ExpressionSyntax Product(double coefficient, Ratio ratio, bool isSingle)
    {
        IEnumerable<ExpressionSyntax> factors = ratio.Factors.Select(static factor => Exponent.Parenthesized(factor.WithoutTrivia()));
        if (coefficient != 1 || ratio.Factors.IsEmpty)
        {
            factors = factors.Prepend(Exponent.Literal(coefficient, isSingle));
        }

        return factors.Aggregate(static (left, right) => Exponent.Binary(SyntaxKind.MultiplyExpression, left, right));
    }
}
