using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>A call of a method that is known by its name.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Type">The name of the type that has it; empty if that is unknown.</param>
/// <param name="Operation">The call.</param>
/// <param name="IsStatic">Whether there is no receiver; one that there is comes first in the values.</param>
/// <param name="IsVoid">Whether it returns nothing.</param>
/// <param name="Values">The receiver and the arguments.</param>
internal sealed record LibraryCall(string Name, string Type, IOperation Operation, bool IsStatic, bool IsVoid, Term[] Values)
{
    /// <summary>Where the method is named: not the call, if it was handed to somebody who calls it.</summary>
    public SyntaxNode Origin { get; init; } = Operation.Syntax;

    public bool IsTensorPrimitives => string.Equals(Type, "TensorPrimitives", StringComparison.Ordinal);

    /// <summary>Whether the class only has functions of numbers, so that no argument can be a row.</summary>
    public bool IsOfNumbers => Type is "Math" or "MathF" or "Mathf";

    /// <summary>Whether it gives probabilities, by its name or by that of the class whose function it applies.</summary>
    public bool IsSoftmax => Library.IsSoftmax(Name, Type);

    /// <summary>Whether it gives values between 0 and 1, likewise.</summary>
    public bool IsSigmoid => Library.IsSigmoid(Name, Type);

    /// <summary>Whether the last argument takes the result.</summary>
    public bool HasDestination => IsTensorPrimitives ? IsVoid || Operation.Type is null or { TypeKind: TypeKind.Error } : IsVoid && HasOneMore;

    /// <summary>Whether there is a receiver or a destination beside the operands.</summary>
    private bool HasOneMore => !IsStatic && Library.OperandsOf(Name) is > 0 and var operands && Values.Length == operands + 1;

    /// <summary>Whether the receiver of a function of a row is no row, but a class of functions that the compiler does not know.</summary>
    private bool IsOfHolder => !IsStatic && Values is [var holder, not (Constant or FunctionTerm), ..]
        && (((Library.IsOfRow(Name) || IsSoftmax || IsSigmoid) && InvocationName.IsOfUnknownClass(Operation)) || (holder is AllocationTerm { IsObject: true } && (IsSoftmax || IsSigmoid)));

    /// <summary>The call without an object or class that only holds functions, as in <c>ops.Exp(x)</c>, <c>ops.Add(x, y)</c> or <c>Rows.Sum(x)</c>.</summary>
    public LibraryCall WithoutHolder() => (HasOneMore && !HasDestination) || IsOfHolder ? this with { IsStatic = true, Values = [.. Values.Skip(1)] } : this;
}
