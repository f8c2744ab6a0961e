using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Statements that stand beside one another.</summary>
internal static class Statements
{
    /// <summary>The statements that a block, a section of a <c>switch</c> or a file without a main method holds; none for other nodes.</summary>
    public static IReadOnlyList<StatementSyntax> In(SyntaxNode node) => node switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,

        // An array: a new list would hold copies, which the model does not know.
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToArray(),
        _ => Array.Empty<StatementSyntax>(),
    };

    /// <summary>What stands before a statement on its line, and what ends one: a space where several share a line.</summary>
    public static (string Indentation, string EndOfLine) Layout(StatementSyntax statement)
    {
        bool beginsLine = statement.GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia) || statement.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return beginsLine ? (Indentation.Of(statement), Usings.EndOfLine(statement.SyntaxTree.GetRoot())) : ("", " ");
    }

    /// <summary>Puts several statements in the place of one.</summary>
    public static SyntaxNode Replace(SyntaxNode root, StatementSyntax statement, IEnumerable<StatementSyntax> written) => statement.Parent is GlobalStatementSyntax member
        ? root.ReplaceNode(member, written.Select(SyntaxFactory.GlobalStatement))
        : root.ReplaceNode(statement, written);

    /// <summary>Puts statements before one that keeps its comments, below the empty line or the directive above it.</summary>
    /// <param name="root">The document.</param>
    /// <param name="statement">The statement as it is now.</param>
    /// <param name="added">They begin with the statement's indentation, and end their lines.</param>
    public static SyntaxNode Insert(SyntaxNode root, StatementSyntax statement, IEnumerable<StatementSyntax> added)
    {
        SyntaxTriviaList leading = statement.GetLeadingTrivia();
        int directives = leading.Count - leading.Reverse().TakeWhile(static trivia => !trivia.IsDirective).Count();
        int own = Math.Max(EmptyLinesOf(leading), directives);
        IEnumerable<StatementSyntax> above = added.Select((each, index) => index == 0 ? each.WithLeadingTrivia(leading.Take(own).Concat(each.GetLeadingTrivia())) : each);
        return Replace(root, statement, above.Append(statement.WithLeadingTrivia(leading.Skip(own))));
    }

    /// <summary>Takes a statement away and leaves its comments to the next one.</summary>
    public static SyntaxNode Remove(SyntaxNode root, SyntaxNode node)
    {
        node = node.Parent is GlobalStatementSyntax member ? member : node;
        SyntaxToken next = node.GetLastToken().GetNextToken();
        if (node is not (StatementSyntax or GlobalStatementSyntax) || next.IsKind(SyntaxKind.None))
        {
            return root.RemoveNode(node, SyntaxRemoveOptions.KeepExteriorTrivia)!;
        }

        SyntaxTriviaList leading = node.GetLeadingTrivia();
        SyntaxTrivia[] indentation = Indentation.Of(leading);
        IEnumerable<SyntaxTrivia> kept = leading.Any(static trivia => Comments.IsComment(trivia) || trivia.IsDirective) ? leading.Take(leading.Count - indentation.Length) : [];
        if (node.GetTrailingTrivia().Any(Comments.IsComment))
        {
            kept = kept.Concat(indentation).Concat(node.GetTrailingTrivia().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        // The first statement of a block has no empty line above it, others keep theirs.
        IEnumerable<SyntaxTrivia> following = next.LeadingTrivia;
        int empty = EmptyLinesOf(next.LeadingTrivia);
        if (!kept.Any())
        {
            following = node.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken) ? following.Skip(empty)
                : empty > 0 || next.IsKind(SyntaxKind.CloseBraceToken) ? following
                : leading.Take(EmptyLinesOf(leading)).Concat(following);
        }

        SyntaxNode tracked = root.TrackNodes(node, next.Parent!);
        SyntaxToken current = tracked.GetCurrentNode(next.Parent!)!.FindToken(tracked.GetCurrentNode(node)!.GetLastToken().GetNextToken().SpanStart);
        tracked = tracked.ReplaceToken(current, current.WithLeadingTrivia(kept.Concat(following)));
        return tracked.RemoveNode(tracked.GetCurrentNode(node)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    // How much of it is empty lines at its beginning.
    private static int EmptyLinesOf(SyntaxTriviaList leading)
    {
        int end = 0;
        for (int i = 0; i < leading.Count && leading[i].Kind() is SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia; i++)
        {
            end = leading[i].IsKind(SyntaxKind.EndOfLineTrivia) ? i + 1 : end;
        }

        return end;
    }
}
