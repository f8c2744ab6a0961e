using FusedKernels.CodeFixes.Formulas;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>Loops over several rows that keep something of each, such as its sum, in an array. Whatever is found by the index of its row meets nothing of another row.</summary>
/// <param name="Loops">The loops over rows with exponentials in them.</param>
/// <param name="Index">The name that the index of a row has in all of them.</param>
/// <param name="Count">How many rows there are.</param>
internal sealed record RowLoops(IReadOnlyList<ForStatementSyntax> Loops, string Index, ExpressionSyntax Count)
{
    public static RowLoops? Around(IReadOnlyList<ExpSite> sites)
    {
        ForStatementSyntax?[] loops = [.. sites.Select(Around).Distinct()];
        return loops[0] is { } first
            && CountedLoop.Of(first) is { FromStart: true, Offset: null } counted
            && Array.TrueForAll(loops, loop => loop is not null && Header(loop) == Header(first))
                ? new(loops!, counted.Index, counted.End)
                : null;
    }

    public static string Header(ForStatementSyntax loop) => $"for ({loop.Declaration}; {loop.Condition}; {string.Join(", ", loop.Incrementors)})";

    /// <summary>True for what is declared for one row, or used by the index of a row only.</summary>
    /// <param name="symbol">What holds multiples of the rows' factors.</param>
    /// <param name="uses">The names of it, while it does.</param>
    public bool Separates(ISymbol symbol, IEnumerable<IdentifierNameSyntax> uses) =>
        symbol.DeclaringSyntaxReferences is [var reference] && (IsInLoop(reference.GetSyntax()) || (symbol is not IMethodSymbol && uses.All(IsOfRow)));

    private static ForStatementSyntax? Around(ExpSite site) => site is { Walk: ForStatementSyntax, Argument: { } argument }
        ? site.Walk.Ancestors()
            .TakeWhile(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
            .OfType<ForStatementSyntax>()
            .FirstOrDefault(loop => CountedLoop.Of(loop) is { Index: var index } && argument.DescendantTokens().Any(token => token.ValueText == index))
        : null;

    private bool IsInLoop(SyntaxNode node) => LoopsAround(node).Any(loop => loop.Index == Index);

    private static IEnumerable<CountedLoop> LoopsAround(SyntaxNode node) => node.Ancestors().OfType<ForStatementSyntax>().Select(CountedLoop.Of).OfType<CountedLoop>();

    private bool IsOfRow(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "GetLength" }
        || (name.Parent is ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var index }, ..] } element && element.Expression == name && IsInLoop(element) && IsOfRow(index));

    // i, and i * columns + j for a j below the columns.
    private bool IsOfRow(ExpressionSyntax index) => index switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == Index,
        ParenthesizedExpressionSyntax parentheses => IsOfRow(parentheses.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Right: IdentifierNameSyntax column } sum =>
            ElementFormula.Bare(sum.Left) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression, Left: IdentifierNameSyntax row, Right: var columns }
            && row.Identifier.ValueText == Index
            && LoopsAround(index).Any(loop => loop is { Offset: null } && loop.Index == column.Identifier.ValueText && loop.End.ToString() == columns.ToString()),
        _ => false,
    };
}
