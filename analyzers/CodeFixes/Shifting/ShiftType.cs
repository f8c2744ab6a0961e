using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>The type of a row's maximum: that of its exponentials, so that the difference is as precise as they are.</summary>
/// <param name="Name">float, double or a type parameter.</param>
/// <param name="Element">The type of the row's elements.</param>
/// <param name="Lowest">A number at which the exponential is 0, but whose difference to −∞ is none.</param>
/// <param name="HasLinq">Whether LINQ goes over the row and finds its maximum.</param>
internal sealed record ShiftType(string Name, string Element, string Lowest, bool HasLinq)
{
    public static ShiftType? Of(ExpSite site, SemanticModel model)
    {
        ITypeSymbol? type = site.Argument is not null ? model.GetTypeInfo(site.Node).Type : (model.GetSymbolInfo(site.Node).Symbol as IMethodSymbol)?.ReturnType;
        ITypeSymbol? element = site.Argument is not null ? model.GetTypeInfo(site.Argument).Type : ElementType(model.GetTypeInfo(site.Row!).Type);
        if (type is ITypeParameterSymbol parameter)
        {
            return SymbolEqualityComparer.Default.Equals(element, type) && IsNumber(parameter)
                ? new(type.Name, type.Name, Has(parameter, "IMinMaxValue") ? type.Name + ".MinValue" : type.Name + ".CreateSaturating(float.MinValue)", HasLinq: false)
                : null;
        }

        return Keyword(type) is { } name && Keyword(element) is { } keyword && (site.Row is null || HasLinqOver(site.Row, model)) ? new(name, keyword, name + ".MinValue", site.Row is not null) : null;
    }

    public static bool IsSingle(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_Single;

    /// <summary>The type whose Max compares two of them.</summary>
    public string Math(SemanticModel model, int position) => Name is "float" or "double" ? MathCalls.ClassOf(isSingle: false, model, position) : Name;

    private static string? Keyword(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        _ => null,
    };

    private static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var argument] } => argument,
        _ => null,
    };

    private static bool HasLinqOver(ExpressionSyntax row, SemanticModel model) =>
        model.GetTypeInfo(row).Type is { IsRefLikeType: false } type && !model.LookupSymbols(row.SpanStart, container: type, name: "Append", includeReducedExtensionMethods: true).IsEmpty;

    /// <summary>True for a type parameter whose values can be compared and subtracted.</summary>
    public static bool IsNumber(ITypeParameterSymbol parameter) => Has(parameter, "INumber");

    private static bool Has(ITypeParameterSymbol parameter, string name) => parameter.ConstraintTypes.Any(constraint =>
        constraint.Name == name || constraint.AllInterfaces.Any(each => each.Name == name && each.TypeArguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument, parameter))));
}
