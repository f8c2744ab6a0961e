using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>An exponential of each element of a row: in a loop, in a lambda, or as a method group.</summary>
/// <param name="Node">The call, or the method group.</param>
/// <param name="Argument">What it is taken of; null for a method group.</param>
/// <param name="Walk">The loop, lambda or call that goes over the row.</param>
/// <param name="Element">The name of the loop's variable or the lambda's parameter.</param>
/// <param name="Row">The sequence, where a lambda or a method group goes over one.</param>
internal sealed record ExpSite(ExpressionSyntax Node, ExpressionSyntax? Argument, SyntaxNode Walk, string Element, ExpressionSyntax? Row)
{
    private static readonly HashSet<string> Walkers = new(StringComparer.Ordinal) { "Select", "Sum", "Average", "ConvertAll", "Aggregate", "ToDictionary" };

    /// <summary>What two sites over one row have in common: the argument with the element's place in the row taken out.</summary>
    public string Shape => Argument is null ? Sequence + "[$]" : string.Concat(Argument.DescendantTokens().Select(token => token.ValueText != Element ? token.Text : Walk is ForStatementSyntax ? "$" : Sequence + "[$]"));

    private string Sequence => (Row ?? (Walk as ForEachStatementSyntax)?.Expression)?.WithoutTrivia().ToString() ?? "";

    public static ExpSite? Find(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is MemberAccessExpressionSyntax or IdentifierNameSyntax
            && expression.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax walker }
            && model.GetSymbolInfo(expression).Symbol is IMethodSymbol method
            && MathCalls.IsFunction(method, "Exp", 1)
            && RowOf(walker) is { } sequence)
        {
            return new(expression, null, walker, "", sequence);
        }

        return MathCalls.ExpArgument(expression, model) is { } argument ? Find(expression, argument, model) : null;
    }

    // The innermost loop or lambda whose variable the argument uses.
    private static ExpSite? Find(ExpressionSyntax expression, ExpressionSyntax argument, SemanticModel model)
    {
        HashSet<string> names = [.. argument.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText)];
        foreach (SyntaxNode node in expression.Ancestors())
        {
            switch (node)
            {
                case ForStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var index }] } loop when names.Contains(index):
                    return IsOutside(argument, loop, index, model) ? new(expression, argument, loop, index, null) : null;
                case ForEachStatementSyntax loop when names.Contains(loop.Identifier.ValueText):
                    return IsOutside(argument, loop, loop.Identifier.ValueText, model) ? new(expression, argument, loop, loop.Identifier.ValueText, null) : null;
                case LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax walker } } lambda:
                    string[] parameters = lambda switch
                    {
                        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
                        ParenthesizedLambdaExpressionSyntax several => [.. several.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText)],
                        _ => [],
                    };
                    string? element = parameters.SingleOrDefault(names.Contains);
                    return element is not null && RowOf(walker) is { } row && IsOutside(argument, lambda, element, model) ? new(expression, argument, walker, element, row) : null;
                case LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return null;
                default:
                    break;
            }
        }

        return null;
    }

    // Everything but the element is known before the walk begins.
    private static bool IsOutside(ExpressionSyntax argument, SyntaxNode walk, string element, SemanticModel model) => argument
        .DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText != element)
        .All(name => model.GetSymbolInfo(name).Symbol is { } symbol && !symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == walk.SyntaxTree && walk.Span.Contains(reference.Span)));

    private static ExpressionSyntax? RowOf(InvocationExpressionSyntax walker) => walker.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access || !Walkers.Contains(name) ? null
        : name == "ConvertAll" && access.Expression.ToString() == "Array" ? walker.ArgumentList.Arguments[0].Expression
        : access.Expression;

    /// <summary>The shape of an exponential of one element, as in <c>exp(row[index])</c>.</summary>
    public static string? ShapeOfOne(ExpressionSyntax expression, SemanticModel model) =>
        MathCalls.ExpArgument(expression, model) is { } argument && argument.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().ToArray() is [{ ArgumentList.Arguments: [.., var index] }]
            ? string.Concat(argument.DescendantTokens().Select(token => !index.Span.Contains(token.Span) ? token.Text : token == index.GetFirstToken() ? "$" : ""))
            : null;
}
