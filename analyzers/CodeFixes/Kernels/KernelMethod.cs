using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>
/// A kernel method that code at some place can call: one that is there already, or one to be added to the type around the place or, in a file without
/// a main method, to a class at its end.
/// </summary>
internal sealed class KernelMethod
{
    private const string Host = "Kernels";

    private readonly KernelKind _kind;
    private readonly TypeDeclarationSyntax? _type;
    private readonly string? _host;
    private readonly string _element;
    private readonly string _name;
    private readonly bool _exists;
    private readonly bool _needsSystem;
    private readonly bool _needsUsing;
    private readonly bool _takesTemperature;
    private readonly string _attribute;

    private KernelMethod(KernelKind kind, TypeDeclarationSyntax? type, string? host, string element, bool takesTemperature, SemanticModel model, int position, IMethodSymbol? existing, string name)
    {
        (_kind, _type, _host, _element, _takesTemperature, _exists, _name) = (kind, type, host, element, takesTemperature, existing is not null, name);
        INamedTypeSymbol attribute = model.Compilation.GetTypeByMetadataName(kind.Attribute)!;
        (string attributeName, _needsUsing) = Usings.NameOf(attribute, model, position);
        _attribute = attributeName.Substring(0, attributeName.Length - "Attribute".Length);
        _needsSystem = !model.LookupNamespacesAndTypes(position, name: "ReadOnlySpan").Any();
    }

    /// <summary>How it is called at the place.</summary>
    public string Name => _host is null ? _name : $"{_host}.{_name}";

    /// <summary>The method for rows of floats or doubles, or nothing where the place cannot have one.</summary>
    public static KernelMethod? Find(KernelKind kind, SpecialType element, SyntaxNode place, SemanticModel model, CancellationToken cancellation, bool takesTemperature = false)
    {
        if (element is not (SpecialType.System_Single or SpecialType.System_Double)
            || model.Compilation.GetTypeByMetadataName(kind.Attribute) is null
            || model.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 })
        {
            return null;
        }

