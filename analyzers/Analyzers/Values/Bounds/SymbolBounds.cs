using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>What the type of a variable, or failing that its name, says of its range.</summary>
internal static class SymbolBounds
{
    public static Interval Of(ISymbol symbol)
    {
        return TypeOf(symbol)?.SpecialType switch
        {
            SpecialType.System_Byte => new(0, byte.MaxValue),
            SpecialType.System_SByte => new(sbyte.MinValue, sbyte.MaxValue),
            SpecialType.System_Boolean => new(0, 1),
            SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => Interval.NotNegative,
            _ => NameHints.Of(symbol.Name),
        };
    }

    /// <summary>Whether it is one number, and cannot be a row of them.</summary>
    public static bool IsNumber(ISymbol symbol) => TypeOf(symbol) is { } type && IsNumber(type);

    public static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
