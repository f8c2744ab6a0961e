using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>The element types that kernels work on, and their C# names.</summary>
internal static class ElementTypes
{
    public static ElementType? Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => ElementType.Single,
        SpecialType.System_Double => ElementType.Double,
        _ => null,
    };

    public static string Keyword(ElementType element) => element == ElementType.Single ? "float" : "double";

    /// <summary>True where dividing by the value, rounded to the element type, loses no more than the rounding: it is positive, finite and normal.</summary>
    public static bool IsPositiveNormal(ElementType element, double value)
    {
        const double smallestNormalSingle = 1.17549435082228751e-38;
        const double smallestNormalDouble = 2.2250738585072014e-308;
        return element == ElementType.Single
            ? (float)value >= smallestNormalSingle && !float.IsInfinity((float)value)
            : value >= smallestNormalDouble && !double.IsInfinity(value);
    }
}
