namespace FusedKernels;

/// <summary>
/// Asks for a router whose experts choose tokens: of each row of logits the probabilities of all experts, then for each expert the rows that give it the largest.
/// </summary>
/// <remarks>
/// The method is static or not, partial, returns nothing, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// (ReadOnlySpan&lt;T&gt; logits, int capacity, Span&lt;T&gt; probabilities, Span&lt;int&gt; selectedTokens, Span&lt;T&gt; weights)    with a constant Experts
/// (ReadOnlySpan&lt;T&gt; logits, int experts, int capacity, Span&lt;T&gt; probabilities, …)                              else
/// </code>
/// each also with <c>T temperature</c>, <c>ReadOnlySpan&lt;bool&gt; active</c> (false takes a row out of the choice), <c>int maxDegreeOfParallelism</c> and <c>CancellationToken cancellationToken</c>.
/// Probabilities (rows × experts) are a softmax as by <see cref="FusedSoftmaxAttribute"/>, with its accuracy and its edge cases, and may be exactly the logits' memory.
/// <c>selectedTokens</c> and <c>weights</c> (experts × capacity) hold each expert's rows, best first, and their probabilities: the lowest row is first among equals, NaN is never
/// chosen, and an entry that no row was left for has the index −1 and the weight 0 (<see cref="Routing.ExpertChoice"/>).
/// <para>The choice looks at all rows, so it is not causal. The paper's capacity is rows · factor / experts: <see cref="Routing.ExpertCapacity"/> with k = 1.</para>
/// <para>Source: Zhou et al. 2022 (arXiv 2202.09368).</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExpertChoiceAttribute : Attribute
{
    /// <summary>The number of experts E, the logits of a row, known at compile time: 1 to 1,024. 0, the default, means an <c>int experts</c> parameter.</summary>
    public int Experts { get; set; }

    /// <summary>The temperature T, finite and greater than zero; 1 by default. For one chosen at run time, declare a <c>temperature</c> parameter.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>True spreads the rows over the thread pool where a call is worth more than one thread; bits do not depend on their number.</summary>
    public bool Parallel { get; set; }
}