        string keyword = element == SpecialType.System_Single ? "float" : "double";
        return place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? OfType(kind, element, keyword, place, type, model, takesTemperature, cancellation)
            : place.FirstAncestorOrSelf<GlobalStatementSyntax>() is { } statement ? OfFile(kind, element, keyword, statement, model, takesTemperature, cancellation)
            : null;
    }

    private static KernelMethod? OfType(KernelKind kind, SpecialType element, string keyword, SyntaxNode place, TypeDeclarationSyntax type, SemanticModel model, bool takesTemperature, CancellationToken cancellation)
    {
        if (type.OpenBraceToken.IsKind(SyntaxKind.None) || type.OpenBraceToken.IsMissing
            || type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(static each => each is not (ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax) || each.Modifiers.Any(SyntaxKind.FileKeyword))
            || model.GetDeclaredSymbol(type, cancellation) is not { } symbol)
        {
            return null;
        }

        IMethodSymbol? existing = Existing(symbol, kind, element, takesTemperature);
        existing = existing is not null && IsFree(kind, existing.Name, place, model, symbol) ? existing : null;
        string? name = existing?.Name ?? FreeName(kind, name => IsFree(kind, name, place, model, symbol));
        return name is null ? null : new(kind, type, null, keyword, takesTemperature, model, type.OpenBraceToken.Span.End, existing, name);
    }

    // Top-level statements are in no type that could be partial beside them.
    private static KernelMethod? OfFile(KernelKind kind, SpecialType element, string keyword, GlobalStatementSyntax statement, SemanticModel model, bool takesTemperature, CancellationToken cancellation)
    {
        ClassDeclarationSyntax? type = (statement.Parent as CompilationUnitSyntax)?.Members.OfType<ClassDeclarationSyntax>()
            .FirstOrDefault(static each => each.Identifier.ValueText == Host && each.Modifiers.Any(SyntaxKind.StaticKeyword) && each.Modifiers.Any(SyntaxKind.PartialKeyword) && !each.OpenBraceToken.IsMissing);
        if (type is null || model.GetDeclaredSymbol(type, cancellation) is not { } symbol)
        {
            return model.LookupSymbols(statement.SpanStart, name: Host).IsEmpty ? new(kind, null, Host, keyword, takesTemperature, model, statement.SpanStart, null, kind.Name) : null;
        }

        IMethodSymbol? existing = Existing(symbol, kind, element, takesTemperature);
        string? name = existing?.Name ?? FreeName(kind, name => symbol.GetMembers(name).All(member => IsAnyKernel(member, kind)));
        return name is null ? null : new(kind, type, Host, keyword, takesTemperature, model, statement.SpanStart, existing, name);
    }

    /// <summary>Makes an edit, and adds the method and what it needs.</summary>
    /// <param name="root">The document.</param>
    /// <param name="tracked">The nodes that the edit asks for as they are now.</param>
    /// <param name="edit">An edit that keeps the type's declaration.</param>
    public SyntaxNode Apply(SyntaxNode root, IEnumerable<SyntaxNode> tracked, Func<SyntaxNode, SyntaxNode> edit)
    {
        string endOfLine = Usings.EndOfLine(root);
        root = edit(root.TrackNodes(_type is null ? tracked : tracked.Append(_type)));
        if (_exists)
        {
            return root;
        }

        if (_type is null)
        {
            root = WithHost((CompilationUnitSyntax)root, endOfLine);
        }
        else
        {
            root = PartialSyntax.MakePartial(root, [root.GetCurrentNode(_type)!], removeBodies: false);
            TypeDeclarationSyntax type = root.GetCurrentNode(_type)!;
            root = root.ReplaceNode(type, WithMethod(type, endOfLine));
        }

        if (_needsSystem)
        {
            root = Usings.Add(root, "System");
        }

        return _needsUsing ? Usings.Add(root, "FusedKernels") : root;
    }

    private string Signature
    {
        get
        {
            string parameters = $"ReadOnlySpan<{_element}> logits" + (_kind.Output is { } output ? $", Span<{_element}> {output}" : "") + (_takesTemperature ? $", {_element} temperature" : "");
            return $"{(_host is null ? "private" : "public")} static partial {(_kind.Output is null ? _element : "void")} {_name}({parameters});";
        }
    }

    private CompilationUnitSyntax WithHost(CompilationUnitSyntax unit, string endOfLine)
    {
        string[] lines = [$"    [{_attribute}]", $"    {Signature}", "}", ""];
        MemberDeclarationSyntax host = SyntaxFactory.ParseMemberDeclaration($"{endOfLine}internal static partial class {Host}{Braces.OfType(unit, endOfLine)}{string.Join(endOfLine, lines)}")!;
        MemberDeclarationSyntax last = unit.Members.Last();
        bool endsLine = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        return (endsLine ? unit : unit.ReplaceNode(last, last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(endOfLine))))).AddMembers(host);
    }

    private TypeDeclarationSyntax WithMethod(TypeDeclarationSyntax type, string endOfLine)
    {
        bool isOneLine = !type.OpenBraceToken.TrailingTrivia.Concat(type.Members.SelectMany(static member => member.GetTrailingTrivia())).Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (isOneLine)
        {
            MemberDeclarationSyntax inline = SyntaxFactory.ParseMemberDeclaration($"[{_attribute}] {Signature} ")!;
            return type.AddMembers(inline);
        }

        string indentation = type.Members.Count > 0 ? Indentation.Of(type.Members.Last()) : Indentation.Of(type) + "    ";
        string emptyLine = type.Members.Count > 0 ? endOfLine : "";
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration($"{emptyLine}{indentation}[{_attribute}]{endOfLine}{indentation}{Signature}{endOfLine}")!;
        return type.AddMembers(member);
    }

    private static IMethodSymbol? Existing(INamedTypeSymbol type, KernelKind kind, SpecialType element, bool takesTemperature) =>
        type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method => IsKernel(method, kind, element, takesTemperature));

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

    private static string? FreeName(KernelKind kind, Func<string, bool> isFree) => Enumerable.Range(1, 20)
        .Select(number => number == 1 ? kind.Name : kind.Name + "Kernel" + (number == 2 ? "" : (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .FirstOrDefault(isFree);

    // Neither a member of the type, also if it is spelled as SoftMax, nor something at the place that would hide it; the same kernel for the other type of elements is an overload.
    private static bool IsFree(KernelKind kind, string name, SyntaxNode place, SemanticModel model, INamedTypeSymbol type)
    {
        IEnumerable<ISymbol> members = BaseTypesAndSelf(type).SelectMany(static each => each.GetMembers()).Where(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));
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
