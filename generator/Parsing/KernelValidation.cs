using FusedKernels.Generator.Parsing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing;

/// <summary>
/// Every rule that an annotated method must keep. The parser makes no kernel where one is broken, the analyzer says which:
/// both ask here, so that no method is without a kernel and without a reason.
/// </summary>
internal static class KernelValidation
{
    public static IEnumerable<KernelViolation> Validate(KernelCandidate candidate, CancellationToken cancellation)
    {
        if (candidate.Declaration is not MethodDeclarationSyntax declaration)
        {
            AttributeSyntax attribute = candidate.Attributes[0];
            string name = candidate.Method.Name is { Length: > 0 } own ? own : attribute.Name.ToString();
            return [new(Rule.UnsupportedMethod, attribute, name, "it is not an ordinary method")];
        }

        // Half-typed code: the compiler has its word for it, and a second one would be noise.
        if (IsIncomplete(candidate, declaration))
        {
            return [new(null, declaration)];
        }

        return DeclarationRules.Check(candidate, declaration, cancellation)
            .Concat(ContainingTypeRules.Check(candidate, declaration))
            .Concat(ParameterRules.Check(candidate, cancellation))
            .Concat(SignatureRules.Check(candidate, declaration))
            .Concat(OptionRules.Check(candidate))
            .Concat(ThreadRules.Check(candidate))
            .Concat(GateRules.Check(candidate));
    }

    private static bool IsIncomplete(KernelCandidate candidate, MethodDeclarationSyntax declaration) =>
        candidate.Options.HasErrors
        || declaration.Identifier.IsMissing
        || declaration.Parent is not TypeDeclarationSyntax
        || declaration.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => type.Identifier.IsMissing)
        || candidate.Method.ReturnType.TypeKind == TypeKind.Error
        || candidate.Parameters.Any(parameter => parameter.Syntax.Identifier.IsMissing || parameter.Element.TypeKind == TypeKind.Error)
        || KernelNames.OverloadNumber(candidate.Method) is null;
}
