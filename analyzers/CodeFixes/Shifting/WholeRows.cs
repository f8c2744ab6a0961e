using FusedKernels.CodeFixes.Formulas;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>
/// A row that comes from elsewhere may hold more than the exponentials that are written to it: it is read in the loops that go as far as those that
/// wrote it, or as a whole where all of it was written.
/// </summary>
/// <param name="degrees">Of all that is in the member.</param>
/// <param name="scope">The member.</param>
/// <param name="start">Where the first exponential is walked over.</param>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class WholeRows(Degrees degrees, SyntaxNode scope, int start, SemanticModel model, CancellationToken cancellation)
{
    /// <summary>True where nothing is read of a row but what was written to it.</summary>
    public bool Holds(ISymbol row)
    {
        if (!ComesFromElsewhere(row))
        {
            return true;
        }

        // Until it holds ratios; what else it holds is then read as it was.
        int end = degrees.NormalizedAt(row) ?? int.MaxValue;
        IdentifierNameSyntax[] names = [.. LocalValues.References(row, scope, model, cancellation).Where(name => name.SpanStart >= start && name.SpanStart < end)];
        ElementAccessExpressionSyntax[] elements = [.. names.Select(ElementOf).OfType<ElementAccessExpressionSyntax>()];
        return elements.Any(element => LocalValues.IsTarget(element) && IsLengthOf(EndOf(element), row))
            || Array.Exists(names, static name => name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name)
            || (Array.TrueForAll(names, static name => ElementOf(name) is not null || IsLength(name)) && elements.Select(EndOf).Where(static each => each.Length > 0).Distinct(StringComparer.Ordinal).Count() <= 1);
    }

    private static bool ComesFromElsewhere(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.ContainingSymbol is IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } && IsRow(parameter.Type),
        IFieldSymbol field => IsRow(field.Type),
        IPropertySymbol property => IsRow(property.Type),
        _ => false,
    };

    private static bool IsRow(ITypeSymbol type) => type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double) && type.TypeKind != TypeKind.TypeParameter;

    private static ElementAccessExpressionSyntax? ElementOf(IdentifierNameSyntax name)
    {
        ExpressionSyntax row = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name;
        return row.Parent is ElementAccessExpressionSyntax element && element.Expression == row ? element : null;
    }

    private static bool IsLength(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" or "GetLength" or "Keys" } access && access.Expression == name;

    // How far the loop goes that an element is written or read in: the end of it, or the sequence that it follows.
    private string EndOf(ElementAccessExpressionSyntax element)
    {
        HashSet<string> indices = [.. element.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText)];
        foreach (SyntaxNode node in element.Ancestors())
        {
            ExpressionSyntax? end = node switch
            {
                StatementSyntax statement when CountedLoop.Of(statement) is { } loop && indices.Contains(loop.Index) => loop.End,
                ForEachStatementSyntax each when indices.Contains(each.Identifier.ValueText) => each.Expression,
                _ => null,
            };
            if (end is not null)
            {
                return LocalValues.Named(end, model, cancellation).ToString();
            }
        }

        return "";
    }

    private static bool IsLengthOf(string end, ISymbol row) => end.StartsWith(row.Name + ".", StringComparison.Ordinal) || end.StartsWith("this." + row.Name + ".", StringComparison.Ordinal);
}
