namespace FusedKernels;

/// <summary>
/// Asks for a negative log-likelihood kernel: <c>loss = −logProbabilities[target]</c> for each row of log-probabilities that exist already, and
/// its gradient with respect to them.
/// </summary>
/// <remarks>
/// The method is static or not, partial, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// T    (ReadOnlySpan&lt;T&gt; logProbabilities, ReadOnlySpan&lt;int&gt; targets, int columns)                      the rows' losses, reduced
/// T    (ReadOnlySpan&lt;T&gt; logProbabilities, ReadOnlySpan&lt;int&gt; targets, Span&lt;T&gt; gradient, int columns)    and the gradient
/// void (ReadOnlySpan&lt;T&gt; logProbabilities, ReadOnlySpan&lt;int&gt; targets, Span&lt;T&gt; losses, int columns)      Reduction = None
/// </code>
/// each also with <c>ReadOnlySpan&lt;T&gt; targetProbabilities</c> in place of targets, <c>classWeights</c>, <c>rowWeights</c>, <c>gradientScale</c> and
/// <c>int inner</c>, as for <see cref="FusedCrossEntropyAttribute"/>; the gradient may be exactly the log-probabilities' own memory. Terms whose target or
/// class weight is 0 are left out, so that −∞ does not count there.
/// <para>
/// The log-probabilities are taken as they are: whether they sum to 1 is not looked at, and nothing is normalised. What is made of exponentials
/// (temperature, cap, z-loss, log-sum-exp, entropy) or of the largest logit (predictions) belongs to <see cref="FusedCrossEntropyAttribute"/>;
/// <see cref="FusedKernelAttribute.Temperature"/>, <see cref="FusedKernelAttribute.EmptyRow"/>, <see cref="FusedKernelAttribute.MaskedRow"/> and
/// <see cref="FusedKernelAttribute.PositiveInfinity"/> are FK0025 here, those parameters FK0007. The definition is PyTorch's <c>nll_loss</c>, the smoothing that of its <c>cross_entropy</c>.
/// </para>
/// </remarks>
public sealed class FusedNegativeLogLikelihoodAttribute : FusedLossAttribute;
