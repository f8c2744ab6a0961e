using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>Rows as the source names them: arrays, spans and lists.</summary>
internal static class Rows
{
    /// <summary>An output as long as the logits, as a kernel wants it: itself where that can be seen, a slice where it may be longer.</summary>
    public static ExpressionSyntax? WithLengthOf(ExpressionSyntax output, ExpressionSyntax logits, SemanticModel model, CancellationToken cancellation)
    {
        if (IsAsLongAs(output, logits, model, cancellation))
        {
            return output;
        }

        if (!IsRepeatable(logits))
        {
            return null;
        }

        string source = Exponent.Parenthesized(output.WithoutTrivia()).ToString();
        string length = Exponent.Parenthesized(logits.WithoutTrivia()) + ".Length";
        return SyntaxFactory.ParseExpression(model.GetTypeInfo(output, cancellation).Type is IArrayTypeSymbol ? $"{source}.AsSpan(0, {length})" : $"{source}[..{length}]");
    }

    /// <summary>The row that LINQ goes over, in parallel or not.</summary>
    public static ExpressionSyntax WithoutView(ExpressionSyntax sequence) =>
        sequence is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsParallel" or "AsOrdered" or "AsEnumerable" } access, ArgumentList.Arguments.Count: 0 }
            ? WithoutView(access.Expression)
            : sequence;

    /// <summary>True for an expression that may be evaluated twice.</summary>
    public static bool IsRepeatable(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or LiteralExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax => true,
        MemberAccessExpressionSyntax access => IsRepeatable(access.Expression),
        ParenthesizedExpressionSyntax parentheses => IsRepeatable(parentheses.Expression),
        BinaryExpressionSyntax binary => IsRepeatable(binary.Left) && IsRepeatable(binary.Right),
        PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.IndexExpression && IsRepeatable(prefix.Operand),
        RangeExpressionSyntax range => (range.LeftOperand is null || IsRepeatable(range.LeftOperand)) && (range.RightOperand is null || IsRepeatable(range.RightOperand)),
        ElementAccessExpressionSyntax element => IsRepeatable(element.Expression) && element.ArgumentList.Arguments.All(static argument => IsRepeatable(argument.Expression)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "Slice" } access } call =>
            IsRepeatable(access.Expression) && call.ArgumentList.Arguments.All(static argument => IsRepeatable(argument.Expression)),
        _ => false,
    };

    /// <summary>True where two rows can be seen to have one length.</summary>
    public static bool IsAsLongAs(ExpressionSyntax output, ExpressionSyntax logits, SemanticModel model, CancellationToken cancellation)
    {
        string row = WithoutAsSpan(logits);
        if (WithoutAsSpan(output) == row || (SliceLength(output) is { } slice && slice == SliceLength(logits)))
        {
            return true;
        }

        return output is IdentifierNameSyntax name
            && model.GetSymbolInfo(name, cancellation).Symbol is ILocalSymbol local
            && LocalValues.ValueOf(local, model, cancellation) is { } value
            && value switch
            {
                ArrayCreationExpressionSyntax array => array.Type.RankSpecifiers is [{ Sizes: [var size] }, ..] && IsLengthOf(size, row),
                StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax type } => type.RankSpecifiers is [{ Sizes: [var size] }] && IsLengthOf(size, row),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" } access } call => call.ArgumentList.Arguments.Count == 0 && WithoutAsSpan(access.Expression) == row,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AllocateUninitializedArray" }, ArgumentList.Arguments: [var size, ..] } => IsLengthOf(size.Expression, row),
                _ => false,
            };
    }

    private static string? SliceLength(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "Slice" }, ArgumentList.Arguments: [_, { Expression: var length }] } && IsRepeatable(length)
            ? length.ToString()
            : null;

    private static bool IsLengthOf(ExpressionSyntax size, string row) =>
        size is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } length && WithoutAsSpan(length.Expression) == row;

    private static string WithoutAsSpan(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" } access, ArgumentList.Arguments.Count: 0 }
            ? access.Expression.WithoutTrivia().ToString()
            : expression.WithoutTrivia().ToString();
}
