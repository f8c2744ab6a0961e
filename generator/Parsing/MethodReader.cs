using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing;

/// <summary>Writes down how a valid method and the types around it are declared again.</summary>
internal static class MethodReader
{
    // The order in which C# is written; the compiler itself only wants partial last.
    private static readonly SyntaxKind[] ModifierOrder =
    [
        SyntaxKind.PublicKeyword,
        SyntaxKind.PrivateKeyword,
        SyntaxKind.ProtectedKeyword,
        SyntaxKind.InternalKeyword,
        SyntaxKind.StaticKeyword,
        SyntaxKind.NewKeyword,
        SyntaxKind.VirtualKeyword,
        SyntaxKind.SealedKeyword,
        SyntaxKind.OverrideKeyword,
        SyntaxKind.ReadOnlyKeyword,
        SyntaxKind.UnsafeKeyword,
        SyntaxKind.PartialKeyword,
    ];

    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static MethodSpec Read(IMethodSymbol method, MethodDeclarationSyntax declaration, CancellationToken cancellation) => new(
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(NamespaceFormat),
        new([.. declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(Declare)]),
        string.Join(" ", ModifierOrder.Where(kind => declaration.Modifiers.Any(kind)).Select(SyntaxFacts.GetText)),
        !method.ReturnsVoid,
        Escape(method.Name),
        KernelNames.NameOf(method))
    {
        Documentation = new([.. DocumentationReader.Read(method, cancellation)]),
    };

    public static ParameterSpec Read(CandidateParameter parameter) => new(
        Escape(parameter.Symbol.Name),
        TypeOf(parameter),
        parameter.Role!.Value,
        parameter.Writable,
        parameter.Element.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));

    private static string TypeOf(CandidateParameter parameter)
    {
        string element = parameter.Element.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string type = parameter.Container switch
        {
            ParameterContainer.ReadOnlySpan => $"global::System.ReadOnlySpan<{element}>",
            ParameterContainer.Span => $"global::System.Span<{element}>",
            ParameterContainer.Array => parameter.Symbol.NullableAnnotation == NullableAnnotation.Annotated ? $"{element}[]?" : $"{element}[]",
            _ => element,
        };
        string receiver = parameter.Symbol is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } } ? "this " : "";
        string scope = parameter.Symbol.ScopedKind == ScopedKind.ScopedValue ? "scoped " : "";
        return receiver + scope + type;
    }

    // Constraints, base types and other modifiers may be left out of a further part; keyword, names and variance may not.
    private static string Declare(TypeDeclarationSyntax type)
    {
        string keyword = type is RecordDeclarationSyntax record && record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword)
            ? "record struct"
            : type.Keyword.Text;
        string parameters = type.TypeParameterList is { Parameters: { Count: > 0 } list }
            ? $"<{string.Join(", ", list.Select(DeclareParameter))}>"
            : "";
        return $"partial {keyword} {Escape(type.Identifier.ValueText)}{parameters}";
    }

    private static string DeclareParameter(TypeParameterSyntax parameter)
    {
        string name = Escape(parameter.Identifier.ValueText);
        return parameter.VarianceKeyword.IsKind(SyntaxKind.None) ? name : $"{parameter.VarianceKeyword.Text} {name}";
    }

    private static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;
}
