using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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
            leading = leading.Add(Inline(comment)).Add(SyntaxFactory.Space);
        }

        return replacement.WithLeadingTrivia(leading).WithTrailingTrivia(node.GetTrailingTrivia());
    }

    /// <summary>The changed root with all comments of the one before: those that went with what held them stand above the statement that came in its place.</summary>
    public static SyntaxNode Restore(SyntaxNode before, SyntaxNode after)
    {
        Dictionary<string, int> kept = after.DescendantTrivia().Where(IsComment).GroupBy(Text, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        List<SyntaxTrivia> lost = [];
        foreach (SyntaxTrivia comment in before.DescendantTrivia().Where(IsComment))
        {
            if (kept.TryGetValue(Text(comment), out int count) && count > 0)
            {
                kept[Text(comment)]--;
            }
            else
            {
                lost.Add(comment);
            }
        }

        if (lost.Count == 0)
        {
            return after;
        }

        IList<TextChange> changes = after.SyntaxTree.GetChanges(before.SyntaxTree);
        ILookup<SyntaxToken, SyntaxTrivia> owed = lost.ToLookup(comment => PlaceOf(comment, changes, after));
        string endOfLine = Usings.EndOfLine(before);
        string text = before.ToFullString();
        return after.ReplaceTokens(owed.Select(static place => place.Key), (token, current) => current.WithLeadingTrivia(Above(token, owed[token], text, endOfLine)));
    }

    private static string Text(SyntaxTrivia comment) => comment.ToString().Trim('/', '*', ' ');

    // The first token of the statement that now begins where the comment was, or behind it.
    private static SyntaxToken PlaceOf(SyntaxTrivia comment, IList<TextChange> changes, SyntaxNode after)
    {
        int moved = 0;
        foreach (TextChange change in changes.TakeWhile(change => change.Span.End <= comment.SpanStart))
        {
            moved += (change.NewText?.Length ?? 0) - change.Span.Length;
        }

        int start = changes.Where(change => change.Span.Contains(comment.SpanStart)).Select(static change => change.Span.Start).DefaultIfEmpty(comment.SpanStart).First();
        SyntaxToken token = after.FindToken(Math.Min(start + moved, after.FullSpan.End - 1));
        return token.IsKind(SyntaxKind.CloseBraceToken) || token.Parent?.FirstAncestorOrSelf<SyntaxNode>(static node => node is MemberDeclarationSyntax or (StatementSyntax and not BlockSyntax)) is not { } statement
            ? token
            : statement.GetFirstToken();
    }

    // Among the comments that are there already in the order in which they were.
    private static IEnumerable<SyntaxTrivia> Above(SyntaxToken token, IEnumerable<SyntaxTrivia> comments, string before, string endOfLine)
    {
        SyntaxTriviaList leading = token.LeadingTrivia;
        if (!token.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            return leading.Concat(comments.SelectMany(static comment => new[] { Inline(comment), SyntaxFactory.Space }));
        }

        SyntaxTrivia[] indentation = Indentation.Of(leading);
        SyntaxTrivia[] inside = token.IsKind(SyntaxKind.CloseBraceToken) ? [.. indentation, SyntaxFactory.Whitespace("    ")] : indentation;
        List<SyntaxTrivia> lines = [.. leading.Take(leading.Count - indentation.Length)];
        foreach (SyntaxTrivia comment in comments)
        {
            int next = lines.FindIndex(line => IsComment(line) && before.IndexOf(line.ToString(), StringComparison.Ordinal) > comment.SpanStart);
            lines.InsertRange(next < 0 ? lines.Count : Math.Max(0, next - indentation.Length), inside.Append(comment).Append(SyntaxFactory.EndOfLine(endOfLine)));
        }

        return lines.Concat(indentation);
    }

    // A comment to the end of the line would take what follows with it.
    private static SyntaxTrivia Inline(SyntaxTrivia comment) => comment.IsKind(SyntaxKind.SingleLineCommentTrivia)
        ? SyntaxFactory.Comment("/*" + comment.ToString().Substring(2).Replace("*/", "* /") + " */")
        : comment;
}
