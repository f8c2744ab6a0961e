using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x[i] − shift) in a helper that is handed the shift, or finds it in a field: who calls it, or has set that, knows whether it is the maximum.</summary>
internal static class GivenShift
{
    public static bool IsIn(ApplyTerm exponential) => Algebra.MonomialsOf(exponential.Arguments[0]) is [_, _] exponent
        && exponent.Any(static each => each is { Coefficient: -1, Factors: [{ Power: 1, Base: SymbolTerm { Symbol: IParameterSymbol or IFieldSymbol or IPropertySymbol } shift }] } && SymbolBounds.IsNumber(shift.Symbol))
        && exponent.Any(static each => each is { Coefficient: 1, Factors: [{ Power: 1, Base: ElementTerm }] });
}
