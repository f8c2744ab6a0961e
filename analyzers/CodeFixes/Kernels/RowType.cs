using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>How a sequence becomes the span that a kernel takes.</summary>
/// <param name="Element">float or double.</param>
/// <param name="Length">The name of its length.</param>
/// <param name="IsArray">Whether it is an array.</param>
/// <param name="IsList">Whether it is a list, whose memory <c>CollectionsMarshal</c> gives.</param>
internal sealed record RowType(SpecialType Element, string Length, bool IsArray, bool IsList)
{
    /// <summary>Whether it is a pointer, whose length only the loops know.</summary>
    public bool IsPointer { get; init; }

    public string Keyword => Element == SpecialType.System_Single ? "float" : "double";

    public static RowType? Of(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Double } array => new(array.ElementType.SpecialType, "Length", IsArray: true, IsList: false),
        IPointerTypeSymbol { PointedAtType.SpecialType: SpecialType.System_Single or SpecialType.System_Double } pointer => new(pointer.PointedAtType.SpecialType, "", IsArray: false, IsList: false) { IsPointer = true },
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "List", TypeArguments: [{ SpecialType: SpecialType.System_Single or SpecialType.System_Double } element] } generic
            when generic.ContainingNamespace.ToDisplayString() is "System" or "System.Collections.Generic" => new(element.SpecialType, generic.Name == "List" ? "Count" : "Length", IsArray: false, generic.Name == "List"),
        _ => null,
    };

    /// <summary>The last argument of a kernel that takes a temperature, behind its comma.</summary>
    public string TemperatureArgument(ExpressionSyntax? temperature, SemanticModel model)
    {
        bool narrows = temperature is not null && Element == SpecialType.System_Single && model.GetTypeInfo(temperature).Type?.SpecialType == SpecialType.System_Double;
        return temperature is null ? "" : ", " + (narrows ? "(float)" + Exponent.Parenthesized(temperature.WithoutTrivia()) : temperature.WithoutTrivia().ToString());
    }

    /// <summary>True where the memory is known that the loops go over.</summary>
    public bool IsKnownIn(RowExtent extent) => !IsPointer || extent.Length is not null;

    public ExpressionSyntax Argument(ExpressionSyntax row) => IsList ? SyntaxFactory.ParseExpression($"CollectionsMarshal.AsSpan({row.WithoutTrivia()})") : row.WithoutTrivia();

    /// <summary>The part of a row that the loops go over.</summary>
    public ExpressionSyntax Argument(ExpressionSyntax row, RowExtent extent)
    {
        ExpressionSyntax span = Argument(row);
        ExpressionSyntax? offset = extent.OffsetOf(row);
        if (extent.Length is not { } length || (offset is null && extent.IsAllocated(row, length)))
        {
            return span;
        }

        if (IsPointer)
        {
            return SyntaxFactory.ParseExpression($"new Span<{Keyword}>({span}{(offset is null ? "" : $" + {offset.WithoutTrivia()}")}, {length.WithoutTrivia()})");
        }

        string part = offset is not null ? $".{(IsArray ? "AsSpan" : "Slice")}({offset.WithoutTrivia()}, {length.WithoutTrivia()})"
            : IsArray ? $".AsSpan(0, {length.WithoutTrivia()})"
            : $"[..{Exponent.Parenthesized(length.WithoutTrivia())}]";
        return SyntaxFactory.ParseExpression(Exponent.Parenthesized(span) + part);
    }

    /// <summary>The size of an array for what the loops go over.</summary>
    public string SizeOf(ExpressionSyntax row, RowExtent extent) => extent.Length?.WithoutTrivia().ToString() ?? $"{Exponent.Parenthesized(row.WithoutTrivia())}.{Length}";
}
