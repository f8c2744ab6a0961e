using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>Lambdas, local functions and the file's own methods, as what runs and what is returned.</summary>
internal static class Functions
{
    /// <summary>The local function that is called, or the method of the same file, where nothing else can be meant.</summary>
    public static IMethodSymbol? Called(ExpressionSyntax function, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(function, cancellation).Symbol is IMethodSymbol { IsVirtual: false, IsAbstract: false, IsOverride: false } method && Declaration(method, model, cancellation) is not null
            ? method
            : null;

    public static bool IsLocal(IMethodSymbol method) => method.MethodKind == MethodKind.LocalFunction;

    public static SyntaxNode? Declaration(IMethodSymbol method, SemanticModel model, CancellationToken cancellation) =>
        method is { MethodKind: MethodKind.LocalFunction or MethodKind.Ordinary, DeclaringSyntaxReferences: [var reference] }
        && reference.SyntaxTree == model.SyntaxTree
        && reference.GetSyntax(cancellation) is var declaration
        && declaration is LocalFunctionStatementSyntax or MethodDeclarationSyntax
            ? declaration
            : null;

    /// <summary>All that runs in a member, or in a file without a main method: not the types beside it.</summary>
    public static IEnumerable<SyntaxNode> NodesOf(SyntaxNode scope) => scope.DescendantNodes(static node => node is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax));

    /// <summary>The node within which a statement returns: a lambda, a local function or a member.</summary>
    public static SyntaxNode? Owner(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(static each => each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));

    /// <summary>Everything that a function returns.</summary>
    public static IEnumerable<ExpressionSyntax> Returned(SyntaxNode function)
    {
        ExpressionSyntax? expression = function switch
        {
            LambdaExpressionSyntax lambda => lambda.ExpressionBody,
            LocalFunctionStatementSyntax local => local.ExpressionBody?.Expression,
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
            _ => null,
        };
        return expression is not null
            ? [expression]
            : function.DescendantNodes().OfType<ReturnStatementSyntax>().Where(each => each.Expression is not null && Owner(each) == function).Select(static each => each.Expression!);
    }
}
