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

    private static MemberDeclarationSyntax? MemberOf(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
}
