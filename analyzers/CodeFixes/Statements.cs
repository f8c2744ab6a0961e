using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Takes statements away and leaves their comments to the next one.</summary>
internal static class Statements
{
    public static SyntaxNode Remove(SyntaxNode root, SyntaxNode node)
    {
        SyntaxToken next = node.GetLastToken().GetNextToken();
        if (node is not StatementSyntax || next.IsKind(SyntaxKind.None))
        {
            return root.RemoveNode(node, SyntaxRemoveOptions.KeepExteriorTrivia)!;
        }

        SyntaxTriviaList leading = node.GetLeadingTrivia();
        SyntaxTriviaList indentation = SyntaxFactory.TriviaList(leading.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        IEnumerable<SyntaxTrivia> kept = leading.Any(static trivia => Comments.IsComment(trivia) || trivia.IsDirective) ? leading.Take(leading.Count - indentation.Count) : [];
        if (node.GetTrailingTrivia().Any(Comments.IsComment))
        {
            kept = kept.Concat(indentation).Concat(node.GetTrailingTrivia().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        // The first statement of a block has no empty line above it.
        IEnumerable<SyntaxTrivia> following = next.LeadingTrivia;
        if (node.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken) && !kept.Any())
        {
            following = following.SkipWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        }

        SyntaxNode tracked = root.TrackNodes(node, next.Parent!);
        SyntaxToken current = tracked.GetCurrentNode(next.Parent!)!.FindToken(tracked.GetCurrentNode(node)!.GetLastToken().GetNextToken().SpanStart);
        tracked = tracked.ReplaceToken(current, current.WithLeadingTrivia(kept.Concat(following)));
        return tracked.RemoveNode(tracked.GetCurrentNode(node)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
