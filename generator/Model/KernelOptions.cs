namespace FusedKernels.Generator.Model;

/// <summary>The attribute's properties, with the defaults of the attribute. The policies mirror the runtime's enums, value for value (a test compares them).</summary>
internal sealed record KernelOptions(
    double Temperature = 1,
    int Length = 0,
    EmptyRow EmptyRow = EmptyRow.Identity,
    MaskedRow MaskedRow = MaskedRow.Zero,
    PositiveInfinity PositiveInfinity = PositiveInfinity.Limit,
    Reduction Reduction = Reduction.Mean,
    int IgnoreIndex = -100,
    double LabelSmoothing = 0,
    SmoothingVariant SmoothingVariant = SmoothingVariant.Uniform,
    double ZLoss = 0,
    double SoftCap = 0,
    AllIgnored AllIgnored = AllIgnored.Zero,
    bool Parallel = false)
{
    /// <summary>Up to here a capped logit is carried in two parts that keep the contract of the results.</summary>
    public const double LargestSoftCap = 32768;

    /// <summary>What only a gate has.</summary>
    public GateOptions Gate { get; init; } = new();
}

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

internal enum Reduction
{
    Mean,
    Sum,
    None,
}

internal enum SmoothingVariant
{
    Uniform,
    ExcludeTarget,
}

internal enum AllIgnored
{
    Zero,
    NaN,
}
