using FusedKernels.Generator;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>A method that the package writes, as a softmax, from one row to another or in place.</summary>
/// <param name="Logits">The parameter that it reads.</param>
/// <param name="Probabilities">The parameter that it writes.</param>
internal sealed record SoftmaxKernel(IParameterSymbol Logits, IParameterSymbol Probabilities)
{
    public static SoftmaxKernel? Of(IMethodSymbol method) =>
        method.ReturnsVoid
        && method.Parameters.Any(static each => KnownTypes.TakeApart(each.Type).Container != ParameterContainer.None)
        && method.GetAttributes().Any(static each => KnownTypes.FindKernel(each.AttributeClass) is { Name: "Softmax" })
        && Find(method, Role.Logits) is { } logits
            ? new(logits, Find(method, Role.Probabilities) ?? logits)
            : null;

    private static IParameterSymbol? Find(IMethodSymbol method, Role role) => method.Parameters.FirstOrDefault(each => Roles.Of(each) == role);
}
