using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>What the type of a variable, or failing that its name, says of its range.</summary>
internal static class SymbolBounds
{
    public static Interval Of(ISymbol symbol)
    {
        ITypeSymbol? type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type?.SpecialType switch
        {
            SpecialType.System_Byte => new(0, byte.MaxValue),
            SpecialType.System_SByte => new(sbyte.MinValue, sbyte.MaxValue),
            SpecialType.System_Boolean => new(0, 1),
            SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => Interval.NotNegative,
            _ => NameHints.Of(symbol.Name),
        };
    }
}
