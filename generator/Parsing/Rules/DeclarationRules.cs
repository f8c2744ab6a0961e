using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>What the method must be: one kernel's definition part, without a body, in a language version that the kernel compiles in.</summary>
internal static class DeclarationRules
{
    public static IEnumerable<KernelViolation> Check(
        KernelCandidate candidate, MethodDeclarationSyntax declaration, CancellationToken cancellation)
    {
        IMethodSymbol method = candidate.Method;
        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 and var version })
        {
            yield return new(Rule.LanguageVersionTooLow, candidate.Attributes[0], method.Name, version.ToDisplayString());
        }

        if (candidate.Attributes.Length > 1)
        {
            string names = string.Join(" and ", candidate.Attributes.Select(attribute => attribute.Name.ToString()));
            yield return new(Rule.SeveralKernels, candidate.Attributes[1], method.Name, names);
        }

        if (Unsupported(method, declaration) is { } reason)
        {
            yield return new(Rule.UnsupportedMethod, declaration.Identifier, method.Name, reason);
            yield break;
        }

        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return new(Rule.MethodNotPartial, declaration.Identifier, method.Name);
        }

        if (declaration.Body is not null || declaration.ExpressionBody is not null || HasAnotherPart(method, cancellation))
        {
            yield return new(Rule.MethodHasBody, declaration.Identifier, method.Name);
        }
    }

    private static string? Unsupported(IMethodSymbol method, MethodDeclarationSyntax declaration) =>
        method.IsGenericMethod ? "it is generic: declare one method for float and one for double"
        : declaration.ExplicitInterfaceSpecifier is not null ? "it implements an interface explicitly, which no partial method can"
        : method.IsAsync ? "it is async, and a kernel has nothing to wait for"
        : method.IsExtern ? "it is extern: its body is elsewhere"
        : declaration.Modifiers.Any(SyntaxKind.AbstractKeyword) ? "it is abstract: it has no body to generate"
        : null;

    /// <summary>True where somebody wrote the other part of the method; the part that the generator added is no offence.</summary>
    private static bool HasAnotherPart(IMethodSymbol method, CancellationToken cancellation) =>
        method.PartialDefinitionPart is not null
        || (method.PartialImplementationPart is { } implementation
            && !implementation.DeclaringSyntaxReferences.Any(reference => IsGenerated(reference.GetSyntax(cancellation))));

    private static bool IsGenerated(SyntaxNode implementation) =>
        implementation is MethodDeclarationSyntax method
        && method.AttributeLists
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: "FusedKernels" });
}
