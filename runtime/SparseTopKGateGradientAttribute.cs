namespace FusedKernels;

/// <summary>
/// Asks for the gradient of a <see cref="SparseTopKGateAttribute"/>: from the derivatives with respect to the selected experts' weights to those with
/// respect to the logits, added to what is there. The selection is constant.
/// </summary>
/// <remarks>
/// The method is static or not, partial, returns nothing, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// (ReadOnlySpan&lt;T&gt; logits, ReadOnlySpan&lt;int&gt; selected, ReadOnlySpan&lt;T&gt; weights, ReadOnlySpan&lt;T&gt; weightsGradient, Span&lt;T&gt; logitsGradient)
/// </code>
/// without a constant <see cref="Experts"/> also with <c>int experts</c>, and with <c>T temperature</c> where the gate has it, and with <c>ReadOnlySpan&lt;bool&gt; active</c> (false adds nothing to a row, whatever is selected). Logits, indices and weights are
/// those of the gate, and the attribute's properties must be the gate's. Of a gate with cap, activation or noise the logits are its <c>preparedLogits</c>: the derivatives are with respect to
/// these, and <see cref="Routing.PreparedGradient"/> takes them further.
/// <para>
/// With weights w, their derivatives g, γ = <see cref="Scale"/> and x = logits / T, logitsGradient[selected] grows by
/// </para>
/// <code>
/// softmax                  w · (g − Σ g w / Σ w) / T                        also NormalizeThenSelect with Renormalize
/// sigmoid                  w · g · σ(−x) / T
/// √softplus                w · g · σ(x) / (2 softplus(x)) / T
/// these with Renormalize   (g − Σ g w / γ) instead of g
/// NormalizeThenSelect      w · g / T, and every expert of the row grows by −p Σ g w / T, with p = softmax(x)
/// </code>
/// <para>
/// Each derivative is within 5 · 2⁻²⁴ (5 · 2⁻⁵³) of the largest that its terms can be, then added with one rounding.
/// </para>
/// <para>
/// An entry with the index −1 gives nothing, whatever its derivative is. A gate that leaves experts elsewhere out (<c>expertStart</c>, <c>expertStop</c>) has hidden their weights,
/// which a normalisation needs: take the selection of all experts here. The gradients of balance loss and z-loss may be added to the same span
/// (<see cref="Routing.RouterGradient"/>, <see cref="Routing.RouterZLoss"/>). An index that is no expert is an <see cref="ArgumentOutOfRangeException"/> that names the entry.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SparseTopKGateGradientAttribute : Attribute
{
    /// <summary>The number of experts E, 1 to 1,024. 0, the default, means an <c>int experts</c> parameter.</summary>
    public int Experts { get; set; }

    /// <summary>The number of experts that each row selects, k: 1 to 64. 1 by default.</summary>
    public int K { get; set; } = 1;

    /// <summary>What the gate turns a logit into. <see cref="GateScore.Softmax"/> by default.</summary>
    public GateScore Score { get; set; }

    /// <summary>True where the gate's softmax is over all experts of the row.</summary>
    public bool NormalizeThenSelect { get; set; }

    /// <summary>True where the gate divides the selected scores by their sum.</summary>
    public bool Renormalize { get; set; }

    /// <summary>The factor of the gate's weights, γ; 1 by default.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>The temperature T; 1 by default. For one chosen at run time, declare a <c>temperature</c> parameter.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// True spreads the rows over the thread pool where a call is worth more than one thread. Bits do not depend on the number of threads, which an
    /// <c>int maxDegreeOfParallelism</c> parameter limits.
    /// </summary>
    public bool Parallel { get; set; }
}
