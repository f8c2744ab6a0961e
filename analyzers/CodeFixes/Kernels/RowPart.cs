using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>What a span views: a row, or so many of its elements.</summary>
/// <param name="Row">The row.</param>
/// <param name="Offset">Where the part begins, if not at the first element.</param>
/// <param name="Length">How many elements it has, or null for all.</param>
internal sealed record RowPart(ExpressionSyntax Row, ExpressionSyntax? Offset = null, ExpressionSyntax? Length = null)
{
    public static RowPart? Of(ExpressionSyntax span) => span switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan", Expression: IdentifierNameSyntax { Identifier.ValueText: "CollectionsMarshal" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CollectionsMarshal" } }, ArgumentList.Arguments: [var list] } => new(list.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" } whole, ArgumentList.Arguments.Count: 0 } => Of(whole.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "Slice" } part, ArgumentList.Arguments: [var offset, var length] } =>
            Of(part.Expression, offset.Expression is LiteralExpressionSyntax { Token.ValueText: "0" } ? null : offset.Expression, length.Expression),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: RangeExpressionSyntax { LeftOperand: null, RightOperand: { } end } }] } start => end.IsKind(SyntaxKind.IndexExpression) ? null : Of(start.Expression, null, end),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: RangeExpressionSyntax }] } or InvocationExpressionSyntax => null,
        _ => new(span),
    };

    private static RowPart? Of(ExpressionSyntax span, ExpressionSyntax? offset, ExpressionSyntax length) => Of(span) is { Offset: null, Length: null } whole ? new(whole.Row, offset, length) : null;
}
