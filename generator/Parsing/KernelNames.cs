using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>
/// Names the emitted class of a method, which is also the stem of its files' names: <c>MyApp_Losses_Softmax</c>.
/// Different methods get different names, also where only case tells them apart, because file names are compared without case.
/// </summary>
/// <remarks>
/// Namespace, types and method are joined by '_'. Since no identifier begins with a digit, a part that does is a mark:
/// an underscore right after a separator is written 0, any other doubled; <c>_1</c> after a type is its arity, after the method the
/// number of the overload; <c>_1case</c> follows the second of two neighbours that differ only in case.
/// </remarks>
internal static class KernelNames
{
    public static string NameOf(IMethodSymbol method)
    {
        StringBuilder name = new();
        foreach (INamespaceOrTypeSymbol container in Containers(method))
        {
            Append(name, container.Name);
            if (CountCaseVariants(container) is > 0 and var variant)
            {
                AppendMark(name, variant, "case");
            }

            if (container is INamedTypeSymbol { Arity: > 0 and var arity })
            {
                AppendMark(name, arity);
            }
        }

        Append(name, method.Name);
        if (OverloadNumber(method) is > 1 and var number)
        {
            AppendMark(name, number);
        }

        return name.ToString();
    }

    /// <summary>The method's place, from 1, among the kernels of its type with the same name; null where the compiler dropped it as a duplicate.</summary>
    public static int? OverloadNumber(IMethodSymbol method)
    {
        int number = 0;
        foreach (ISymbol member in method.ContainingType.GetMembers())
        {
            if (member is not IMethodSymbol other || !string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            bool isThis = SymbolEqualityComparer.Default.Equals(other, method.PartialDefinitionPart ?? method);
            if (isThis || other.GetAttributes().Any(attribute => KnownTypes.FindKernel(attribute.AttributeClass) is not null))
            {
                number++;
            }

            if (isThis)
            {
                return number;
            }
        }

        return null;
    }

    private static Stack<INamespaceOrTypeSymbol> Containers(IMethodSymbol method)
    {
        Stack<INamespaceOrTypeSymbol> containers = new();
        for (ISymbol? symbol = method.ContainingSymbol; symbol is INamespaceOrTypeSymbol container && !IsGlobal(container); symbol = symbol.ContainingSymbol)
        {
            containers.Push(container);
        }

        return containers;
    }

    private static bool IsGlobal(INamespaceOrTypeSymbol symbol) => symbol is INamespaceSymbol { IsGlobalNamespace: true };

    private static int CountCaseVariants(INamespaceOrTypeSymbol symbol) =>
        symbol.ContainingSymbol is not INamespaceOrTypeSymbol parent
            ? 0
            : parent.GetMembers()
                .OfType<INamespaceOrTypeSymbol>()
                .Select(sibling => sibling.Name)
                .Where(name => string.Equals(name, symbol.Name, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(name, symbol.Name) < 0)
                .Distinct(StringComparer.Ordinal)
                .Count();

    private static void Append(StringBuilder name, string identifier)
    {
        bool afterSeparator = name.Length > 0;
        if (afterSeparator)
        {
            name.Append('_');
        }

        foreach (char character in identifier)
        {
            name.Append(character != '_' ? character.ToString() : afterSeparator ? "0" : "__");
            afterSeparator &= character == '_';
        }
    }

    private static void AppendMark(StringBuilder name, int number, string suffix = "") =>
        name.Append('_').Append(number.ToString(CultureInfo.InvariantCulture)).Append(suffix);
}
