namespace FusedKernels;

/// <summary>What a kernel gives for a row that holds +∞ and no NaN.</summary>
public enum PositiveInfinityPolicy
{
    /// <summary>The limit: m entries of +∞ share the probability, 1/m each, and all others get 0. Log-sum-exp is +∞.</summary>
    Limit,

    /// <summary>NaN for every result of the row, as the plain formula gives (∞ − ∞).</summary>
    NaN,
}
