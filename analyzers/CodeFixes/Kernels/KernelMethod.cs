using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>A kernel method that code at some place can call: one that its type has already, or one to be added.</summary>
internal sealed class KernelMethod
{
    private readonly KernelKind _kind;
    private readonly TypeDeclarationSyntax _type;
    private readonly string _element;
    private readonly bool _exists;
    private readonly bool _needsSystem;
    private readonly bool _needsUsing;
    private readonly bool _takesTemperature;
    private readonly string _attribute;

    private KernelMethod(KernelKind kind, TypeDeclarationSyntax type, string element, bool takesTemperature, SemanticModel model, IMethodSymbol? existing, string name)
    {
        (_kind, _type, _element, _takesTemperature, _exists, Name) = (kind, type, element, takesTemperature, existing is not null, name);
        int position = type.OpenBraceToken.Span.End;
        INamedTypeSymbol attribute = model.Compilation.GetTypeByMetadataName(kind.Attribute)!;
        (string attributeName, _needsUsing) = Usings.NameOf(attribute, model, position);
        _attribute = attributeName.Substring(0, attributeName.Length - "Attribute".Length);
        _needsSystem = !model.LookupNamespacesAndTypes(position, name: "ReadOnlySpan").Any();
    }

    public string Name { get; }

    /// <summary>The method for rows of floats or doubles, or nothing where the place cannot have one.</summary>
    public static KernelMethod? Find(KernelKind kind, SpecialType element, SyntaxNode place, SemanticModel model, CancellationToken cancellation, bool takesTemperature = false)
    {
        if (element is not (SpecialType.System_Single or SpecialType.System_Double)
            || model.Compilation.GetTypeByMetadataName(kind.Attribute) is null
            || model.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }
            || place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || type.OpenBraceToken.IsKind(SyntaxKind.None) || type.OpenBraceToken.IsMissing
            || type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(static each => each is not (ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax) || each.Modifiers.Any(SyntaxKind.FileKeyword))
            || model.GetDeclaredSymbol(type, cancellation) is not { } symbol)
        {
            return null;
        }

        IMethodSymbol? existing = symbol.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method => IsKernel(method, kind, element, takesTemperature));
        existing = existing is not null && IsFree(kind, existing.Name, place, model, symbol) ? existing : null;
        string? name = existing?.Name ?? FreeName(kind, place, model, symbol);
        return name is null ? null : new(kind, type, element == SpecialType.System_Single ? "float" : "double", takesTemperature, model, existing, name);
    }

    /// <summary>Makes an edit, and adds the method and what it needs.</summary>
    /// <param name="root">The document.</param>
    /// <param name="tracked">The nodes that the edit asks for as they are now.</param>
    /// <param name="edit">An edit that keeps the type's declaration.</param>
    public SyntaxNode Apply(SyntaxNode root, IEnumerable<SyntaxNode> tracked, Func<SyntaxNode, SyntaxNode> edit)
    {
        string endOfLine = Usings.EndOfLine(root);
        root = edit(root.TrackNodes(tracked.Append(_type)));
        if (_exists)
        {
            return root;
        }

        root = PartialSyntax.MakePartial(root, [root.GetCurrentNode(_type)!], removeBodies: false);
        TypeDeclarationSyntax type = root.GetCurrentNode(_type)!;
        root = root.ReplaceNode(type, WithMethod(type, endOfLine));
        if (_needsSystem)
        {
            root = Usings.Add(root, "System");
        }

        return _needsUsing ? Usings.Add(root, "FusedKernels") : root;
    }

    private TypeDeclarationSyntax WithMethod(TypeDeclarationSyntax type, string endOfLine)
    {
        bool isOneLine = !type.OpenBraceToken.TrailingTrivia.Concat(type.Members.SelectMany(static member => member.GetTrailingTrivia())).Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        string parameters = $"ReadOnlySpan<{_element}> logits" + (_kind.Output is { } output ? $", Span<{_element}> {output}" : "") + (_takesTemperature ? $", {_element} temperature" : "");
        string signature = $"private static partial {(_kind.Output is null ? _element : "void")} {Name}({parameters});";
        if (isOneLine)
        {
            MemberDeclarationSyntax inline = SyntaxFactory.ParseMemberDeclaration($"[{_attribute}] {signature} ")!;
            return type.AddMembers(inline);
        }

        string indentation = type.Members.Count > 0 ? Indentation(type.Members.Last()) : Indentation(type) + "    ";
        string emptyLine = type.Members.Count > 0 ? endOfLine : "";
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration($"{emptyLine}{indentation}[{_attribute}]{endOfLine}{indentation}{signature}{endOfLine}")!;
        return type.AddMembers(member);
    }

    private static string Indentation(SyntaxNode node) =>
        string.Concat(node.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Select(static trivia => trivia.ToString()));

    private static bool IsKernel(IMethodSymbol method, KernelKind kind, SpecialType element, bool takesTemperature) =>
        method is { IsStatic: true, IsGenericMethod: false, Parameters: [{ Name: "logits" }, ..] }
        && method.GetAttributes().Any(attribute => attribute.NamedArguments.IsEmpty && attribute.AttributeClass?.ToDisplayString() == kind.Attribute)
        && method.Parameters.Length == (kind.Output is null ? 1 : 2) + (takesTemperature ? 1 : 0)
        && (!takesTemperature || method.Parameters.Last() is { Name: "temperature" })
        && IsSpan(method.Parameters[0].Type, "ReadOnlySpan", element)
        && (kind.Output is null ? method.ReturnType.SpecialType == element : method.ReturnsVoid && IsSpan(method.Parameters[1].Type, "Span", element))
        && method.Parameters.All(static parameter => parameter.GetAttributes().IsEmpty);

    private static bool IsSpan(ITypeSymbol type, string name, SpecialType element) =>
        type is INamedTypeSymbol { TypeArguments: [var argument] } span && span.Name == name && argument.SpecialType == element;

    private static string? FreeName(KernelKind kind, SyntaxNode place, SemanticModel model, INamedTypeSymbol type) => Enumerable.Range(1, 20)
        .Select(number => number == 1 ? kind.Name : kind.Name + "Kernel" + (number == 2 ? "" : (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .FirstOrDefault(name => IsFree(kind, name, place, model, type));

    // Neither a member of the type, nor something at the place that would hide it; the same kernel for the other type of elements is an overload.
    private static bool IsFree(KernelKind kind, string name, SyntaxNode place, SemanticModel model, INamedTypeSymbol type)
    {
        IEnumerable<ISymbol> members = BaseTypesAndSelf(type).SelectMany(each => each.GetMembers(name));
        return type.Name != name && members.Concat(model.LookupSymbols(place.SpanStart, name: name)).All(symbol => symbol is INamespaceOrTypeSymbol { ContainingType: null } || IsAnyKernel(symbol, kind));
    }

    private static bool IsAnyKernel(ISymbol symbol, KernelKind kind) =>
        symbol is IMethodSymbol method
        && (method.PartialDefinitionPart ?? method) is var definition
        && new[] { SpecialType.System_Single, SpecialType.System_Double }.Any(element => IsKernel(definition, kind, element, false) || IsKernel(definition, kind, element, true));

    private static IEnumerable<INamedTypeSymbol> BaseTypesAndSelf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            yield return each;
        }
    }
}
