namespace FusedKernels;

/// <summary>What a kernel gives for a row whose every entry is masked or −∞. Log-sum-exp is −∞ for such a row under every policy.</summary>
public enum MaskedRowPolicy
{
    /// <summary>All probabilities are 0, all log-probabilities −∞.</summary>
    Zero,

    /// <summary>The mathematical answer, 0 ÷ 0: NaN everywhere.</summary>
    NaN,

    /// <summary>All n entries of the row are equally likely: 1/n, or −log n.</summary>
    Uniform,
}
