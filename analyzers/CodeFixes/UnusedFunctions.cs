using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Private kernels and local functions that nobody calls any more once a fix has taken their last call; they go with it.</summary>
internal static class UnusedFunctions
{
    /// <summary>The changed root without them.</summary>
    /// <param name="before">The document.</param>
    /// <param name="after">What a fix made of it.</param>
    /// <param name="model">The document's before.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SyntaxNode Remove(SyntaxNode before, SyntaxNode after, SemanticModel model, CancellationToken cancellation)
    {
        HashSet<string> unused =
        [
            .. before.DescendantNodes()
                .Where(node => NameOf(node) is { } name && IsMentioned(before, name) && !IsMentioned(after, name) && !IsMentionedElsewhere(node, name, model, cancellation))
                .Select(static node => NameOf(node)!),
        ];
        if (unused.Count == 0)
        {
            return after;
        }

        after = after.RemoveNodes(after.DescendantNodes().Where(node => node is MethodDeclarationSyntax && NameOf(node) is { } name && unused.Contains(name)), SyntaxRemoveOptions.KeepNoTrivia)!;
        while (after.DescendantNodes().FirstOrDefault(node => node is LocalFunctionStatementSyntax && unused.Contains(NameOf(node)!)) is { } function)
        {
            after = Statements.Remove(after, function);
        }

        return after;
    }

    // Of a kernel without a comment of its own, as a fix declares it, or of a local function.
    private static string? NameOf(SyntaxNode node) => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        MethodDeclarationSyntax { Body: null, ExpressionBody: null, AttributeLists: [{ Attributes: [{ Name: var attribute }] }] } method
            when method.Modifiers.Any(SyntaxKind.PrivateKeyword) && method.Modifiers.Any(SyntaxKind.PartialKeyword)
            && attribute.ToString().Split('.').Last().StartsWith("Fused", StringComparison.Ordinal)
            && !method.DescendantTrivia().Any(static trivia => Comments.IsComment(trivia) || trivia.IsDirective) => method.Identifier.ValueText,
        _ => null,
    };

    private static bool IsMentioned(SyntaxNode root, string name) =>
        root.DescendantTokens(descendIntoTrivia: true).Any(token => token.ValueText == name && token.Parent is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax));

    // In another part of its type; the generator's declares it as well.
    private static bool IsMentionedElsewhere(SyntaxNode function, string name, SemanticModel model, CancellationToken cancellation) =>
        function is MethodDeclarationSyntax
        && (model.GetDeclaredSymbol(function, cancellation)?.ContainingType.DeclaringSyntaxReferences is not { } parts
            || parts.Any(part => part.SyntaxTree != model.SyntaxTree && IsMentioned(part.GetSyntax(cancellation), name)));
}
