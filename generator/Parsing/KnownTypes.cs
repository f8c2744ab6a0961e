using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>Recognises the few types that a kernel's declaration is made of, by name: nothing is looked up in the compilation.</summary>
internal static class KnownTypes
{
    private const string Namespace = "FusedKernels";

    public const string KernelParameterAttribute = Namespace + ".KernelParameterAttribute";

    public static KernelDefinition? FindKernel(INamedTypeSymbol? attribute) =>
        IsIn(attribute, Namespace)
            ? Array.Find(KernelCatalog.All, kernel => string.Equals(kernel.AttributeName, $"{Namespace}.{attribute!.MetadataName}", StringComparison.Ordinal))
            : null;

    public static bool IsKernelParameterAttribute(INamedTypeSymbol? attribute) =>
        IsIn(attribute, Namespace) && $"{Namespace}.{attribute!.MetadataName}" == KernelParameterAttribute;

    /// <summary>Takes a parameter's type apart: <c>Span&lt;float&gt;</c> is a span of float, <c>int</c> a value of int.</summary>
    public static (ParameterContainer Container, ITypeSymbol Element) TakeApart(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (ParameterContainer.Array, array.ElementType),
        INamedTypeSymbol { MetadataName: "Span`1" } span when IsIn(span, "System") => (ParameterContainer.Span, span.TypeArguments[0]),
        INamedTypeSymbol { MetadataName: "ReadOnlySpan`1" } span when IsIn(span, "System") => (ParameterContainer.ReadOnlySpan, span.TypeArguments[0]),
        _ => (ParameterContainer.None, type),
    };

    public static bool IsCancellationToken(ITypeSymbol type) =>
        type is INamedTypeSymbol { MetadataName: "CancellationToken", ContainingType: null, ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool IsIn(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { ContainingNamespace.IsGlobalNamespace: true } space } && space.Name == name;
}
