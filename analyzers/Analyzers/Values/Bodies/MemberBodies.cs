using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>The bodies around positions of a file; around the name of a type, all of its methods.</summary>
internal static class MemberBodies
{
    public static IEnumerable<SyntaxNode> Around(SyntaxNode root, IEnumerable<int> positions)
    {
        HashSet<SyntaxNode> found = [];
        foreach (int position in positions)
        {
            SyntaxToken token = root.FindToken(position);
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.SpanStart != position || token.Parent is MethodDeclarationSyntax)
            {
                // Whoever bears the name of another's helper does not call it by that.
                continue;
            }

            IEnumerable<SyntaxNode?> bodies = token.Parent is TypeDeclarationSyntax type ? type.Members.OfType<MethodDeclarationSyntax>() : [Around(token.Parent)];
            foreach (SyntaxNode? body in bodies)
            {
                if (body is not null && found.Add(body))
                {
                    yield return body;
                }
            }
        }
    }

    private static SyntaxNode? Around(SyntaxNode? node)
    {
        for (SyntaxNode? each = node; each is not null; each = each.Parent)
        {
            switch (each)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return each;
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }:
                    return each;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } }:
                    return each;
                case GlobalStatementSyntax:
                    return each.Parent;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
