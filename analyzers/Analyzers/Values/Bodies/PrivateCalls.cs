using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>A private method is judged by how it is called, where all of its calls are known: what it is handed may be shifted already.</summary>
internal sealed class PrivateCalls(SemanticModel model, SourceMethods methods)
{
    private readonly object _gate = new();

    private readonly HashSet<SyntaxNode> _walked = [];

    /// <summary>For each site of a private method, as it is in a call.</summary>
    private readonly Dictionary<SyntaxNode, List<(SyntaxNode Call, Site Site)>> _sites = [];

    private readonly Dictionary<SyntaxNode, HashSet<SyntaxNode>> _calls = [];

    public void Add(SyntaxNode body, BodyWalker walker)
    {
        _walked.Add(body);
        foreach ((SyntaxNode method, SyntaxNode call) in walker.PrivateCalls)
        {
            if (!_calls.TryGetValue(method, out HashSet<SyntaxNode> calls))
            {
                _calls[method] = calls = [];
            }

            calls.Add(call);
        }

        foreach ((SyntaxNode call, Site site) in walker.SitesInPrivateCalls)
        {
            if (!_sites.TryGetValue(site.Operation.Syntax, out List<(SyntaxNode Call, Site Site)> sites))
            {
                _sites[site.Operation.Syntax] = sites = [];
            }

            sites.Add((call, site));
        }
    }

    /// <summary>What the site is in each call of the method that it stands in; empty if not all calls are known.</summary>
    public IReadOnlyList<Site> Of(Site site, SyntaxNode method, CancellationToken cancellation)
    {
        if (method is not MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0, Parent: TypeDeclarationSyntax type } declaration || !IsPrivate(declaration) || IsUsedElsewhere(declaration, type, cancellation))
        {
            return [];
        }

        lock (_gate)
        {
            SyntaxNode root = model.SyntaxTree.GetRoot(cancellation);
            int[] uses = [.. UsesOf(declaration, type, root)];
            foreach (SyntaxNode caller in MemberBodies.Around(root, uses).Where(each => each != method && !_walked.Contains(each)).ToArray())
            {
                if (model.GetOperation(caller, cancellation) is { } operation)
                {
                    Add(caller, BodyWalker.Walk(operation, methods, new State(), cancellation));
                }
            }

            return _calls.TryGetValue(method, out HashSet<SyntaxNode> calls)
                && calls.Count == uses.Length
                && _sites.TryGetValue(site.Operation.Syntax, out List<(SyntaxNode Call, Site Site)> sites)
                && sites.FindAll(each => each.Site.Kind == site.Kind) is var alike
                && calls.All(call => alike.Exists(each => each.Call == call))
                    ? [.. alike.Select(static each => each.Site)]
                    : [];
        }
    }

    /// <summary>Whether the method's name stands in another part of its type, generated ones too.</summary>
    private bool IsUsedElsewhere(MethodDeclarationSyntax method, TypeDeclarationSyntax type, CancellationToken cancellation) => PartialTypes.IsPartial(type)
        && model.GetDeclaredSymbol(type, cancellation)!.DeclaringSyntaxReferences
            .Select(each => each.GetSyntax(cancellation))
            .Any(each => each != type && TriggerScan.For([method.Identifier.ValueText]).In(each.ToString()).Any());

    /// <summary>Wherever the method's name stands in its type.</summary>
    private static IEnumerable<int> UsesOf(MethodDeclarationSyntax method, TypeDeclarationSyntax type, SyntaxNode root) =>
        TriggerScan.For([method.Identifier.ValueText]).In(type.ToString())
            .Select(each => type.SpanStart + each)
            .Where(each => each != method.Identifier.SpanStart && root.FindToken(each) is var token && token.SpanStart == each && token.IsKind(SyntaxKind.IdentifierToken));

    private static bool IsPrivate(MethodDeclarationSyntax method) => method.Parent is not InterfaceDeclarationSyntax
        && method.ExplicitInterfaceSpecifier is null
        && !method.Modifiers.Any(static each => each.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
}
