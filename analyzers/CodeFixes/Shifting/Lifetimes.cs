using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>What others can read is a ratio in the end, and so is what the next round or the next row finds.</summary>
/// <param name="degrees">Of all that is in the member.</param>
/// <param name="scope">The member.</param>
/// <param name="block">The block that the maximum is declared in.</param>
/// <param name="start">Where the first exponential is walked over.</param>
/// <param name="loops">Loops over several rows, if there are such in the block.</param>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class Lifetimes(Degrees degrees, SyntaxNode scope, SyntaxNode block, int start, RowLoops? loops, SemanticModel model, CancellationToken cancellation)
{
    private readonly bool _isRepeated = block.Ancestors().TakeWhile(each => each != scope).Any(static each => ShiftedUses.IsLoop(each) || each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    public bool Hold(ISymbol symbol) => IsKept(symbol) && IsOfOneRow(symbol);

    private bool IsKept(ISymbol symbol)
    {
        if (degrees.NormalizedAt(symbol) is { } end)
        {
            return !_isRepeated || IsInside(symbol) || end <= block.Span.End || IsOfFunction(symbol);
        }

        bool isOwn = symbol switch
        {
            IParameterSymbol parameter => IsOfFunction(parameter) || (parameter.RefKind == RefKind.None && IsNumber(parameter.Type)),
            ILocalSymbol local => IsNumber(local.Type) || local.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax,
            IRangeVariableSymbol => true,
            _ => IsPrivate(symbol),
        };
        return isOwn && (!_isRepeated || IsInside(symbol) || IsOfFunction(symbol) || IsRestarted(symbol));
    }

    private bool IsOfOneRow(ISymbol symbol) => loops is null || loops.Separates(
        symbol, LocalValues.References(symbol, scope, model, cancellation).Where(name => name.SpanStart >= start && !(degrees.NormalizedAt(symbol) <= name.SpanStart)));

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double || type.TypeKind == TypeKind.TypeParameter;

    private bool IsInside(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == block.SyntaxTree && block.Span.Contains(reference.Span));

    // A parameter of a lambda, of a local function or of a method that is handed something.
    private bool IsOfFunction(ISymbol symbol) => symbol is IParameterSymbol && symbol.DeclaringSyntaxReferences is [var reference] && Functions.Owner(reference.GetSyntax(cancellation)) is var owner && owner != scope;

    private bool IsPrivate(ISymbol symbol) =>
        symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private }
        && scope.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && !type.Members.Any(member => member != scope && member is not (ConstructorDeclarationSyntax or FieldDeclarationSyntax) && member.DescendantTokens().Any(token => token.ValueText == symbol.Name));

    // Every round begins with a new value, and nobody reads the last one.
    private bool IsRestarted(ISymbol symbol)
    {
        IdentifierNameSyntax[] names = [.. LocalValues.References(symbol, scope, model, cancellation)];
        return Array.TrueForAll(names, name => block.Span.Contains(name.Span))
            && names is [{ Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } first }, ..]
            && first.Left == names[0]
            && statement.Parent == block
            && !first.Right.DescendantNodesAndSelf().Any(node => names.Contains(node));
    }
}
