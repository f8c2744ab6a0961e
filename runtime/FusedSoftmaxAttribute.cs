namespace FusedKernels;

/// <summary>
/// Asks for a softmax kernel: <c>probabilities[i] = exp(logits[i] / T) / Σ exp(logits[j] / T)</c>, each row on its own.
/// </summary>
/// <remarks>
/// The method is static or not, partial, returns nothing, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// (ReadOnlySpan&lt;T&gt; logits, Span&lt;T&gt; probabilities)                          one row
/// (Span&lt;T&gt; logits)                                                         one row, in place
/// (ReadOnlySpan&lt;T&gt; logits, Span&lt;T&gt; probabilities, int columns)             logits.Length / columns rows
/// (ReadOnlySpan&lt;T&gt; logits, Span&lt;T&gt; probabilities, int columns, int inner)  logits is (outer, columns, inner), row-major
/// </code>
/// each also with <c>ReadOnlySpan&lt;T&gt; bias</c> (added before; one row or as long as the logits), <c>ReadOnlySpan&lt;bool&gt; mask</c>
/// (true keeps; one row or as long as the logits) and <c>T temperature</c>. Arrays serve like spans.
/// </remarks>
public sealed class FusedSoftmaxAttribute : FusedKernelAttribute;
