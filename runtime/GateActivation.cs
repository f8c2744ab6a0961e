namespace FusedKernels;

/// <summary>A function of each logit before a gate does anything else with it (dense-to-sparse gates).</summary>
public enum GateActivation
{
    /// <summary>The logit itself.</summary>
    None,

    /// <summary>1 / (1 + e⁻ˡ).</summary>
    Sigmoid,

    /// <summary>tanh(l).</summary>
    Tanh,

    /// <summary>l · Φ(l), with Φ the distribution function of the standard normal distribution (Hendrycks and Gimpel 2016, arXiv 1606.08415).</summary>
    Gelu,
}
