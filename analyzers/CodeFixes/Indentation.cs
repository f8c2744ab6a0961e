using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.CodeFixes;

/// <summary>The white space at the beginning of a line.</summary>
internal static class Indentation
{
    public static SyntaxTrivia[] Of(SyntaxTriviaList leading) => [.. leading.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()];

    public static string Of(SyntaxNode node) => string.Concat(Of(node.GetLeadingTrivia()).Select(static trivia => trivia.ToString()));
}
