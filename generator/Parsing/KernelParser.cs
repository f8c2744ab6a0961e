using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing;

/// <summary>Turns an attributed method into a spec, or into nothing where the method cannot have a kernel.</summary>
internal static class KernelParser
{
    public static KernelSpec? Parse(KernelDefinition kernel, GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        if (attributed is not { TargetNode: MethodDeclarationSyntax declaration, TargetSymbol: IMethodSymbol method }
            || KernelCandidate.Read(declaration, method, cancellation) is not { } candidate
            || candidate.Kernel != kernel
            || KernelValidation.Validate(candidate, cancellation).Any()
            || candidate.Element is not { } element)
        {
            return null;
        }

        KernelSpec spec = new(
            kernel.Name,
            element,
            MethodReader.Read(method, declaration, cancellation),
            new([.. candidate.Parameters.Select(MethodReader.Read)]),
            candidate.Options.Values,
            attributed.SemanticModel.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: true });
        return kernel.ChoosesRows ? WithColumns(spec) : spec;
    }

    /// <summary>Experts are the columns of a softmax.</summary>
    private static KernelSpec WithColumns(KernelSpec spec) => spec with
    {
        Parameters = new([.. spec.Parameters.Select(static parameter => parameter.Role == Role.Experts ? parameter with { Role = Role.Columns } : parameter)]),
        Options = spec.Options with { Length = spec.Options.Gate.Experts },
    };
}
