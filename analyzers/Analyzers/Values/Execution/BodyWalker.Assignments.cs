using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    /// <summary>The objects whose initializers are being walked through.</summary>
    private readonly Stack<Term> _initialized = new();

    private Term VisitAssignment(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum } assignment
                when IsSame(sum.LeftOperand, assignment.Target) || IsSame(sum.RightOperand, assignment.Target):
                return Accumulate(assignment, assignment.Target, BinaryOperatorKind.Add, IsSame(sum.LeftOperand, assignment.Target) ? sum.RightOperand : sum.LeftOperand);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Visit(assignment.Value));
            case ICompoundAssignmentOperation compound:
                return Accumulate(compound, compound.Target, OperatorOf(compound), compound.Value);
            case ICoalesceAssignmentOperation coalesce:
                return Assign(coalesce.Target, Visit(coalesce.Value));
            case IDeconstructionAssignmentOperation deconstruction:
                Term value = Visit(deconstruction.Value);
                Deconstruct(deconstruction.Target, value, deconstruction.Value.Type);
                return value;
            case IIncrementOrDecrementOperation increment:
                return Step(increment);
            default:
                return Fresh();
        }
    }

    /// <summary>The operator, from the text where a type is unknown.</summary>
    private static BinaryOperatorKind OperatorOf(ICompoundAssignmentOperation compound) => compound.OperatorKind != BinaryOperatorKind.None
        ? compound.OperatorKind
        : compound.Syntax.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => BinaryOperatorKind.Add,
            SyntaxKind.SubtractAssignmentExpression => BinaryOperatorKind.Subtract,
            SyntaxKind.MultiplyAssignmentExpression => BinaryOperatorKind.Multiply,
            SyntaxKind.DivideAssignmentExpression => BinaryOperatorKind.Divide,
            _ => BinaryOperatorKind.None,
        };

    private static bool IsSame(IOperation operand, IOperation target) => operand.Syntax.IsEquivalentTo(target.Syntax, topLevel: false);

    private Term Assign(IOperation target, Term value)
    {
        if (PlaceOf(target) is { } place)
        {
            Write(place, place is ElementTerm element && value.HasExponential ? WithoutNeighbour(element, value) : value);
        }

        return value;
    }

    /// <summary>c[i] = c[i − 1] + e: a sum of all up to there.</summary>
    private Term WithoutNeighbour(ElementTerm place, Term value) =>
        Algebra.MonomialsOf(value).FirstOrDefault(each => each is { Coefficient: 1, Factors: [{ Power: 1, Base: ElementTerm other }] } && IsNeighbour(place, other)) is { Factors: [{ Base: var neighbour }] }
            ? ReduceTerm.Create(ReduceKind.Sum, Algebra.Subtract(value, neighbour), _loops.Peek().Operation.Syntax)
            : value;

    private bool IsNeighbour(ElementTerm place, Term other) => other is ElementTerm before
        && before.Row.Equals(place.Row)
        && _loops.Count > 0
        && Algebra.Subtract(place.Index, before.Index) is Constant { Value: not 0 }
        && _loops.Peek().Varies(place.Index);

    private Term Step(IIncrementOrDecrementOperation step)
    {
        if (PlaceOf(step.Target) is not { } place)
        {
            return Fresh();
        }

        Term before = _state.Read(place);
        if (IsPointer(step.Target))
        {
            return before;
        }

        Term after = Algebra.Add(before, new Constant(step.Kind == OperationKind.Increment ? 1 : -1));
        Write(place, after);
        return step.IsPostfix ? before : after;
    }

    private Term Accumulate(IOperation operation, IOperation target, BinaryOperatorKind kind, IOperation operand)
    {
        Term added = Visit(operand);
        if (PlaceOf(target) is not { } place)
        {
            return added;
        }

        Term before = _state.Read(place);
        if (IsPointer(target))
        {
            return before;
        }

        Term after = place is not SymbolTerm && kind is BinaryOperatorKind.Add && OutermostLoopOver(place, added) is { } loop ? Algebra.Add(before, loop.Sum(Number(added, operand.Type)))
            : place is ElementTerm element && kind is BinaryOperatorKind.Add && before.HasExponential && PlaceOf(operand) is { } other && IsNeighbour(element, other) ? ReduceTerm.Create(ReduceKind.Sum, before, operation.Syntax)
            : Compute(operation, kind, before, target.Type, added, operand.Type);
        if (_loops.Count > 0)
        {
            Record(SiteKind.Accumulation, operation, after, before, added);
        }

        Write(place, after);
        return after;
    }

    /// <summary>The loop whose rounds all add to one element: over columns, in sums[row] += x[row, column].</summary>
    private Loop? OutermostLoopOver(Term place, Term added) =>
        _loops.LastOrDefault(loop => !loop.Varies(place) && loop.Varies(added));

    private void Deconstruct(IOperation target, Term value, ITypeSymbol? type)
    {
        if (target is IDeclarationExpressionOperation declaration)
        {
            Deconstruct(declaration.Expression, value, type);
            return;
        }

        if (target is not ITupleOperation tuple)
        {
            Assign(target, value);
            return;
        }

        for (int index = 0; index < tuple.Elements.Length; index++)
        {
            Deconstruct(tuple.Elements[index], PartOf(value, type, tuple, index), null);
        }
    }

    private static Term PartOf(Term value, ITypeSymbol? type, ITupleOperation tuple, int index) => value switch
    {
        ApplyTerm values when values.Is(Functions.Tuple) && values.Arguments.Length == tuple.Elements.Length => values.Arguments[index],

        // Of a dictionary the key and the value.
        ElementTerm { Index: LoopTerm key } when tuple.Elements.Length == 2 && type is not { IsTupleType: true } && index == 0 && !IsReal(tuple.Elements[0].Type) => key,
        ElementTerm { Index: LoopTerm } when tuple.Elements.Length == 2 && type is not { IsTupleType: true } && index == 1 && IsReal(tuple.Elements[1].Type) => value,
        _ => new MemberTerm(value, "Item" + (index + 1), null, NameOf(tuple.Elements[index])),
    };

    private static string? NameOf(IOperation variable) => ChangedVariables.SymbolOf(variable is IDeclarationExpressionOperation declaration ? declaration.Expression : variable)?.Name;

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
}
