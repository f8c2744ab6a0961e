using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Where a new block's brace stands: behind the block's head or on the next line, as those around it do.</summary>
internal static class Braces
{
    /// <summary>The brace of a statement's block, from the end of its head on.</summary>
    /// <param name="place">Where the statement will stand.</param>
    /// <param name="indentation">That of the statement.</param>
    /// <param name="endOfLine">The document's.</param>
    public static string OfStatement(SyntaxNode place, string indentation, string endOfLine)
    {
        SyntaxNode member = LocalValues.Member(place);
        SyntaxNode root = place.SyntaxTree.GetRoot();
        return Written(StandsBehind(StatementsIn(member).Concat(FunctionsIn(member)).Concat(StatementsIn(root)).Concat(FunctionsIn(root)).Concat(TypesIn(root))), indentation, endOfLine);
    }

    /// <summary>True where the brace of a function stands behind its head.</summary>
    public static bool StandBehindFunctions(SyntaxNode place)
    {
        SyntaxNode root = place.SyntaxTree.GetRoot();
        return StandsBehind(FunctionsIn(root).Concat(TypesIn(root)).Concat(StatementsIn(root)));
    }

    /// <summary>The brace of a type, from the end of its head on.</summary>
    public static string OfType(SyntaxNode root, string endOfLine) => Written(StandsBehind(TypesIn(root).Concat(FunctionsIn(root)).Concat(StatementsIn(root))), "", endOfLine);

    private static string Written(bool standsBehind, string indentation, string endOfLine) => standsBehind ? " {" + endOfLine : endOfLine + indentation + "{" + endOfLine;

    // As the first one does that has more than one line.
    private static bool StandsBehind(IEnumerable<SyntaxToken> braces)
    {
        SyntaxToken other = braces.FirstOrDefault(static brace => brace.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));
        return other.IsKind(SyntaxKind.OpenBraceToken) && !other.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
    }

    private static IEnumerable<SyntaxToken> StatementsIn(SyntaxNode node) => BlocksIn(node).Where(static block => block.Parent is StatementSyntax and not (BlockSyntax or LocalFunctionStatementSyntax)).Select(static block => block.OpenBraceToken);

    private static IEnumerable<SyntaxToken> FunctionsIn(SyntaxNode node) => BlocksIn(node).Where(static block => block.Parent is BaseMethodDeclarationSyntax).Select(static block => block.OpenBraceToken);

    private static IEnumerable<SyntaxToken> TypesIn(SyntaxNode root) => root.DescendantNodes().OfType<TypeDeclarationSyntax>().Select(static type => type.OpenBraceToken);

    private static IEnumerable<BlockSyntax> BlocksIn(SyntaxNode node) => node.DescendantNodes().OfType<BlockSyntax>();
}
