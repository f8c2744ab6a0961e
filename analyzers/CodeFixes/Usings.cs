using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Makes a type's short name mean that type.</summary>
internal static class Usings
{
    /// <summary>How a type is written at a position, and whether that needs a using directive that is not there yet.</summary>
    public static (string Name, bool NeedsUsing) NameOf(INamedTypeSymbol type, SemanticModel model, int position)
    {
        foreach (INamespaceOrTypeSymbol meant in model.LookupNamespacesAndTypes(position, name: type.Name))
        {
            return SymbolEqualityComparer.Default.Equals(meant, type)
                ? (type.Name, false)
                : ("global::" + type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), false);
        }

        return (type.Name, true);
    }

    /// <summary>Adds <c>using name;</c> where the document keeps its usings, before the first that sorts after it.</summary>
    public static SyntaxNode Add(SyntaxNode root, string name)
    {
        if (root is not CompilationUnitSyntax unit)
        {
            return root;
        }

        string endOfLine = EndOfLine(root);
        if (unit.Usings.Count == 0 && unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(static each => each.Usings.Count > 0) is { } space)
        {
            return space.Usings.Any(each => IsUsingOf(each, name)) ? root : root.ReplaceNode(space, space.WithUsings(Insert(space.Usings, name, endOfLine)));
        }

        if (unit.Usings.Any(each => IsUsingOf(each, name)))
        {
            return root;
        }

        return unit.Usings.Count > 0
            ? unit.WithUsings(Insert(unit.Usings, name, endOfLine))
            : AddFirst(unit, name, endOfLine);
    }

    /// <summary>The document's own line end.</summary>
    public static string EndOfLine(SyntaxNode root)
    {
        SyntaxTrivia trivia = root.DescendantTrivia().FirstOrDefault(static each => each.IsKind(SyntaxKind.EndOfLineTrivia));
        return trivia.IsKind(SyntaxKind.EndOfLineTrivia) ? trivia.ToString() : "\n";
    }

    private static SyntaxList<UsingDirectiveSyntax> Insert(SyntaxList<UsingDirectiveSyntax> usings, string name, string endOfLine)
    {
        int index = 0;
        for (int i = 0; i < usings.Count; i++)
        {
            if (usings[i].Alias is null && usings[i].StaticKeyword.IsKind(SyntaxKind.None) && usings[i].Name is { } other && SortsBefore(other.ToString(), name))
            {
                index = i + 1;
            }
        }

        SyntaxTriviaList leading = usings[0].GetLeadingTrivia();
        UsingDirectiveSyntax directive = Directive(name, endOfLine);
        if (index > 0)
        {
            SyntaxTriviaList indent = SyntaxFactory.TriviaList(leading.LastOrDefault(static each => each.IsKind(SyntaxKind.WhitespaceTrivia)));
            return usings.Insert(index, directive.WithLeadingTrivia(indent));
        }

        // The file's header stays at its top.
        return usings.Replace(usings[0], usings[0].WithLeadingTrivia(Indentation.Of(leading))).Insert(0, directive.WithLeadingTrivia(leading));
    }

    private static CompilationUnitSyntax AddFirst(CompilationUnitSyntax unit, string name, string endOfLine)
    {
        SyntaxToken first = unit.GetFirstToken(includeZeroWidth: true);
        SyntaxTriviaList leading = first.LeadingTrivia;

        // What stands above the last empty line is the file's header, what stands below belongs to the first declaration.
        int header = 0;
        for (int i = 1; i < leading.Count; i++)
        {
            bool emptyLine = leading[i].IsKind(SyntaxKind.EndOfLineTrivia) && leading[i - 1].IsKind(SyntaxKind.EndOfLineTrivia);
            header = emptyLine || leading[i].IsDirective ? i + 1 : header;
        }

        UsingDirectiveSyntax directive = Directive(name, endOfLine).WithLeadingTrivia(leading.Take(header));
        SyntaxTriviaList rest = SyntaxFactory.TriviaList(leading.Skip(header)).Insert(0, SyntaxFactory.EndOfLine(endOfLine));
        return unit.ReplaceToken(first, first.WithLeadingTrivia(rest)).AddUsings(directive);
    }

    // Parsed: elastic trivia would have the line below formatted too.
    private static UsingDirectiveSyntax Directive(string name, string endOfLine) => SyntaxFactory.ParseCompilationUnit($"using {name};{endOfLine}").Usings[0];

    private static bool IsUsingOf(UsingDirectiveSyntax directive, string name) =>
        directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None) && string.Equals(directive.Name?.ToString(), name, StringComparison.Ordinal);

    private static bool SortsBefore(string other, string name) =>
        (IsSystem(other) && !IsSystem(name)) || (IsSystem(other) == IsSystem(name) && string.CompareOrdinal(other, name) < 0);

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
