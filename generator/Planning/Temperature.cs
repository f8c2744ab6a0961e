using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// The temperature T, folded into the reduction's constants and the polynomial's coefficients: the logits themselves are not divided.
/// </summary>
/// <param name="Value">T, or null where it is chosen at run time.</param>
internal sealed record Temperature(double? Value)
{
    /// <summary>
    /// True where the rows are first multiplied by the power of two that brings T into [1, 2), so that T^-6 and its like stay in range. Exact.
    /// Needless for constants of ordinary size.
    /// </summary>
    public bool Scales(ElementType element) => Value is not { } value || Math.Abs(Math.Log(value, 2)) > (element == ElementType.Single ? 8 : 40);

    public bool IsOne => Value == 1;
}
