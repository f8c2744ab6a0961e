namespace FusedKernels.Tests.Kernels;

/// <summary>Log-sum-exp in every shape, with every option.</summary>
public static partial class LogSumExpKernels
{
    [FusedLogSumExp]
    public static partial Element Row(ReadOnlySpan<Element> logits);

    [FusedLogSumExp]
    public static partial void Batch(ReadOnlySpan<Element> logits, Span<Element> results, int columns);

    [FusedLogSumExp]
    public static partial void Axis(ReadOnlySpan<Element> logits, Span<Element> results, int columns, int inner);

    [FusedLogSumExp(Temperature = 0.7f)]
    public static partial Element Temperature07(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Temperature = 0.01f)]
    public static partial Element Temperature001(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Temperature = 100)]
    public static partial Element Temperature100(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Temperature = 3)]
    public static partial Element Temperature3(ReadOnlySpan<Element> logits);

    [FusedLogSumExp]
    public static partial Element TemperatureChosen(ReadOnlySpan<Element> logits, Element temperature);

    [FusedLogSumExp(Temperature = 0.7f)]
    public static partial void Temperature07Batch(ReadOnlySpan<Element> logits, Span<Element> results, int columns);

    [FusedLogSumExp(Temperature = 0.7f)]
    public static partial void Temperature07Axis(ReadOnlySpan<Element> logits, Span<Element> results, int columns, int inner);

    [FusedLogSumExp]
    public static partial void TemperatureChosenBatch(ReadOnlySpan<Element> logits, Span<Element> results, int columns, Element temperature);

    [FusedLogSumExp]
    public static partial void TemperatureChosenAxis(ReadOnlySpan<Element> logits, Span<Element> results, int columns, int inner, Element temperature);

    [FusedLogSumExp(Length = 1)]
    public static partial Element Length1(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 2)]
    public static partial Element Length2(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 3)]
    public static partial Element Length3(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 8)]
    public static partial Element Length8(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 10)]
    public static partial Element Length10(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 16)]
    public static partial Element Length16(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 31)]
    public static partial Element Length31(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 32)]
    public static partial Element Length32(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 33)]
    public static partial Element Length33(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 64)]
    public static partial Element Length64(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 100)]
    public static partial Element Length100(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 256)]
    public static partial Element Length256(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 1000)]
    public static partial Element Length1000(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 10)]
    public static partial void Length10Batch(ReadOnlySpan<Element> logits, Span<Element> results);

    [FusedLogSumExp(Length = 64)]
    public static partial void Length64Columns(ReadOnlySpan<Element> logits, Span<Element> results, int columns);

    [FusedLogSumExp(Length = 33)]
    public static partial void Length33Axis(ReadOnlySpan<Element> logits, Span<Element> results, int columns, int inner);

    [FusedLogSumExp(Length = 64, Temperature = 0.7f)]
    public static partial Element Length64Temperature07(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(Length = 31)]
    public static partial Element Length31Bias(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias);

    [FusedLogSumExp(Length = 33)]
    public static partial Element Length33Mask(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask);

    [FusedLogSumExp]
    public static partial Element Bias(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias);

    [FusedLogSumExp]
    public static partial void BiasBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> results, int columns);

    [FusedLogSumExp]
    public static partial void BiasAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> results, int columns, int inner);

    [FusedLogSumExp]
    public static partial Element Mask(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask);

    [FusedLogSumExp]
    public static partial void MaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> results, int columns);

    [FusedLogSumExp]
    public static partial void MaskAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> results, int columns, int inner);

    [FusedLogSumExp]
    public static partial Element BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask);

    [FusedLogSumExp]
    public static partial void BiasMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> results, int columns);

    [FusedLogSumExp(Temperature = 3)]
    public static partial Element BiasTemperature3(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias);

    [FusedLogSumExp]
    public static partial Element BiasTemperatureChosen(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Element temperature);

    [FusedLogSumExp(Temperature = 3)]
    public static partial Element BiasMaskTemperature3(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask);

    [FusedLogSumExp]
    public static partial void BiasMaskTemperatureChosenAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> results, int columns, int inner, Element temperature);

    [FusedLogSumExp(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial Element MaskedNaN(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial void MaskedNaNMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> results, int columns);

    [FusedLogSumExp(MaskedRow = MaskedRowPolicy.Uniform)]
    public static partial Element MaskedUniform(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(MaskedRow = MaskedRowPolicy.Uniform)]
    public static partial void MaskedUniformMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> results, int columns);

    [FusedLogSumExp(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial Element InfinityNaN(ReadOnlySpan<Element> logits);

    [FusedLogSumExp(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial void InfinityNaNBatch(ReadOnlySpan<Element> logits, Span<Element> results, int columns);

    [FusedLogSumExp(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial void InfinityNaNAxis(ReadOnlySpan<Element> logits, Span<Element> results, int columns, int inner);

    [FusedLogSumExp(EmptyRow = EmptyRowPolicy.Throw)]
    public static partial Element EmptyThrows(ReadOnlySpan<Element> logits);
}
