using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x[i] − shift) in a helper that is handed the shift: its callers know whether that is the maximum, and are looked at themselves.</summary>
internal static class GivenShift
{
    public static bool IsIn(ApplyTerm exponential) => Algebra.MonomialsOf(exponential.Arguments[0]) is [_, _] exponent
        && exponent.Any(static each => each is { Coefficient: -1, Factors: [{ Power: 1, Base: SymbolTerm { Symbol: IParameterSymbol shift } }] } && SymbolBounds.IsNumber(shift))
        && exponent.Any(static each => each is { Coefficient: 1, Factors: [{ Power: 1, Base: ElementTerm }] });
}
