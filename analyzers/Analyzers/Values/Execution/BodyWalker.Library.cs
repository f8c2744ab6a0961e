using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    /// <summary>The meaning of a library's method; null if it has none that matters.</summary>
    private Term? CallLibrary(LibraryCall withHolder)
    {
        LibraryCall call = CommonNames.Of(withHolder).WithoutHolder();
        if (call.IsSoftmax)
        {
            return CallSoftmax(call);
        }

        return CallLogarithm(call) ?? CallReduction(call) ?? CallRow(call) ?? CallElementwise(call);
    }

    /// <summary>The library's softmax, or any that cannot be looked into.</summary>
    private Term CallSoftmax(LibraryCall call)
    {
        if (call.Values.Length == 0)
        {
            return Fresh();
        }

        Term logits = AnyElementOf(call.Values[0]);
        Term probabilities = Functions.Apply(Functions.Softmax, call.Operation.Syntax, [logits]);
        if (call.Name is "SoftMax" or "Softmax" && (call.IsTensorPrimitives || call.Type is "Tensor"))
        {
            Record(SiteKind.Softmax, call.Operation, probabilities, logits);
        }

        for (int index = 1; index < call.Values.Length && (call.IsTensorPrimitives || call.IsVoid); index++)
        {
            Write(new ElementTerm(call.Values[index], FreshIndex()), probabilities);
        }

        if (call.IsVoid && call.Values.Length == 1)
        {
            Write(new ElementTerm(call.Values[0], FreshIndex()), probabilities);
        }

        return probabilities;
    }

    private Term? CallLogarithm(LibraryCall call)
    {
        (double scale, bool plusOne) = call.Name switch
        {
            "Log" or "Ln" or "PointwiseLog" or "Log2" or "Log10" => (1.0, false),
            "LogP1" or "Log1p" or "Log1P" or "Log2P1" or "Log10P1" => (1.0, true),
            _ => (0, false),
        };
        int operands = call.HasDestination ? call.Values.Length - 1 : call.Values.Length;
        if (scale == 0 || operands is not 1 and not 2 || call.Operation.Type is { SpecialType: SpecialType.System_String } || (call.IsVoid && !call.HasDestination))
        {
            return null;
        }

        Term operand = Operand(call.Values[0], call);
        Term argument = plusOne ? Algebra.Add(Constant.One, operand) : operand;
        Term value = Functions.Apply(Functions.Log, call.Operation.Syntax, [argument]);
        Record(plusOne ? SiteKind.LogarithmPlusOne : SiteKind.Logarithm, call.Operation, value, argument);
        return Store(call, value);
    }

    private Term? CallElementwise(LibraryCall call)
    {
        int count = call.HasDestination ? call.Values.Length - 1 : call.Values.Length;
        bool isMethodOfClass = !call.IsStatic && !Library.IsUniform(call.Name);
        if (count < 0 || call.Type is "Complex" || call.Values.Any(static each => each is FunctionTerm) || (isMethodOfClass && count > 2))
        {
            return null;
        }

        if (Library.IsUniform(call.Name))
        {
            return Functions.Apply(Functions.Unit, null, [Fresh()]);
        }

        Term[] operands = [.. call.Values.Take(count).Select(each => Operand(each, call))];
        bool isSingle = call.Operation.Type?.SpecialType == SpecialType.System_Single || call.Type is "MathF" or "Mathf";
        if (Library.Elementwise(call.IsSigmoid ? "Sigmoid" : call.Name, operands, isSingle, call.Origin) is not { } value)
        {
            return null;
        }

        if (Library.IsRoot(call.Name, operands) && Algebra.MonomialsOf(operands[0]) is [{ Coefficient: > 0, Factors: [{ Power: 1, Base: SymbolTerm or MemberTerm } root] }])
        {
            // Of nothing negative there is one.
            _state.Assume(Algebra.Negate(root.Base));
        }

        if (value is ApplyTerm exponential && Functions.IsExponential(exponential))
        {
            value = Guarded(exponential);
        }
        else if (call.Name is "Divide" or "Multiply" or "PointwiseDivide" or "PointwiseMultiply" && operands.Length == 2)
        {
            Record(SiteKind.Product, call.Operation, value, operands[0], call.Name.EndsWith("Divide", StringComparison.Ordinal) ? Algebra.Power(operands[1], -1) : operands[1]);
        }

        return Store(call, value);
    }

    /// <summary>An exponential that a branch keeps from overflowing stays so after the branch.</summary>
    private Term Guarded(ApplyTerm exponential) =>
        _state.Facts is not null
        && Exponentials.IsUnbounded(exponential, new Ranges(null))
        && !Exponentials.IsUnbounded(exponential, new Ranges(_state.Facts))
            ? new BoundedTerm(exponential, new Interval(0, double.MaxValue))
            : exponential;

    /// <summary>What the function is applied to: a number, or each element of a row.</summary>
    private Term Operand(Term value, LibraryCall call) => call.IsOfNumbers ? value
        : value is LoopTerm or SymbolTerm or MemberTerm or ElementTerm && IsNumber(call.Operation.Type) ? WrittenElementOf(value) ?? value
        : AnyElementOf(value);

    private static bool IsNumber(ITypeSymbol? type) =>
        type is null or { SpecialType: not SpecialType.None and not SpecialType.System_Void } or { TypeKind: TypeKind.TypeParameter or TypeKind.Error };

    /// <summary>Into the destination, if there is one.</summary>
    private Term Store(LibraryCall call, Term value)
    {
        if (call.HasDestination && call.Values.Length > 1)
        {
            Write(new ElementTerm(call.Values[^1], FreshIndex()), value);
        }

        return value;
    }
}
