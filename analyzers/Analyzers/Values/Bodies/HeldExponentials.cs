using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>Rows of exponentials, their sums, and probabilities that one method of a type leaves in its fields for another to divide or take logarithms of.</summary>
internal sealed class HeldExponentials
{
    private readonly Dictionary<ISymbol, List<(SyntaxNode Body, State Left)>> _writers = new(SymbolEqualityComparer.Default);

    /// <summary>The fields for whose sake each method has been looked at again.</summary>
    private readonly Dictionary<SyntaxNode, HashSet<string>> _read = [];

    public void Add(SyntaxNode body, State before, State left, SemanticModel model)
    {
        if (left.WithRowsByName().Only((place, value) => IsHeld(place, value) && !before.Holds(place, value)) is { } held && body.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration && model.GetDeclaredSymbol(declaration) is { } type)
        {
            if (!_writers.TryGetValue(type, out List<(SyntaxNode Body, State Left)> writers))
            {
                _writers[type] = writers = [];
            }

            writers.Add((body, held));
        }
    }

    /// <summary>The methods in the file that name such a field which another one has written, and what it holds when they begin.</summary>
    public IEnumerable<(SyntaxNode Body, State Before)> Readers(SyntaxTree tree) => ReadersIn(tree).ToArray();

    private IEnumerable<(SyntaxNode Body, State Before)> ReadersIn(SyntaxTree tree)
    {
        foreach (KeyValuePair<ISymbol, List<(SyntaxNode Body, State Left)>> each in _writers)
        {
            foreach (MethodDeclarationSyntax method in MethodsOf(each.Key, tree))
            {
                if (!_read.TryGetValue(method, out HashSet<string> known))
                {
                    _read[method] = known = [];
                }

                HashSet<string> own = [.. each.Value.Where(writer => writer.Body == method).SelectMany(static writer => NamesIn(writer.Left))];
                State[] others = [.. each.Value.Where(writer => writer.Body != method).Select(static writer => writer.Left)];
                string[] names = [.. others.SelectMany(NamesIn).Where(name => !own.Contains(name) && !known.Contains(name))];
                if (names.Length > 0 && method.ToString() is var text && Array.Exists(names, name => text.IndexOf(name, StringComparison.Ordinal) >= 0))
                {
                    known.UnionWith(names);
                    yield return (method, others.Aggregate(static (one, other) => one.Either(other)).Clone());
                }
            }
        }
    }

    private static IEnumerable<string> NamesIn(State held) => held.Places.Select(FieldOf).OfType<ISymbol>().Select(static field => field.Name);

    private static IEnumerable<MethodDeclarationSyntax> MethodsOf(ISymbol type, SyntaxTree tree) => type.DeclaringSyntaxReferences
        .Where(part => part.SyntaxTree == tree)
        .SelectMany(static part => ((TypeDeclarationSyntax)part.GetSyntax()).Members.OfType<MethodDeclarationSyntax>());

    private static bool IsHeld(Term place, Term value) => FieldOf(place) is not null && (IsUnnormalized(place, value) || Shape.Any(value, BodyWalker.IsProbability));

    /// <summary>Exponentials that are not normalised yet; a single one is some constant of the object.</summary>
    private static bool IsUnnormalized(Term place, Term value) => value.HasExponential
        && (place is not SymbolTerm || BodyWalker.HasSum(value))
        && (value is ChoiceTerm choice ? choice.Options : [value]).All(IsNotDivided)
        && Exponentials.In(value).Any();

    private static bool IsNotDivided(Term value) => Algebra.MonomialsOf(value).All(static each => each.Factors.All(static factor => factor.Power > 0 || !factor.Base.HasExponential));

    /// <summary>The field or property that the place is in; null if it is in none.</summary>
    public static ISymbol? FieldOf(Term place) => place switch
    {
        ElementTerm element => FieldOf(element.Row),
        MemberTerm member => FieldOf(member.Instance),
        SymbolTerm { Symbol: IFieldSymbol or IPropertySymbol } field => field.Symbol,
        _ => null,
    };
}
