using System.Collections.Immutable;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing;

/// <summary>What a user wrote under a kernel attribute, understood but not judged: what the rules look at and what a spec is made from.</summary>
/// <param name="Kernel">The kernel that the attribute asks for; the first where there are several.</param>
/// <param name="Attributes">The kernel attributes of this declaration.</param>
/// <param name="Declaration">The declaration that carries them: a method, or what an attribute can be put on by mistake.</param>
/// <param name="Method">The declared method.</param>
/// <param name="Parameters">Its parameters, those with a declaration.</param>
/// <param name="Options">The properties of the first attribute.</param>
internal sealed record KernelCandidate(
    KernelDefinition Kernel,
    ImmutableArray<AttributeSyntax> Attributes,
    SyntaxNode Declaration,
    IMethodSymbol Method,
    ImmutableArray<CandidateParameter> Parameters,
    AttributeOptions Options)
{
    /// <summary>The element type of the rows that the kernel starts from; null where there are none, or none of a type that kernels work on.</summary>
    public ElementType? Element => Find(Kernel.Input) is { } input ? ElementTypes.Of(input.Element) : null;

    /// <summary>The element type in a message, also where it is not known yet.</summary>
    public string ElementKeyword => ElementTypes.Keyword(Element ?? ElementType.Single);

    /// <summary>The first parameter of a role.</summary>
    public CandidateParameter? Find(Role role) => Parameters.FirstOrDefault(parameter => parameter.Role == role);

    /// <summary>Reads the method behind a declaration; null where the declaration carries no kernel attribute.</summary>
    public static KernelCandidate? Read(SyntaxNode declaration, IMethodSymbol method, CancellationToken cancellation)
    {
        KernelDefinition? kernel = null;
        AttributeOptions? options = null;
        ImmutableArray<AttributeSyntax>.Builder attributes = ImmutableArray.CreateBuilder<AttributeSyntax>();
        foreach (AttributeData attribute in method.GetAttributes())
        {
            // Both parts of a partial method show the attributes of both: only those written here count.
            if (KnownTypes.FindKernel(attribute.AttributeClass) is { } found
                && attribute.ApplicationSyntaxReference is { } reference
                && reference.SyntaxTree == declaration.SyntaxTree
                && declaration.Span.Contains(reference.Span)
                && reference.GetSyntax(cancellation) is AttributeSyntax syntax)
            {
                kernel ??= found;
                options ??= AttributeOptions.Read(attribute, syntax);
                attributes.Add(syntax);
            }
        }

        return kernel is null || options is null
            ? null
            : new KernelCandidate(kernel, attributes.ToImmutable(), declaration, method, ReadParameters(method, cancellation), options);
    }

    private static ImmutableArray<CandidateParameter> ReadParameters(IMethodSymbol method, CancellationToken cancellation)
    {
        ImmutableArray<CandidateParameter>.Builder parameters = ImmutableArray.CreateBuilder<CandidateParameter>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            cancellation.ThrowIfCancellationRequested();
            if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is ParameterSyntax syntax)
            {
                parameters.Add(CandidateParameter.Read(parameter, syntax, cancellation));
            }
        }

        return parameters.ToImmutable();
    }
}
