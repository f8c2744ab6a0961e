using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>The variables that something assigns, which are therefore unknown at the head of a loop of it.</summary>
internal static class ChangedVariables
{
    public static IEnumerable<ISymbol> In(IOperation operation)
    {
        HashSet<ISymbol> changed = new(SymbolEqualityComparer.Default);
        HashSet<ISymbol> declared = new(SymbolEqualityComparer.Default);
        foreach (IOperation each in operation.DescendantsAndSelf())
        {
            if (each is IVariableDeclaratorOperation declarator)
            {
                declared.Add(declarator.Symbol);
            }

            foreach (IOperation target in TargetsOf(each))
            {
                if (SymbolOf(target) is { } symbol)
                {
                    changed.Add(symbol);
                }
            }
        }

        if (operation is IForLoopOperation @for)
        {
            declared.ExceptWith(@for.Locals);
        }

        return changed.Where(each => !declared.Contains(each));
    }

    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    public static bool IsIndex(ISymbol symbol) => TypeOf(symbol)?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_Int16 or SpecialType.System_Byte or SpecialType.System_UIntPtr or SpecialType.System_IntPtr;

    /// <summary>Whether a for loop counts the variable up.</summary>
    public static bool Ascends(IForLoopOperation loop, ISymbol symbol) => loop.AtLoopBottom.Any(each =>
        each is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } increment }
            && SymbolEqualityComparer.Default.Equals(SymbolOf(increment.Target), symbol)
        || each is IExpressionStatementOperation { Operation: ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } compound }
            && SymbolEqualityComparer.Default.Equals(SymbolOf(compound.Target), symbol));

    /// <summary>The local, parameter, or field of this object or type.</summary>
    public static ISymbol? SymbolOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Arguments.IsEmpty: true } property => property.Property,
        _ => null,
    };

    private static IOperation[] TargetsOf(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: ITupleOperation tuple } => [.. tuple.Elements],
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation increment => [increment.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        _ => [],
    };
}
