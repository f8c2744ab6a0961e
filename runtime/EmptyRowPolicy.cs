namespace FusedKernels;

/// <summary>What a kernel does with a row that has no column.</summary>
public enum EmptyRowPolicy
{
    /// <summary>Nothing is written; a reduction returns its identity (−∞ for log-sum-exp).</summary>
    Identity,

    /// <summary>An <see cref="ArgumentException"/> names the logits.</summary>
    Throw,
}
