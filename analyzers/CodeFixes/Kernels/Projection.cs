using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>An expression of each element: <c>row.Select(x => …)</c>, or <c>from x in row select …</c>.</summary>
/// <param name="Sequence">The row.</param>
/// <param name="Element">The name of an element.</param>
/// <param name="Body">What becomes of it.</param>
internal sealed record Projection(ExpressionSyntax Sequence, string Element, ExpressionSyntax Body)
{
    public static Projection? Of(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" } access, ArgumentList.Arguments: [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda }] } =>
            new(access.Expression, lambda.Parameter.Identifier.ValueText, body),
        QueryExpressionSyntax { FromClause: { Type: null } from, Body: { Clauses.Count: 0, Continuation: null, SelectOrGroup: SelectClauseSyntax select } } =>
            new(from.Expression, from.Identifier.ValueText, select.Expression),
        _ => null,
    };
}
