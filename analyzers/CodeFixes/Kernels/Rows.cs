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
        string length = SliceLength(logits) is { } slice ? Exponent.Parenthesized(slice.WithoutTrivia()).ToString() : Exponent.Parenthesized(logits.WithoutTrivia()) + ".Length";
        return SyntaxFactory.ParseExpression(model.GetTypeInfo(output, cancellation).Type is IArrayTypeSymbol ? $"{source}.AsSpan(0, {length})" : $"{source}[..{length}]");
    }

    /// <summary>An element of a row that begins at an offset, or at its array's first element.</summary>
    public static string Element(ExpressionSyntax row, ExpressionSyntax? offset, string index) =>
        $"{Exponent.Parenthesized(row.WithoutTrivia())}[{(offset is null ? index : $"{offset.WithoutTrivia()} + {index}")}]";

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
    public static bool IsAsLongAs(ExpressionSyntax output, ExpressionSyntax logits, SemanticModel model, CancellationToken cancellation) =>
        LengthOf(output, model, cancellation) == LengthOf(logits, model, cancellation);

    // As a text that is the same for the same length.
    private static string LengthOf(ExpressionSyntax row, SemanticModel model, CancellationToken cancellation)
    {
        row = WithoutAsSpan(row);
        ExpressionSyntax made = row is IdentifierNameSyntax && row.SyntaxTree == model.SyntaxTree && model.GetSymbolInfo(row, cancellation).Symbol is ILocalSymbol local && LocalValues.ValueOf(local, model, cancellation) is { } value ? value : row;
        return made switch
        {
            InvocationExpressionSyntax when SliceLength(made) is { } length => Length(length, model, cancellation),
            ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [var size] }, ..] } => Length(size, model, cancellation),
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } } => Length(size, model, cancellation),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AllocateUninitializedArray" }, ArgumentList.Arguments: [var size, ..] } => Length(size.Expression, model, cancellation),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" } access, ArgumentList.Arguments.Count: 0 } => LengthOf(access.Expression, model, cancellation),
            _ => row + ".Length",
        };
    }

    private static string Length(ExpressionSyntax size, SemanticModel model, CancellationToken cancellation)
    {
        ExpressionSyntax named = size.SyntaxTree == model.SyntaxTree ? LocalValues.Named(size, model, cancellation) : size;
        return named is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count", Expression: var measured } ? LengthOf(measured, model, cancellation) : named.ToString();
    }

    private static ExpressionSyntax? SliceLength(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "Slice" }, ArgumentList.Arguments: [_, { Expression: var length }] } && IsRepeatable(length)
            ? length
            : null;

    private static ExpressionSyntax WithoutAsSpan(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" } access, ArgumentList.Arguments.Count: 0 }
            ? access.Expression
            : expression;
}
