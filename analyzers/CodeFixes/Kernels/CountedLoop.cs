using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>A loop that counts through a row, however it is spelled: <c>for</c>, <c>while</c>, <c>do</c> or <c>Parallel.For</c>.</summary>
/// <param name="Index">The name of the index.</param>
/// <param name="End">What it stays below.</param>
/// <param name="Body">What is done for each index: statements, or one expression.</param>
/// <param name="FromStart">Whether it begins with the row; a <c>while</c> does if its counter is 0 before it.</param>
/// <param name="Counter">The counter that a <c>while</c> steps itself.</param>
internal sealed record CountedLoop(string Index, ExpressionSyntax End, IEnumerable<SyntaxNode> Body, bool FromStart, ExpressionSyntax? Counter = null)
{
    /// <summary>Where the row begins, if not at 0; the end is counted from there.</summary>
    public ExpressionSyntax? Offset { get; init; }

    public static CountedLoop? Of(StatementSyntax statement) => statement switch
    {
        ForStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } start } index, ..] variables, Condition: BinaryExpressionSyntax condition, Incrementors: [var step] } loop =>
            OfFor(index.Identifier.ValueText, start, condition, step, StatementsOf(loop.Statement)) is { } counted && variables.Skip(1).All(other => other.Identifier.ValueText == counted.End.ToString()) ? counted : null,
        WhileStatementSyntax { Condition: BinaryExpressionSyntax condition, Statement: BlockSyntax body } => OfCounter(condition, body.Statements),
        DoStatementSyntax { Condition: BinaryExpressionSyntax condition, Statement: BlockSyntax body } => OfCounter(condition, body.Statements),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" }, Name.Identifier.ValueText: "For" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }, var end, { Expression: SimpleLambdaExpressionSyntax lambda }] } } =>
            new(lambda.Parameter.Identifier.ValueText, end.Expression, lambda.Body is BlockSyntax block ? block.Statements : new SyntaxNode[] { lambda.Body }, FromStart: true),
        _ => null,
    };

    // An array: a new list would hold a copy, which the model does not know.
    public static IEnumerable<SyntaxNode> StatementsOf(StatementSyntax body) => body is BlockSyntax block ? block.Statements : new SyntaxNode[] { body };

    private static CountedLoop? OfFor(string index, ExpressionSyntax start, BinaryExpressionSyntax condition, ExpressionSyntax step, IEnumerable<SyntaxNode> body) =>
        EndOf(condition) is var (compared, end) && compared == index
            ? !IsStep(step, index) ? null
                : IsLiteral(start, "0", "1") ? new(index, end, body, start is LiteralExpressionSyntax { Token.ValueText: "0" })
                : LengthBetween(start, end) is { } between ? new(index, between, body, FromStart: true) { Offset = start }
                : null

            // From the last element down.
            : condition is { RawKind: (int)SyntaxKind.GreaterThanOrEqualExpression, Left: IdentifierNameSyntax counted } && counted.Identifier.ValueText == index && IsLiteral(condition.Right, "0")
                && step is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreDecrementExpression }
                && start is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression, Left: var length } last && IsLiteral(last.Right, "1")
                ? new(index, length, body, FromStart: true)
            : null;

    private static CountedLoop? OfCounter(BinaryExpressionSyntax condition, SyntaxList<StatementSyntax> body) =>
        EndOf(condition) is var (counter, end) && body.LastOrDefault() is ExpressionStatementSyntax { Expression: var step } && IsStep(step, counter)
            ? new(counter, end, body.Take(body.Count - 1), FromStart: true, condition.DescendantNodes().OfType<IdentifierNameSyntax>().First(name => name.Identifier.ValueText == counter))
            : null;

    // i < end, end > i, i != end, i <= end - 1
    private static (string Index, ExpressionSyntax End)? EndOf(BinaryExpressionSyntax condition) => (condition.Kind(), condition.Left, condition.Right) switch
    {
        (SyntaxKind.LessThanExpression or SyntaxKind.NotEqualsExpression, IdentifierNameSyntax index, var end) => (index.Identifier.ValueText, end),
        (SyntaxKind.GreaterThanExpression, var end, IdentifierNameSyntax index) => (index.Identifier.ValueText, end),
        (SyntaxKind.LessThanOrEqualExpression, IdentifierNameSyntax index, BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression, Left: var end } last) when IsLiteral(last.Right, "1") => (index.Identifier.ValueText, end),
        _ => null,
    };

    // start + length
    private static ExpressionSyntax? LengthBetween(ExpressionSyntax start, ExpressionSyntax end) => end is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum ? null
        : sum.Left.ToString() == start.ToString() ? sum.Right
        : sum.Right.ToString() == start.ToString() ? sum.Left
        : null;

    private static bool IsLiteral(ExpressionSyntax expression, params string[] values) => expression is LiteralExpressionSyntax literal && values.Contains(literal.Token.ValueText, StringComparer.Ordinal);

    private static bool IsStep(ExpressionSyntax step, string counter) => step switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax stepped } => stepped.Identifier.ValueText == counter,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression, Operand: IdentifierNameSyntax stepped } => stepped.Identifier.ValueText == counter,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: IdentifierNameSyntax stepped, Right: LiteralExpressionSyntax { Token.ValueText: "1" } } => stepped.Identifier.ValueText == counter,
        _ => false,
    };
}
