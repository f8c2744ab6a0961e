using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Rules;

/// <summary>What is right for an infinite argument too: tanh(softplus(x)) is 1 and 1/cosh(softplus(x)) is 0, as in mish and its derivative.</summary>
internal static class Saturation
{
    /// <summary>Whether the value goes nowhere else.</summary>
    public static bool IsOnlyUseOf(IOperation value)
    {
        IOperation outermost = value;
        while (outermost.Parent is IConversionOperation or IParenthesizedOperation)
        {
            outermost = outermost.Parent;
        }

        return outermost.Parent switch
        {
            IArgumentOperation { Parent: { } call } => IsSaturating(call),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => UsesOf(local, value) is { Length: > 0 } uses && Array.TrueForAll(uses, IsOnlyUseOf),
            { } call => call.Syntax is InvocationExpressionSyntax invocation && invocation.ArgumentList.Span.Contains(value.Syntax.Span) && IsSaturating(call),
            null => false,
        };
    }

    private static bool IsSaturating(IOperation call) => (call is IInvocationOperation { TargetMethod.Name: var known } ? known : InvocationName.Of(call)) is "Tanh" or "tanh" or "Cosh";

    private static IOperation[] UsesOf(ILocalSymbol local, IOperation within)
    {
        IOperation body = within;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        return [.. body.Descendants().Where(each => each is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))];
    }
}
