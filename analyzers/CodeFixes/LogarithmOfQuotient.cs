using FusedKernels.CodeFixes.Formulas;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>log(exp(a) / s) as a − log(s), where no kernel takes the row: the quotient may be 0 where its logarithm is a number.</summary>
internal static class LogarithmOfQuotient
{
    public static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        foreach (ExpressionSyntax expression in Candidates.At(node))
        {
            if (expression is InvocationExpressionSyntax logarithm && MathCalls.LogArgument(logarithm, model) is { } argument && Difference(logarithm, argument, model, cancellation) is { } difference)
            {
                return root.ReplaceNode(logarithm, Comments.Keep(logarithm, Parentheses.AroundSum(difference, logarithm)));
            }
        }

        return null;
    }

    private static BinaryExpressionSyntax? Difference(InvocationExpressionSyntax logarithm, ExpressionSyntax argument, SemanticModel model, CancellationToken cancellation)
    {
        // The quotient may have a name.
        ExpressionSyntax quotient = LocalValues.Named(argument, model, cancellation);
        if (quotient is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } division
            || MathCalls.ExpArgument(ElementFormula.Bare(division.Left), model) is not { } exponent
            || !IsOfType(exponent, logarithm, model) || !IsOfType(division.Right, logarithm, model))
        {
            return null;
        }

        InvocationExpressionSyntax subtrahend = logarithm.WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument((division.Right as ParenthesizedExpressionSyntax)?.Expression.WithoutTrivia() ?? division.Right.WithoutTrivia()))));
        ExpressionSyntax minuend = exponent is ConditionalExpressionSyntax or AssignmentExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(exponent.WithoutTrivia()) : exponent.WithoutTrivia();
        return Exponent.Binary(SyntaxKind.SubtractExpression, minuend, subtrahend.WithoutTrivia());
    }

    // A double is not to be written where a float was.
    private static bool IsOfType(ExpressionSyntax expression, ExpressionSyntax logarithm, SemanticModel model) =>
        model.GetTypeInfo(logarithm).Type?.SpecialType is not SpecialType.System_Single || model.GetTypeInfo(expression).Type?.SpecialType is not SpecialType.System_Double;
}
