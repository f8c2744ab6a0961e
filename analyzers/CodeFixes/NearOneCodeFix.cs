using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>exp(x) − 1 and log(1 + x), which lose their digits near 0.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NearOneCodeFix : ScalarCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.CancellationNearZero);

    private protected override string Title => "Use the function that is accurate near 0";

    private protected override StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) =>
        MathCalls.LogArgument(expression, model) is { } sum ? OfLogarithm(sum, model)
        : expression is BinaryExpressionSyntax && !IsInRatio(expression, model) ? OfDifference(expression, reader)
        : null;

    // That is one function as a whole, which the fix of ratios knows.
    private static bool IsInRatio(ExpressionSyntax expression, SemanticModel model) => expression.Ancestors()
        .TakeWhile(static each => each is ParenthesizedExpressionSyntax or BinaryExpressionSyntax or CastExpressionSyntax)
        .OfType<BinaryExpressionSyntax>()
        .Any(each => RatioCodeFix.FindRatio(each, new FormulaReader(model, CancellationToken.None), model) is not null);

    private static StableCall? OfLogarithm(ExpressionSyntax sum, SemanticModel model)
    {
        while (sum is ParenthesizedExpressionSyntax parentheses)
        {
            sum = parentheses.Expression;
        }

        if (sum is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } binary)
        {
            return null;
        }

        return Constants.TryRead(binary.Left, model, out double left) && left == 1 ? StableCall.Of(new StableFunction("LogP1", Exponent.Of(binary.Right, model)))
            : Constants.TryRead(binary.Right, model, out double right) && right == 1 ? StableCall.Of(new StableFunction("LogP1", Exponent.Of(binary.Left, model)))
            : null;
    }

    private static StableCall? OfDifference(ExpressionSyntax expression, FormulaReader reader)
    {
        if (reader.Read(expression) is not { HasDenominator: false, IsPure: true, Numerator: { Count: 2 } terms })
        {
            return null;
        }

        Exponent exponent = terms.Exponents.First(static each => each.Scale != 0 || each.Text.Length > 0);
        return terms[exponent] == 1 && terms[Exponent.Zero] == -1 ? StableCall.Of(new StableFunction("ExpM1", exponent)) : null;
    }
}
