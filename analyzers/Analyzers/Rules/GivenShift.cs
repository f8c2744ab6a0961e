using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x[i] − shift) in a helper that is handed the shift, or finds it in a field: who calls it, or has set that, knows whether it is the maximum.</summary>
internal static class GivenShift
{
    public static bool IsIn(ApplyTerm exponential) => Algebra.MonomialsOf(exponential.Arguments[0]) is [var first, var second]
        && first.Coefficient == -second.Coefficient
        && (IsShift(first, second) || IsShift(second, first));

    /// <summary>An element and a number, times the same.</summary>
    private static bool IsShift(Monomial shift, Monomial shifted) =>
        shift.Factors.Where(each => !shifted.Factors.Contains(each)).ToArray() is [{ Power: 1, Base: SymbolTerm { Symbol: IParameterSymbol or IFieldSymbol or IPropertySymbol } number }]
        && SymbolBounds.IsNumber(number.Symbol)
        && shifted.Factors.Where(each => !shift.Factors.Contains(each)).ToArray() is [{ Power: 1, Base: ElementTerm }];
}
