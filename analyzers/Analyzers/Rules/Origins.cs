using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Rules;

/// <summary>Where an exponential is written. Two that meet after having been computed in longer methods are seldom what they look like.</summary>
internal static class Origins
{
    /// <summary>Whether it is written in the body of the site itself, or in a method of one line.</summary>
    public static bool IsNear(ApplyTerm exponential, Site site) =>
        exponential.Origin is not { } origin || MemberOf(origin) is not MethodDeclarationSyntax { Body.Statements.Count: > 1 } method || method == MemberOf(site.Operation.Syntax);

    /// <summary>Or else in a function of one number in the same class, as sinh beside tanh.</summary>
    public static bool IsNearOrBeside(ApplyTerm exponential, Site site) => IsNear(exponential, site)
        || (MemberOf(exponential.Origin!) is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax, ParameterList.Parameters: [{ Type: PredefinedTypeSyntax }] } function && function.Parent == MemberOf(site.Operation.Syntax)?.Parent);

    private static MemberDeclarationSyntax? MemberOf(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
}
