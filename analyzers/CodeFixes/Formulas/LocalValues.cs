using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>What locals stand for.</summary>
internal static class LocalValues
{
    /// <summary>The value of a local that is assigned where it is declared and nowhere else.</summary>
    public static ExpressionSyntax? ValueOf(ILocalSymbol local, SemanticModel model, CancellationToken cancellation) =>
        local.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
        && !IsWritten(local, Scope(declarator), model, cancellation)
            ? value
            : null;

    /// <summary>What an expression stands for, without parentheses and casts, through names that nobody writes to.</summary>
    public static ExpressionSyntax Named(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        expression = Kernels.ElementFormula.Bare(expression);
        return expression is IdentifierNameSyntax
            && model.GetSymbolInfo(expression, cancellation).Symbol is ILocalSymbol local
            && ValueOf(local, model, cancellation) is { } value
            && IsUnchanged(value, expression, model, cancellation)
                ? Named(value, model, cancellation)
                : expression;
    }

    /// <summary>The value that a target has before an assignment to it, where nobody reads it: the one with which a local is declared, or that of the statement above.</summary>
    public static ExpressionSyntax? FirstValueOf(AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellation) =>
        model.GetSymbolInfo(assignment.Left, cancellation).Symbol is ILocalSymbol local ? FirstValueOf(local, assignment, model, cancellation)
        : assignment.Parent is ExpressionStatementSyntax statement
            && Statements.In(statement.Parent!).TakeWhile(each => each != statement).LastOrDefault() is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } before }
            && Kernels.Rows.IsRepeatable(before.Left)
            && before.Left.ToString() == assignment.Left.ToString()
            && !assignment.Right.DescendantNodesAndSelf().Concat(before.Right.DescendantNodesAndSelf()).Any(node => node.ToString() == assignment.Left.ToString())
                ? before.Right
                : null;

    private static ExpressionSyntax? FirstValueOf(ILocalSymbol local, AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellation) =>
        local.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
        && assignment.Parent is ExpressionStatementSyntax statement
        && declarator.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()?.Parent == statement.Parent
        && References(local, Scope(declarator), model, cancellation).First() == assignment.Left
        && IsUnchanged(value, assignment, model, cancellation)
            ? value
            : null;

    /// <summary>True where an expression, evaluated again at a later place, has the same value: all that it reads is constant or not written in between.</summary>
    public static bool IsUnchanged(ExpressionSyntax expression, SyntaxNode later, SemanticModel model, CancellationToken cancellation)
    {
        // A lambda or local function in between may run at any time.
        if (Scope(expression) != Scope(later))
        {
            return false;
        }

        foreach (IdentifierNameSyntax name in expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            switch (model.GetSymbolInfo(name, cancellation).Symbol)
            {
                case ILocalSymbol { IsConst: true } or IFieldSymbol { IsConst: true } or IFieldSymbol { IsReadOnly: true } or IMethodSymbol or INamedTypeSymbol or INamespaceSymbol:
                    break;
                case ILocalSymbol local when !IsWrittenAfter(local, expression, later, model, cancellation):
                case IParameterSymbol { RefKind: RefKind.None or RefKind.In } parameter when !IsWrittenAfter(parameter, expression, later, model, cancellation):
                    break;
                case IPropertySymbol { Name: "Length" or "Count" }:
                    break;
                case IFieldSymbol or IPropertySymbol when !HasEffects(expression, later):
                    break;
                default:
                    return false;
            }
        }

        return !expression.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().Any() || !HasEffects(expression, later);
    }

    /// <summary>All places that name a local.</summary>
    public static IEnumerable<IdentifierNameSyntax> References(ISymbol symbol, SyntaxNode scope, SemanticModel model, CancellationToken cancellation) => scope
        .DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => string.Equals(name.Identifier.ValueText, symbol.Name, StringComparison.Ordinal) && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, symbol));

    /// <summary>The body, lambda or member that a node runs in.</summary>
    public static SyntaxNode Scope(SyntaxNode node) => node
        .Ancestors()
        .FirstOrDefault(static each => each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax) or AccessorDeclarationSyntax)
        ?? node.SyntaxTree.GetRoot();

    /// <summary>The member that a node is in, with all functions in it, or a file without a main method.</summary>
    public static SyntaxNode Member(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(static each => each is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();

    public static bool IsWritten(ISymbol symbol, SyntaxNode scope, SemanticModel model, CancellationToken cancellation) =>
        References(symbol, scope, model, cancellation).Any(IsTarget);

    /// <summary>True for a name that is assigned to, or handed out so that it may be.</summary>
    public static bool IsTarget(ExpressionSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) || prefix.IsKind(SyntaxKind.AddressOfExpression),
        PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.PostIncrementExpression) || postfix.IsKind(SyntaxKind.PostDecrementExpression),
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax },
        RefExpressionSyntax => true,
        _ => false,
    };

    // Inside a loop the place before is also a place after.
    private static bool IsWrittenAfter(ISymbol symbol, SyntaxNode from, SyntaxNode to, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode scope = Scope(from);
        foreach (IdentifierNameSyntax name in References(symbol, scope, model, cancellation).Where(IsTarget))
        {
            bool between = name.SpanStart > from.SpanStart && name.SpanStart < to.SpanStart;
            bool elsewhere = Scope(name) != scope;
            if (between || elsewhere)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasEffects(SyntaxNode from, SyntaxNode to) => Scope(from)
        .DescendantNodes(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(from.Span.End, Math.Max(from.Span.End, to.SpanStart)))
        .Where(node => node.SpanStart >= from.Span.End && node.Span.End <= to.SpanStart)
        .Any(static node => node is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax
            || (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: not ("Math" or "MathF" or "Mathf") } } }));
}
