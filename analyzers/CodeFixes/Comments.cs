using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.CodeFixes;

/// <summary>Carries comments over from what is replaced.</summary>
internal static class Comments
{
    public static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    /// <summary>The replacement with the trivia of the node, and in front of it the comments inside the node that it does not hold itself.</summary>
    public static T Keep<T>(SyntaxNode node, T replacement)
        where T : SyntaxNode
    {
        HashSet<string> kept = [.. replacement.DescendantTrivia().Where(IsComment).Select(static trivia => trivia.ToString())];
        SyntaxTriviaList leading = node.GetLeadingTrivia();
        foreach (SyntaxTrivia comment in node.DescendantTrivia().Where(trivia => IsComment(trivia) && node.Span.Contains(trivia.Span) && !kept.Contains(trivia.ToString())))
        {
            // A comment to the end of the line would take the replacement with it.
            SyntaxTrivia block = comment.IsKind(SyntaxKind.SingleLineCommentTrivia)
                ? SyntaxFactory.Comment("/*" + comment.ToString().Substring(2).Replace("*/", "* /") + " */")
                : comment;
            leading = leading.Add(block).Add(SyntaxFactory.Space);
        }

        return replacement.WithLeadingTrivia(leading).WithTrailingTrivia(node.GetTrailingTrivia());
    }
}
