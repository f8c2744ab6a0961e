using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>What a diagnostic may mean: the expressions around it, the innermost first, and those within.</summary>
internal static class Candidates
{
    public static IEnumerable<ExpressionSyntax> At(SyntaxNode node) => node.AncestorsAndSelf().TakeWhile(static each => each is not (StatementSyntax or MemberDeclarationSyntax)).Concat(node.DescendantNodes()).OfType<ExpressionSyntax>();
}
