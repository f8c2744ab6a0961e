using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Makes declarations partial, with every comment where it was.</summary>
internal static class PartialSyntax
{
    /// <summary>Makes these members, and all types around them, partial; whatever is partial already stays as it is.</summary>
    /// <param name="root">The document.</param>
    /// <param name="members">Methods and types in it.</param>
    /// <param name="removeBodies">Whether methods lose their bodies.</param>
    public static SyntaxNode MakePartial(SyntaxNode root, IEnumerable<MemberDeclarationSyntax> members, bool removeBodies)
    {
        IEnumerable<MemberDeclarationSyntax> declarations = members
            .SelectMany(static member => member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>())
            .Where(static member => member is MethodDeclarationSyntax or TypeDeclarationSyntax)
            .Distinct();
        return root.ReplaceNodes(declarations, (_, member) => member is MethodDeclarationSyntax method
            ? Method(removeBodies ? WithoutBody(method) : method)
            : Type((TypeDeclarationSyntax)member));
    }

    private static MethodDeclarationSyntax Method(MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return method;
        }

        SyntaxToken partial = Partial(method.ReturnType.GetLeadingTrivia());
        return method.WithReturnType(method.ReturnType.WithLeadingTrivia()).AddModifiers(partial);
    }

    private static TypeDeclarationSyntax Type(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return type;
        }

        SyntaxToken partial = Partial(type.Keyword.LeadingTrivia);
        return (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial);
    }

    // C# wants partial last: it takes the place, and the leading comments, of the word that stood there.
    private static SyntaxToken Partial(SyntaxTriviaList leading) =>
        SyntaxFactory.Token(leading, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));

    private static MethodDeclarationSyntax WithoutBody(MethodDeclarationSyntax method) => method
        .WithBody(null)
        .WithExpressionBody(null)
        .WithParameterList(method.ParameterList.WithTrailingTrivia())
        .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(method.GetTrailingTrivia()));
}
