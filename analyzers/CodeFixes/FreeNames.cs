using System.Globalization;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Names for locals and parameters.</summary>
internal static class FreeNames
{
    /// <summary>The first of some names, or of the last with a number behind it, that nothing in the member around a place has.</summary>
    public static string At(SyntaxNode place, params string[] names)
    {
        SyntaxNode scope = LocalValues.Member(place);
        HashSet<string> taken = [.. scope.DescendantTokens(node => node == scope || node is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)).Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)];
        return names.Concat(Enumerable.Range(2, int.MaxValue - 2).Select(number => names[names.Length - 1] + number.ToString(CultureInfo.InvariantCulture))).First(name => !taken.Contains(name));
    }
}
