using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>What the other methods of a type, mostly one that sets everything up, leave in the fields that a body hands to a library's softmax.</summary>
internal static class FilledFields
{
    /// <summary>What such a body begins with; null if nothing is known of its fields.</summary>
    /// <param name="body">The body.</param>
    /// <param name="sites">What has been found in it.</param>
    /// <param name="after">The state that a method leaves behind.</param>
    public static State? Before(SyntaxNode body, IEnumerable<Site> sites, Func<SyntaxNode, State?> after)
    {
        HashSet<string> names = [.. sites.Where(static each => each.Kind == SiteKind.Softmax).Select(static each => HeldExponentials.FieldOf(each.Left)?.Name).OfType<string>()];
        if (names.Count == 0 || body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        State[] left =
        [
            .. type.Members
                .Where(each => each is BaseMethodDeclarationSyntax && each != body && each.DescendantTokens().Any(token => names.Contains(token.ValueText)))
                .Select(after)
                .OfType<State>()
                .Select(each => each.WithRowsByName().Only((place, value) => value is not AllocationTerm && HeldExponentials.FieldOf(place) is { Name: var name } && names.Contains(name)))
                .OfType<State>(),
        ];
        return left.Length == 0 ? null : left.Aggregate(static (one, other) => one.Either(other));
    }
}
