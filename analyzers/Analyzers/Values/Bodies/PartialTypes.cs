using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>The types of a project that are spread over several files and have exponentials in one of them.</summary>
internal sealed class PartialTypes
{
    private static readonly ConditionalWeakTable<Compilation, PartialTypes> Tables = new();

    private readonly Dictionary<string, List<SyntaxTree>> _parts = new(StringComparer.Ordinal);

    public static PartialTypes Of(Compilation compilation) => Tables.GetValue(compilation, static each => For(each));

    /// <summary>The bodies with exponentials in the other files of types that this file has a part of.</summary>
    public IEnumerable<SyntaxNode> BodiesBeside(SyntaxTree tree)
    {
        if (_parts.Count == 0 || ExponentialWrappers.Scan(tree).Text.IndexOf("partial", StringComparison.Ordinal) < 0)
        {
            yield break;
        }

        HashSet<string> names = [.. tree.GetRoot().DescendantNodes(static each => each is not MemberDeclarationSyntax || each is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>().Where(IsPartial).Select(static each => each.Identifier.ValueText).Where(_parts.ContainsKey)];
        foreach (SyntaxTree other in names.SelectMany(name => _parts[name]).Distinct().Where(other => other != tree))
        {
            foreach (SyntaxNode body in MemberBodies.Around(other.GetRoot(), ExponentialWrappers.Scan(other).Positions))
            {
                if (body.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => names.Contains(type.Identifier.ValueText)))
                {
                    yield return body;
                }
            }
        }
    }

    private static PartialTypes For(Compilation compilation)
    {
        PartialTypes types = new();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            foreach (string name in ExponentialWrappers.Scan(tree).PartialTypes)
            {
                if (!types._parts.TryGetValue(name, out List<SyntaxTree> parts))
                {
                    types._parts[name] = parts = [];
                }

                parts.Add(tree);
            }
        }

        return types;
    }

    public static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
