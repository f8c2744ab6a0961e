using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>Rows of exponentials, and their sums, that one method of a type leaves in its fields for another to divide.</summary>
internal sealed class HeldExponentials
{
    private readonly Dictionary<ISymbol, State?> _held = new(SymbolEqualityComparer.Default);

    private readonly HashSet<SyntaxNode> _walked = [];

    public void Add(SyntaxNode body, State left, SemanticModel model)
    {
        _walked.Add(body);
        if (left.Only(IsHeld) is { } held && body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration && model.GetDeclaredSymbol(declaration) is { } type)
        {
            _held[type] = !_held.TryGetValue(type, out State? others) ? held : others?.Agreeing(held);
        }
    }

    /// <summary>The other methods in the file that name such a field, and what it holds when they begin.</summary>
    public IEnumerable<(SyntaxNode Body, State Before)> Readers(SyntaxTree tree)
    {
        foreach (KeyValuePair<ISymbol, State?> each in _held)
        {
            string[] names = [.. (each.Value?.Places ?? []).Select(FieldOf).OfType<ISymbol>().Select(static field => field.Name)];
            foreach (MethodDeclarationSyntax method in names.Length == 0 ? [] : MethodsOf(each.Key, tree))
            {
                if (!_walked.Contains(method) && method.ToString() is var text && Array.Exists(names, name => text.IndexOf(name, StringComparison.Ordinal) >= 0))
                {
                    yield return (method, each.Value!.Clone());
                }
            }
        }
    }

    private static IEnumerable<MethodDeclarationSyntax> MethodsOf(ISymbol type, SyntaxTree tree) => type.DeclaringSyntaxReferences
        .Where(part => part.SyntaxTree == tree)
        .SelectMany(static part => ((TypeDeclarationSyntax)part.GetSyntax()).Members.OfType<MethodDeclarationSyntax>());

    /// <summary>Exponentials that are not normalised yet; a single one is some constant of the object.</summary>
    private static bool IsHeld(Term place, Term value) => value.HasExponential
        && FieldOf(place) is not null
        && (place is not SymbolTerm || value is ReduceTerm { Kind: ReduceKind.Sum })
        && (value is ChoiceTerm choice ? choice.Options : [value]).All(IsNotDivided)
        && Exponentials.In(value).Any();

    private static bool IsNotDivided(Term value) => Algebra.MonomialsOf(value).All(static each => each.Factors.All(static factor => factor.Power > 0 || !factor.Base.HasExponential));

    private static ISymbol? FieldOf(Term place) => place switch
    {
        ElementTerm element => FieldOf(element.Row),
        MemberTerm member => FieldOf(member.Instance),
        SymbolTerm { Symbol: IFieldSymbol or IPropertySymbol } field => field.Symbol,
        _ => null,
    };
}
