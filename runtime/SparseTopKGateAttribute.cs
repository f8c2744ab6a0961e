namespace FusedKernels;

/// <summary>
/// Asks for a sparse top-k gate, the router of a mixture of experts: of each row of logits the K best experts, best first, and their weights.
/// </summary>
/// <remarks>
/// The method is static or not, partial, and takes, with T either <see cref="float"/> or <see cref="double"/>:
/// <code>
/// void (ReadOnlySpan&lt;T&gt; logits, Span&lt;int&gt; selected, Span&lt;T&gt; weights)                 rows = logits.Length / Experts, K entries for each
/// void (ReadOnlySpan&lt;T&gt; logits, int experts, Span&lt;int&gt; selected, Span&lt;T&gt; weights)    without a constant <see cref="Experts"/>; at most 1,024
/// </code>
/// each also with <c>ReadOnlySpan&lt;T&gt; selectionBias</c> (one for each expert: it selects and does not weigh), <c>ReadOnlySpan&lt;bool&gt; active</c>
/// (false takes a row out: index −1, weight 0, and no time where whole registers of neighbours are out), <c>Span&lt;int&gt; load</c> (how many rows selected each
/// expert), <c>int expertStart, int expertStop</c> (the experts that are here: entries of others get index −1 and weight 0, but count in the load) and
/// <c>Span&lt;T&gt; denseWeights</c> (rows × experts, the weights in the places of their experts, 0 elsewhere), <c>int maxDegreeOfParallelism</c> and
/// <c>CancellationToken cancellationToken</c> (asked between blocks of rows; what has been written until then stays).
/// <para>
/// <see cref="SoftCap"/>, <see cref="Activation"/> and <see cref="NoisyTopK"/>, in this order, come before everything else. What they make of the logits are numbers
/// of type T, equal ones are a tie, and from there on they are the logits. <c>Span&lt;T&gt; preparedLogits</c> (rows × experts; 0 in rows that are taken out) keeps them: what
/// <see cref="Routing.NoisyTopKLoad"/> and a softmax over all experts have to see.
/// </para>
/// <para>
/// The logits are divided by the temperature, turned into scores s as <see cref="Score"/> says, and c = s + selectionBias is what selects: the K largest c
/// of a row, the lowest index first among equals, on every target. Without a bias, and where groups are not scored by sums, the logits select: their order is that of
/// the scores, and exact where scores round to the same number. With the bias of a softmax over the selected, c = l / T + bias.
/// </para>
/// <para>
/// Of all experts, not only the selected, tell <c>Span&lt;T&gt; importance</c> (the sum of each expert's probabilities over the rows: a softmax of the logits / T, or with another
/// <see cref="Score"/> the scores as shares of their sum; rounded once, summed in doubles in an order that follows from the shape alone), <c>Span&lt;T&gt; logSumExp</c> (of each row's logits / T;
/// −∞ where none is left, 0 where a row is taken out) and <c>Span&lt;T&gt; zLoss</c> (one number, with <see cref="ZLoss"/> and <c>logSumExp</c>: <see cref="Routing.RouterZLoss"/>).
/// </para>
/// <para>
/// With <c>int capacity</c> (<see cref="Routing.ExpertCapacity"/>) an expert serves no more rows than that, chosen by <see cref="DropPolicy"/>; the entries of others get index −1 and weight
/// 0, and the weights that are left stay as they are. The load counts before. <c>Span&lt;int&gt; slots</c> (rows × K) is then a permutation of the entries, which are numbered row × K + rank: expert after
/// expert, within an expert in the order of the rows, and last those without an expert; <c>Span&lt;int&gt; offsets</c> (experts + 1) says where each expert's begin: expert e has
/// <c>slots[offsets[e]..offsets[e + 1]]</c>. Both come together, and <see cref="DropPolicy.Probability"/> needs them.
/// </para>
/// <para>
/// A logit of −∞ is an expert that is switched off, and so is NaN: it is never selected. Where fewer than K are left, the remaining entries hold
/// the index −1 and the weight 0. A row of nothing but NaN is invalid: its indices are −1 and its weights NaN. Experts of +∞ share a softmax equally.
/// </para>
/// <para>Sources: Shazeer et al. 2017 (arXiv 1701.06538), Mixtral, DeepSeek-V3 (arXiv 2412.19437).</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SparseTopKGateAttribute : Attribute
{
    /// <summary>The number of experts E, the logits of a row, known at compile time: 1 to 1,024. 0, the default, means an <c>int experts</c> parameter.</summary>
    public int Experts { get; set; }

    /// <summary>The number of experts that each row selects, k: 1 to 64, and not more than there are. 1 by default.</summary>
    public int K { get; set; } = 1;

    /// <summary>What a logit is turned into. <see cref="GateScore.Softmax"/> by default.</summary>
    public GateScore Score { get; set; }

    /// <summary>False, the default: the softmax is over the K selected logits. True: over all experts of the row, of which the selected are then taken.</summary>
    public bool NormalizeThenSelect { get; set; }

    /// <summary>True divides the selected scores by their sum (+ 1e-20), before <see cref="Scale"/>. A softmax over the selected is so already.</summary>
    public bool Renormalize { get; set; }

    /// <summary>The number of equal groups G of neighbouring experts; it divides E. 0, the default, means no groups.</summary>
    public int Groups { get; set; }

    /// <summary>The number of groups that experts are selected from, the best by <see cref="GroupScore"/>: the experts of all others count as −∞.</summary>
    public int TopGroups { get; set; }

    /// <summary>How groups are compared. <see cref="GroupScore.Max"/> by default. A group with too few experts for its sum is worth −∞.</summary>
    public GroupScore GroupScore { get; set; }

    /// <summary>The weights' factor, such as DeepSeek's routed scaling factor: finite and positive; 1 by default.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Makes the logits c · tanh(l / c), in (0, 32768]; within 1 ulp and 2⁻²⁷ (2⁻⁵⁶). 0, the default, leaves them.</summary>
    public double SoftCap { get; set; }

    /// <summary>A function of each logit, before the softmax. <see cref="GateActivation.None"/> by default.</summary>
    /// <remarks>Sigmoid within 3 ulp, tanh within 1 ulp and 2⁻²⁷ (2⁻⁵⁶), GELU within 2 units in the last place of the larger of 1 and |l|.</remarks>
    public GateActivation Activation { get; set; }

    /// <summary>
    /// True adds the noise ε of a <c>ReadOnlySpan&lt;T&gt; noise</c> parameter, as long as the logits: l + ε, or l + ε · softplus(n) with
    /// <c>ReadOnlySpan&lt;T&gt; noiseLogits</c> n (Shazeer et al. 2017). Noise of NaN takes its expert out.
    /// </summary>
    public bool NoisyTopK { get; set; }

    /// <summary>Which rows an expert serves where more select it than the <c>capacity</c> parameter allows. <see cref="DropPolicy.Position"/> by default.</summary>
    public DropPolicy DropPolicy { get; set; }

    /// <summary>The coefficient ζ of the z-loss, finite and positive, with a <c>zLoss</c> parameter; the paper's is 0.001.</summary>
    public double ZLoss { get; set; }

    /// <summary>The temperature T, finite and greater than zero; 1 by default. For one chosen at run time, declare a <c>temperature</c> parameter.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// True spreads the rows over the thread pool where a call is worth more than one thread. Bits do not depend on the number of threads, which an
    /// <c>int maxDegreeOfParallelism</c> parameter limits.
    /// </summary>
    public bool Parallel { get; set; }
}
