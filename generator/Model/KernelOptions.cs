namespace FusedKernels.Generator.Model;

/// <summary>The attribute's properties, with the defaults of the attribute. The policies mirror the runtime's enums, value for value (a test compares them).</summary>
internal sealed record KernelOptions(
    double Temperature = 1,
    int Length = 0,
    EmptyRow EmptyRow = EmptyRow.Identity,
    MaskedRow MaskedRow = MaskedRow.Zero,
    PositiveInfinity PositiveInfinity = PositiveInfinity.Limit);

internal enum EmptyRow
{
    Identity,
    Throw,
}

internal enum MaskedRow
{
    Zero,
    NaN,
    Uniform,
}

internal enum PositiveInfinity
{
    Limit,
    NaN,
}
