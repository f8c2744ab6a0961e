using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>Loops, and the elements of arrays in them.</summary>
internal sealed partial class RowReader
{
    // Where the loop that is read begins, if not at 0.
    private ExpressionSyntax? _offset;

    private bool ReadLoop(CountedLoop loop)
    {
        _offset = loop.Offset;
        return (loop.Counter is null || Facts[Symbol(loop.Counter)] == RowFact.Start)
            && ReadLoop(loop.Body, loop.Index, null, loop.FromStart)
            && HasLength(loop.End)
            && (loop.Counter is null || Facts.Learn(Symbol(loop.Counter), RowFact.Counter));
    }

    private bool ReadLoop(IEnumerable<SyntaxNode> statements, string element, ExpressionSyntax? sequence, bool fromStart)
    {
        foreach (SyntaxNode statement in statements)
        {
            bool isRead = statement switch
            {
                IfStatementSyntax { Else: null } choice => ReadMaximum(choice, element, sequence),
                LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value } variable] } =>
                    fromStart && IsExponential(ElementFormula.Bare(value), element, sequence) && Facts.Learn(model.GetDeclaredSymbol(variable, cancellation), RowFact.Exponential),
                ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax stated } => ReadMaximum(stated, element, sequence) || (fromStart && ReadAssignment(stated, element, sequence)),
                AssignmentExpressionSyntax assignment => ReadMaximum(assignment, element, sequence) || (fromStart && ReadAssignment(assignment, element, sequence)),
                _ => false,
            };
            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    // if (x > max) max = x;
    private bool ReadMaximum(IfStatementSyntax choice, string element, ExpressionSyntax? sequence)
    {
        StatementSyntax then = choice.Statement is BlockSyntax { Statements: [var only] } ? only : choice.Statement;
        if (choice.Condition is not BinaryExpressionSyntax condition
            || then is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } assignment }
            || Facts[Symbol(target)] is not (RowFact.Start or RowFact.Max)
            || !IsElement(assignment.Right, element, sequence))
        {
            return false;
        }

        (ExpressionSyntax larger, ExpressionSyntax smaller) = condition.Kind() switch
        {
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => (condition.Left, condition.Right),
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression => (condition.Right, condition.Left),
            _ => (condition, condition),
        };
        return IsElement(larger, element, sequence) && smaller.ToString() == target.ToString() && Facts.Learn(Symbol(target), RowFact.Max);
    }

    // max = Math.Max(max, x);
    private bool ReadMaximum(AssignmentExpressionSyntax assignment, string element, ExpressionSyntax? sequence) =>
        assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target, Right: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max" }, ArgumentList.Arguments: [var first, var second] } }
        && Facts[Symbol(target)] is RowFact.Start or RowFact.Max
        && ((first.ToString() == target.ToString() && IsElement(second.Expression, element, sequence)) || (second.ToString() == target.ToString() && IsElement(first.Expression, element, sequence)))
        && Facts.Learn(Symbol(target), RowFact.Max);

    private bool ReadAssignment(AssignmentExpressionSyntax assignment, string element, ExpressionSyntax? sequence)
    {
        ISymbol? target = Symbol(assignment.Left is ElementAccessExpressionSyntax { Expression: var array } ? array : assignment.Left);
        bool isStored = assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } stored && sequence is null && IsAt(stored.Expression, index.Expression, element);
        switch (assignment.Kind())
        {
            // sum += exp(x), sum += e[i], sum += e[i] = exp(x)
            case SyntaxKind.AddAssignmentExpression:
                ExpressionSyntax term = ElementFormula.Bare(assignment.Right);
                if (term is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } inner)
                {
                    return ReadAssignment(inner, element, sequence) && Facts[Symbol(((ElementAccessExpressionSyntax)inner.Left).Expression)] == RowFact.Exponentials && Facts.Learn(target, RowFact.Sum);
                }

                return Facts[target] is RowFact.Start or RowFact.Sum && IsExponential(term, element, sequence) && Facts.Learn(target, RowFact.Sum);

            // sum = sum + e
            case SyntaxKind.SimpleAssignmentExpression when assignment is { Left: IdentifierNameSyntax total, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum } && sum.Left.ToString() == total.ToString():
                return Facts[target] is RowFact.Start or RowFact.Sum && IsExponential(ElementFormula.Bare(sum.Right), element, sequence) && Facts.Learn(target, RowFact.Sum);

            case SyntaxKind.SimpleAssignmentExpression when isStored:
                if (IsProbability(assignment.Right, sequence, element))
                {
                    return Store(((ElementAccessExpressionSyntax)assignment.Left).Expression);
                }

                return IsExponential(ElementFormula.Bare(assignment.Right), element, sequence) && Facts.Learn(target, RowFact.Exponentials);

            case SyntaxKind.DivideAssignmentExpression when isStored:
                return Facts[target] == RowFact.Exponentials && IsSum(assignment.Right) && Store(((ElementAccessExpressionSyntax)assignment.Left).Expression);

            case SyntaxKind.MultiplyAssignmentExpression when isStored:
                return Facts[target] == RowFact.Exponentials && IsReciprocal(assignment.Right) && Store(((ElementAccessExpressionSyntax)assignment.Left).Expression);

            default:
                return false;
        }
    }

    private bool IsElement(ExpressionSyntax expression, string element, ExpressionSyntax? sequence)
    {
        expression = ElementFormula.Bare(expression);
        return sequence is not null
            ? expression is IdentifierNameSyntax name && name.Identifier.ValueText == element && IsWholeRow(sequence)
            : expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } access && Facts.IsRow(access.Expression) && IsAt(access.Expression, index.Expression, element);
    }

    private bool IsLength(ExpressionSyntax end)
    {
        switch (end)
        {
            case IdentifierNameSyntax name:
                return Symbol(name) is ILocalSymbol local && LocalValues.ValueOf(local, model, cancellation) is MemberAccessExpressionSyntax value && IsLength(value);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } length:
                return Facts.Row?.ToString() == length.Expression.ToString() || Facts[Symbol(length.Expression)] is RowFact.Exponentials or RowFact.Probabilities
                    || (Facts.Row is { } row && Rows.IsAsLongAs(length.Expression, row, model, cancellation));
            default:
                return false;
        }
    }

    // The place of the loop's element in an array: i, or i behind an offset.
    private bool IsAt(ExpressionSyntax array, ExpressionSyntax index, string element)
    {
        ExpressionSyntax bare = ElementFormula.Bare(index);
        return bare.ToString() == element ? Extent.BeginsAt(array, _offset)
            : _offset is null && bare is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum
                && (sum.Right.ToString() == element ? sum.Left : sum.Left.ToString() == element ? sum.Right : null) is { } offset
                && !offset.DescendantTokens().Any(token => token.ValueText == element)
                && Extent.BeginsAt(array, offset);
    }

    // The loop's end is that of the row, or so many elements from its beginning.
    private bool HasLength(ExpressionSyntax end) =>
        end is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length && Extent.AllocationOf(length.Expression) is { } size && !IsLength(size) ? Extent.Ends(size)
        : IsLength(end) ? Extent.Ends(null)
        : Extent.Ends(end);
}
