using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>The name that an invocation calls, where the compiler could not tell the method.</summary>
internal static class InvocationName
{
    public static string? Of(IOperation operation) => operation is { Kind: OperationKind.Invalid, Syntax: InvocationExpressionSyntax invocation }
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => null,
        }
        : null;

    /// <summary>Whether the name stands behind that of a class which only holds functions.</summary>
    public static bool IsStatic(IOperation operation) =>
        TypeOf(operation.Syntax) is "Math" or "MathF" or "Mathf" or "math" or "TensorPrimitives" or "Tensor" or "np" or "tf" or "torch" or "Random" or "Array" or "Enumerable" or "Parallel" or "Complex";

    /// <summary>Whether what stands before the name is unknown, and spelled like a class; one may bear the name of a namespace.</summary>
    public static bool IsOfUnknownClass(IOperation call) =>
        call is { Kind: OperationKind.Invalid, Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: [>= 'A' and <= 'Z', ..] } type } }, SemanticModel: { } model }
        && model.GetSymbolInfo(type) is { Symbol: null or INamespaceSymbol, CandidateSymbols.IsEmpty: true };

    /// <summary>What a method is called on, or what an extension method is called on as if it were its own.</summary>
    public static IOperation? ReceiverOf(IOperation call) => call switch
    {
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { Arguments: [{ Value: var first }, ..] } => first,
        { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } } => call.Descendants().FirstOrDefault(each => each.Syntax == receiver),
        _ => null,
    };

    /// <summary>What stands before the name, of a method or a member, without its namespace.</summary>
    public static string TypeOf(SyntaxNode named) => ((named as InvocationExpressionSyntax)?.Expression ?? named) is MemberAccessExpressionSyntax { Expression: var type }
        ? ((type as MemberAccessExpressionSyntax)?.Name ?? type as SimpleNameSyntax)?.Identifier.ValueText ?? ""
        : "";
}
