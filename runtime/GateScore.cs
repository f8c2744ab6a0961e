namespace FusedKernels;

/// <summary>What a gate makes of a logit l before it selects and weighs.</summary>
public enum GateScore
{
    /// <summary>exp(l) as a share: of the selected experts' sum, or of all with <see cref="SparseTopKGateAttribute.NormalizeThenSelect"/>.</summary>
    Softmax,

    /// <summary>1 / (1 + e⁻ˡ), each expert on its own (DeepSeek-V3).</summary>
    Sigmoid,

    /// <summary>√log(1 + eˡ), each expert on its own.</summary>
    SqrtSoftplus,
}
