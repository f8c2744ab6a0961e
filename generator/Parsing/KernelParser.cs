using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>Turns an attributed method into a spec, or into nothing where the method cannot have a kernel.</summary>
internal static class KernelParser
{
    public static KernelSpec? Parse(KernelDefinition kernel, GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation) => null;
}
