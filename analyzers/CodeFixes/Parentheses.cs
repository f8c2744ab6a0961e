using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Whether a sum or a difference can stand where another expression stood.</summary>
internal static class Parentheses
{
    public static bool AreNeededForSum(ExpressionSyntax place) => place.Parent switch
    {
        BinaryExpressionSyntax binary => binary.Kind() is SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression || (binary.IsKind(SyntaxKind.SubtractExpression) && binary.Right == place),
        PrefixUnaryExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax => true,
        _ => false,
    };

    public static ExpressionSyntax AroundSum(ExpressionSyntax sum, ExpressionSyntax place) => AreNeededForSum(place) ? SyntaxFactory.ParenthesizedExpression(sum) : sum;
}
