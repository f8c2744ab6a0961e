namespace FusedKernels;

/// <summary>Asks for a log-sum-exp kernel: <c>log Σ exp(logits[j] / T)</c> of each row.</summary>
/// <remarks>
/// The method is static or not, partial, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// T    (ReadOnlySpan&lt;T&gt; logits)                                         one row
/// void (ReadOnlySpan&lt;T&gt; logits, Span&lt;T&gt; results, int columns)             one result for each of logits.Length / columns rows
/// void (ReadOnlySpan&lt;T&gt; logits, Span&lt;T&gt; results, int columns, int inner)  logits is (outer, columns, inner), results (outer, inner)
/// </code>
/// each also with <c>bias</c>, <c>mask</c> and <c>temperature</c> as for <see cref="FusedSoftmaxAttribute"/>.
/// </remarks>
public sealed class FusedLogSumExpAttribute : FusedKernelAttribute;
