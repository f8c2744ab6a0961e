namespace FusedKernels;

/// <summary>
/// Asks for a cross-entropy kernel: <c>loss = log Σ exp(logits[j] / T) − logits[target] / T</c> for each row, and its gradient in the same
/// walk over the logits.
/// </summary>
/// <remarks>
/// The method is static or not, partial, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// T    (ReadOnlySpan&lt;T&gt; logits, ReadOnlySpan&lt;int&gt; targets, int columns)                      the rows' losses, reduced
/// T    (ReadOnlySpan&lt;T&gt; logits, ReadOnlySpan&lt;int&gt; targets, Span&lt;T&gt; gradient, int columns)    and the gradient with respect to the logits
/// void (ReadOnlySpan&lt;T&gt; logits, ReadOnlySpan&lt;int&gt; targets, Span&lt;T&gt; losses, int columns)      Reduction = None
/// </code>
/// each also with <c>ReadOnlySpan&lt;T&gt; classWeights</c> (one for each column), <c>ReadOnlySpan&lt;T&gt; rowWeights</c> (the upstream gradient of
/// each row), <c>T gradientScale</c> and <c>T temperature</c>, and with more results for each row: <c>Span&lt;T&gt; logSumExp</c>, <c>Span&lt;T&gt; entropy</c>
/// (−Σ p log p) and <c>Span&lt;int&gt; predictions</c> (the column of the largest logit, the first of several). Targets are int or long; the gradient may
/// be exactly the logits' own memory. A target outside [0, columns) that is not <see cref="FusedLossAttribute.IgnoreIndex"/> is an
/// <see cref="ArgumentOutOfRangeException"/> that names the row, before anything is written.
/// <para>
/// With <c>int inner</c> the classes lie on another axis: logits, gradient and targetProbabilities are (outer, columns, inner), row-major, and what has a
/// number for each row is (outer, inner). Every option works there, too, with the bits of rows that lie one after the other.
/// </para>
/// <para>
/// <c>ReadOnlySpan&lt;T&gt; targetProbabilities</c>, as long as the logits, stands in the place of targets: the loss is then
/// <c>−Σ t[j] log p[j]</c>, without the terms of t[j] = 0, whether the t sum to 1 or not. The mean divides by the number of rows, with class weights too.
/// </para>
/// <para>
/// A class of weight 0 contributes nothing, even where its probability is 0 and the logarithm infinite. With targets the mean divides by the sum of their
/// weights; where that is 0, no row has a share in it, as if all were ignored (<see cref="FusedLossAttribute.AllIgnored"/>). Where smoothing leaves the
/// target nothing (ε = 1, <see cref="SmoothingVariant.ExcludeTarget"/>), its logit may be −∞: the others alone make the loss.
/// </para>
/// <para>
/// A prediction is −1 where there is none: for an ignored row, for one that holds a NaN (no column is the largest), and, without a cap, for one of nothing
/// but −∞. An ignored row's other results are 0; a row of NaN has NaN. A row with +∞ has a log-sum-exp of +∞, and with a z-loss a loss of +∞ and NaN derivatives.
/// </para>
/// <para>The definition is PyTorch's <c>cross_entropy</c>, the z-loss PaLM's. A row without columns is an <see cref="ArgumentException"/>.</para>
/// </remarks>
public sealed class FusedCrossEntropyAttribute : FusedLossAttribute
{
    /// <summary>ζ ≥ 0: adds ζ · (log Σ exp)² to each row's loss, which keeps the logits near 0; 0 by default.</summary>
    public double ZLoss { get; set; }

    /// <summary>
    /// c in (0, 32768]: the kernel works on <c>c · tanh(logits[j] / T / c)</c>, which stays between −c and c, also for ±∞; the gradient is still
    /// with respect to the logits. 0, the default, means no cap.
    /// </summary>
    public double SoftCap { get; set; }
}
