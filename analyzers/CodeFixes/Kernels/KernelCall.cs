using FusedKernels.Analyzers.Values;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>A call of a kernel that makes the probabilities of one row.</summary>
/// <param name="Logits">What it reads.</param>
/// <param name="Probabilities">What it writes.</param>
/// <param name="Temperature">What the logits are divided by, or null.</param>
internal sealed record KernelCall(RowPart Logits, RowPart Probabilities, ExpressionSyntax? Temperature)
{
    public static KernelCall? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method
            || SoftmaxKernel.Of(method) is not { } kernel
            || method.GetAttributes().Any(static each => !each.NamedArguments.IsEmpty)
            || call.ArgumentList.Arguments.Count != method.Parameters.Length
            || method.Parameters.Any(static each => Roles.Of(each) is not (Role.Logits or Role.Probabilities or Role.Temperature)))
        {
            return null;
        }

        ExpressionSyntax? temperature = method.Parameters.FirstOrDefault(static each => Roles.Of(each) == Role.Temperature) is { } parameter ? Given(call, parameter) : null;
        return RowPart.Of(Given(call, kernel.Logits)) is { } logits && RowPart.Of(Given(call, kernel.Probabilities)) is { } probabilities ? new(logits, probabilities, temperature) : null;
    }

    private static ExpressionSyntax Given(InvocationExpressionSyntax call, IParameterSymbol parameter) =>
        (call.ArgumentList.Arguments.FirstOrDefault(each => each.NameColon?.Name.Identifier.ValueText == parameter.Name) ?? call.ArgumentList.Arguments[parameter.Ordinal]).Expression;
}
