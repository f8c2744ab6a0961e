using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>What the types around the method must be, so that another file can add the kernel to them.</summary>
internal static class ContainingTypeRules
{
    public static IEnumerable<KernelViolation> Check(KernelCandidate candidate, MethodDeclarationSyntax declaration)
    {
        string method = candidate.Method.Name;
        foreach (TypeDeclarationSyntax type in declaration.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (type is not (ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax or InterfaceDeclarationSyntax))
            {
                yield return new(Rule.UnsupportedContainingType, declaration.Identifier, method, "an extension block has no partial methods");
            }
            else if (type.Modifiers.Any(SyntaxKind.FileKeyword))
            {
                string reason = $"'{type.Identifier.ValueText}' can be seen in its own file only, and the kernel stands in another";
                yield return new(Rule.UnsupportedContainingType, type.Identifier, method, reason);
            }
            else if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                yield return new(Rule.ContainingTypeNotPartial, type.Identifier, type.Identifier.ValueText, method);
            }
        }
    }
}
