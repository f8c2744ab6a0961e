using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>A pointer is the row that it points into, wherever in it: where a loop moves it, it points at one element after another.</summary>
internal sealed partial class BodyWalker
{
    private static bool IsPointer(IOperation operation) => operation.Type is IPointerTypeSymbol;

    /// <summary><c>*p</c> and <c>*(p + i)</c>.</summary>
    private ElementTerm PointedAt(IOperation pointer)
    {
        while (pointer is IParenthesizedOperation or IConversionOperation)
        {
            pointer = pointer.ChildOperations.First();
        }

        if (pointer is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum && IsPointer(sum.LeftOperand))
        {
            return new ElementTerm(Visit(sum.LeftOperand), Visit(sum.RightOperand));
        }

        IOperation variable = pointer is IIncrementOrDecrementOperation step ? step.Target : pointer;
        Loop? moving = ChangedVariables.SymbolOf(variable) is { } symbol ? _loops.FirstOrDefault(each => each.Moved.Contains(symbol)) : null;
        return new ElementTerm(Visit(pointer), moving is null ? Constant.Zero : moving.Head(null, isIndex: true));
    }
}
