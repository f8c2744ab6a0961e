using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>A loop that counts through a row, however it is spelled: <c>for</c>, <c>while</c> or <c>Parallel.For</c>.</summary>
/// <param name="Index">The name of the index.</param>
/// <param name="End">What it stays below.</param>
/// <param name="Body">What is done for each index: statements, or one expression.</param>
/// <param name="FromStart">Whether it begins at 0; a <c>while</c> does if its counter is 0 before it.</param>
/// <param name="Counter">The counter that a <c>while</c> steps itself.</param>
internal sealed record CountedLoop(string Index, ExpressionSyntax End, IEnumerable<SyntaxNode> Body, bool FromStart, ExpressionSyntax? Counter = null)
{
    public static CountedLoop? Of(StatementSyntax statement) => statement switch
    {
        ForStatementSyntax { Declaration.Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.ValueText: "0" or "1" } start } index], Condition: { } condition, Incrementors.Count: 1 } loop =>
            EndOf(condition, index.Identifier.ValueText) is { } end ? new(index.Identifier.ValueText, end, StatementsOf(loop.Statement), start.Token.ValueText == "0") : null,
        WhileStatementSyntax { Condition: BinaryExpressionSyntax { Left: IdentifierNameSyntax counter } condition, Statement: BlockSyntax { Statements: { Count: > 0 } body } } =>
            IsStep(body.Last(), counter.Identifier.ValueText) && EndOf(condition, counter.Identifier.ValueText) is { } end
                ? new(counter.Identifier.ValueText, end, body.Take(body.Count - 1), FromStart: true, counter)
                : null,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" }, Name.Identifier.ValueText: "For" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }, var end, { Expression: SimpleLambdaExpressionSyntax lambda }] } } =>
            new(lambda.Parameter.Identifier.ValueText, end.Expression, lambda.Body is BlockSyntax block ? block.Statements : new SyntaxNode[] { lambda.Body }, FromStart: true),
        _ => null,
    };

    // An array: a new list would hold a copy, which the model does not know.
    public static IEnumerable<SyntaxNode> StatementsOf(StatementSyntax body) => body is BlockSyntax block ? block.Statements : new SyntaxNode[] { body };

    private static ExpressionSyntax? EndOf(ExpressionSyntax condition, string index) =>
        condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax compared, Right: var end } && compared.Identifier.ValueText == index ? end : null;

    private static bool IsStep(StatementSyntax statement, string counter) => statement is ExpressionStatementSyntax { Expression: var step } && step switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax stepped } => stepped.Identifier.ValueText == counter,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression, Operand: IdentifierNameSyntax stepped } => stepped.Identifier.ValueText == counter,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: IdentifierNameSyntax stepped, Right: LiteralExpressionSyntax { Token.ValueText: "1" } } => stepped.Identifier.ValueText == counter,
        _ => false,
    };
}
