namespace FusedKernels;

/// <summary>
/// Asks for a log-softmax kernel: <c>logProbabilities[i] = logits[i] / T − log Σ exp(logits[j] / T)</c>, each row on its own.
/// </summary>
/// <remarks>The shapes are those of <see cref="FusedSoftmaxAttribute"/>, with <c>Span&lt;T&gt; logProbabilities</c> as the result.</remarks>
public sealed class FusedLogSoftmaxAttribute : FusedKernelAttribute;
