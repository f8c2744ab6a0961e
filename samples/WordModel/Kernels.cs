using FusedKernels;

namespace WordModel;

/// <summary>The model's kernels: rows of logits with one column for each word of the vocabulary.</summary>
internal static partial class Kernels
{
    /// <summary>The mean loss of a batch, on all cores; its gradient overwrites the logits.</summary>
    [FusedCrossEntropy(Parallel = true)]
    public static partial float LossInPlace(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns);

    /// <summary>The loss of each row, where nothing is learned from it.</summary>
    [FusedCrossEntropy(Parallel = true, Reduction = Reduction.None)]
    public static partial void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses, int columns);

    /// <summary>Probabilities at half the temperature: likely words get likelier.</summary>
    [FusedSoftmax(Temperature = 0.5)]
    public static partial void Cool(Span<float> logits);

    /// <summary>Probabilities at a temperature that is chosen at run time.</summary>
    [FusedSoftmax]
    public static partial void AtTemperature(Span<float> logits, float temperature);
}
