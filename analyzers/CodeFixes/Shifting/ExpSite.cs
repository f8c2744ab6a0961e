using FusedKernels.CodeFixes.Formulas;
using FusedKernels.CodeFixes.Kernels;
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
    private static readonly HashSet<string> Walkers = new(StringComparer.Ordinal) { "Select", "Sum", "Average", "ConvertAll", "Aggregate", "ToDictionary", "ForEach" };

    /// <summary>What two sites over one row have in common: the argument with the element's place in the row taken out.</summary>
    public string Shape => Argument is null ? Place : string.Concat(Argument.DescendantTokens().Select(token => token.ValueText != Element ? token.Text : Place));

    /// <summary>True where the element is an index into the row.</summary>
    public bool IsIndexed => Walk is ForStatementSyntax || IsCountedBefore || Walk is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" } } } || IsRange(Row);

    /// <summary>True where the index is declared outside of the loop.</summary>
    public bool IsCountedBefore => Walk is WhileStatementSyntax or DoStatementSyntax;

    /// <summary>The argument for an element of another name.</summary>
    public string ArgumentOf(string element) => Argument!
        .ReplaceTokens(Argument!.DescendantTokens().Where(token => token.ValueText == Element), (token, _) => SyntaxFactory.Identifier(token.LeadingTrivia, element, token.TrailingTrivia))
        .WithoutTrivia()
        .ToString();

    private string Place => IsIndexed ? "$" : (Row ?? (Walk as ForEachStatementSyntax)?.Expression)?.WithoutTrivia() + "[$]";

    public static ExpSite? Find(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is MemberAccessExpressionSyntax or IdentifierNameSyntax
            && expression.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax walker }
            && MathCalls.IsExp(expression, model)
            && RowOf(walker) is { } sequence)
        {
            return new(expression, null, walker, "", sequence);
        }

        return MathCalls.ExpArgument(expression, model) is { } argument ? Find(expression, argument, model) : null;
    }

    /// <summary>An exponential whose shape is one of a single element: <c>exp(row[index])</c>, or that of a function's parameter.</summary>
    /// <param name="expression">The exponential.</param>
    /// <param name="row">A site that goes over the row.</param>
    /// <param name="model">The document's.</param>
    public static ExpSite? OfOne(ExpressionSyntax expression, ExpSite row, SemanticModel model)
    {
        if (MathCalls.ExpArgument(expression, model) is not { } argument)
        {
            return null;
        }

        if (argument.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().ToArray() is [{ ArgumentList.Arguments: [.., var index] }]
            && string.Concat(argument.DescendantTokens().Select(token => !index.Span.Contains(token.Span) ? token.Text : token == index.GetFirstToken() ? "$" : "")) == row.Shape)
        {
            return new(expression, argument, expression, "", null);
        }

        // The function is applied to elements of the row; to whatever else it is applied, the ratio stays the same.
        return expression.Ancestors().FirstOrDefault(static each => each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) is { } function
            && ParametersOf(function).FirstOrDefault(name => row.ElementText is { } element && string.Concat(argument.DescendantTokens().Select(token => token.ValueText == name ? element : token.Text)) == row.Shape) is not null
                ? new(expression, argument, function, "", null)
                : null;
    }

    /// <summary>The element itself, in the shape's words.</summary>
    private string? ElementText => !IsIndexed ? Place
        : Argument!.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().ToArray() is [var access] ? string.Concat(access.DescendantTokens().Select(token => token.ValueText != Element ? token.Text : "$"))
        : null;

    // The innermost loop or lambda whose variable the argument uses.
    private static ExpSite? Find(ExpressionSyntax expression, ExpressionSyntax argument, SemanticModel model)
    {
        HashSet<string> names = [.. argument.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText)];
        foreach (SyntaxNode node in expression.Ancestors())
        {
            switch (node)
            {
                case WhileStatementSyntax or DoStatementSyntax when CountedLoop.Of((StatementSyntax)node) is { Index: var counter } && names.Contains(counter):
                    return BeginsAtZero((StatementSyntax)node, counter) && IsOutside(argument, node, counter, model) ? new(expression, argument, node, counter, null) : null;
                case ForStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var index }, ..] } loop when names.Contains(index):
                    return IsOutside(argument, loop, index, model) ? new(expression, argument, loop, index, null) : null;
                case ForEachStatementSyntax loop when names.Contains(loop.Identifier.ValueText):
                    return IsOutside(argument, loop, loop.Identifier.ValueText, model) ? new(expression, argument, loop, loop.Identifier.ValueText, null) : null;
                case LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax walker } } lambda:
                    return ParametersOf(lambda).Where(names.Contains).ToArray() is [var element] && IsWalk(walker) && IsOutside(argument, lambda, element, model) ? new(expression, argument, walker, element, RowOf(walker)) : null;
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

    // int i = 0; while (i < n) …
    private static bool BeginsAtZero(StatementSyntax loop, string counter) => Statements.In(loop.Parent!)
        .TakeWhile(each => each != loop)
        .LastOrDefault(each => each.DescendantTokens().Any(token => token.ValueText == counter)) switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: var variables } => variables.Any(variable => variable is { Identifier.ValueText: var name, Initializer.Value: LiteralExpressionSyntax { Token.ValueText: "0" } } && name == counter),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var left, Right: LiteralExpressionSyntax { Token.ValueText: "0" } } } => left.ToString() == counter,
        _ => false,
    };

    private static string[] ParametersOf(SyntaxNode function) => function switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
        ParenthesizedLambdaExpressionSyntax several => [.. several.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText)],
        LocalFunctionStatementSyntax local => [.. local.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText)],
        _ => [],
    };

    private static bool IsWalk(InvocationExpressionSyntax walker) =>
        RowOf(walker) is not null || walker is { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" }, Name.Identifier.ValueText: "For" }, ArgumentList.Arguments.Count: 3 };

    private static bool IsRange(ExpressionSyntax? row) => row is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Enumerable" }, Name.Identifier.ValueText: "Range" } };

    private static ExpressionSyntax? RowOf(InvocationExpressionSyntax walker) => walker.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access || !Walkers.Contains(name) ? null
        : name is "ConvertAll" or "ForEach" && access.Expression.ToString() == "Array" ? walker.ArgumentList.Arguments[0].Expression
        : access.Expression;
}
