namespace FusedKernels.Tests.Kernels;

/// <summary>Softmax in every shape, with every option.</summary>
public static partial class SoftmaxKernels
{
    [FusedSoftmax]
    public static partial void Row(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void InPlace(Span<Element> logits);

    [FusedSoftmax]
    public static partial void Batch(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns);

    [FusedSoftmax]
    public static partial void BatchInPlace(Span<Element> logits, int columns);

    [FusedSoftmax]
    public static partial void Axis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax]
    public static partial void AxisInPlace(Span<Element> logits, int columns, int inner);

    [FusedSoftmax(Temperature = 0.7f)]
    public static partial void Temperature07(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Temperature = 0.01f)]
    public static partial void Temperature001(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Temperature = 100)]
    public static partial void Temperature100(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Temperature = 3)]
    public static partial void Temperature3(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void TemperatureChosen(ReadOnlySpan<Element> logits, Span<Element> probabilities, Element temperature);

    [FusedSoftmax(Temperature = 0.7f)]
    public static partial void Temperature07InPlace(Span<Element> logits);

    [FusedSoftmax(Temperature = 0.7f)]
    public static partial void Temperature07Batch(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns);

    [FusedSoftmax(Temperature = 0.7f)]
    public static partial void Temperature07Axis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax]
    public static partial void TemperatureChosenBatch(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, Element temperature);

    [FusedSoftmax]
    public static partial void TemperatureChosenAxis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner, Element temperature);

    [FusedSoftmax(Length = 1)]
    public static partial void Length1(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 2)]
    public static partial void Length2(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 3)]
    public static partial void Length3(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 8)]
    public static partial void Length8(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 10)]
    public static partial void Length10(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 16)]
    public static partial void Length16(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 31)]
    public static partial void Length31(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 32)]
    public static partial void Length32(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 33)]
    public static partial void Length33(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 64)]
    public static partial void Length64(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 100)]
    public static partial void Length100(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 256)]
    public static partial void Length256(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 1000)]
    public static partial void Length1000(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 10)]
    public static partial void Length10InPlace(Span<Element> logits);

    [FusedSoftmax(Length = 64)]
    public static partial void Length64Columns(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns);

    [FusedSoftmax(Length = 10)]
    public static partial void Length10Axis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(Length = 33)]
    public static partial void Length33Axis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(Length = 64, Temperature = 0.7f)]
    public static partial void Length64Temperature07(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(Length = 10)]
    public static partial void Length10TemperatureChosen(ReadOnlySpan<Element> logits, Span<Element> probabilities, Element temperature);

    [FusedSoftmax(Length = 31)]
    public static partial void Length31Bias(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> probabilities);

    [FusedSoftmax(Length = 33)]
    public static partial void Length33Mask(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax(Length = 100)]
    public static partial void Length100BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void Bias(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void BiasInPlace(Span<Element> logits, ReadOnlySpan<Element> bias);

    [FusedSoftmax]
    public static partial void BiasBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> probabilities, int columns);

    [FusedSoftmax]
    public static partial void BiasAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax]
    public static partial void Mask(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void MaskInPlace(Span<Element> logits, ReadOnlySpan<bool> mask);

    [FusedSoftmax]
    public static partial void MaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns);

    [FusedSoftmax]
    public static partial void MaskAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax]
    public static partial void BiasMask(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void BiasMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns);

    [FusedSoftmax]
    public static partial void BiasMaskAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(Temperature = 3)]
    public static partial void BiasTemperature3(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void BiasTemperatureChosen(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, Span<Element> probabilities, Element temperature);

    [FusedSoftmax(Temperature = 3)]
    public static partial void BiasMaskTemperature3(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax]
    public static partial void BiasMaskTemperatureChosenBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns, Element temperature);

    [FusedSoftmax]
    public static partial void BiasMaskTemperatureChosenAxis(ReadOnlySpan<Element> logits, ReadOnlySpan<Element> bias, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns, int inner, Element temperature);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial void MaskedNaN(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial void MaskedNaNMask(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial void MaskedNaNMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.NaN)]
    public static partial void MaskedNaNAxis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.NaN, Length = 33)]
    public static partial void MaskedNaNLength33(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.Uniform)]
    public static partial void MaskedUniform(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.Uniform)]
    public static partial void MaskedUniformMask(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.Uniform)]
    public static partial void MaskedUniformMaskBatch(ReadOnlySpan<Element> logits, ReadOnlySpan<bool> mask, Span<Element> probabilities, int columns);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.Uniform)]
    public static partial void MaskedUniformAxis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(MaskedRow = MaskedRowPolicy.Uniform, Length = 33)]
    public static partial void MaskedUniformLength33(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial void InfinityNaN(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial void InfinityNaNBatch(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns);

    [FusedSoftmax(PositiveInfinity = PositiveInfinityPolicy.NaN)]
    public static partial void InfinityNaNAxis(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns, int inner);

    [FusedSoftmax(PositiveInfinity = PositiveInfinityPolicy.NaN, Length = 8)]
    public static partial void InfinityNaNLength8(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(EmptyRow = EmptyRowPolicy.Throw)]
    public static partial void EmptyThrows(ReadOnlySpan<Element> logits, Span<Element> probabilities);

    [FusedSoftmax(EmptyRow = EmptyRowPolicy.Throw)]
    public static partial void EmptyThrowsInPlace(Span<Element> logits);

    [FusedSoftmax(EmptyRow = EmptyRowPolicy.Throw)]
    public static partial void EmptyThrowsBatch(ReadOnlySpan<Element> logits, Span<Element> probabilities, int columns);
}
