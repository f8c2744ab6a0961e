using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>A type of the project that holds one row of numbers, as its own vector or tensor does, is that row.</summary>
internal static class HeldRows
{
    /// <summary>The field or property with the row; null if there is none, or several.</summary>
    public static ISymbol? Of(ITypeSymbol? type)
    {
        if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false })
        {
            return null;
        }

        ISymbol? row = null;
        foreach (ISymbol member in type.OriginalDefinition.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field && IsOfNumbers(field.Type))
            {
                if (row is not null)
                {
                    return null;
                }

                row = field.AssociatedSymbol ?? field;
            }
        }

        return row;
    }

    public static bool Is(ISymbol member) => SymbolEqualityComparer.Default.Equals(Of(member.ContainingType), member.OriginalDefinition);

    private static bool IsOfNumbers(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsNumber(array.ElementType) || IsOfNumbers(array.ElementType),
        INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList" or "Memory", TypeArguments: [var element] } => IsNumber(element),
        _ => false,
    };

    private static bool IsNumber(ITypeSymbol type) => type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } or { TypeKind: TypeKind.TypeParameter };
}
