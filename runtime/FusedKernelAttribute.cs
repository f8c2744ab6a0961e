namespace FusedKernels;

/// <summary>What every attribute of the softmax family has in common: temperature, constant row length and the policies for the edge cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class FusedKernelAttribute : Attribute
{
    private protected FusedKernelAttribute()
    {
    }

    /// <summary>
    /// The temperature T: the kernel works on <c>logits / T</c>. A compile-time constant, folded into the kernel at no cost.
    /// Finite and greater than zero; 1 by default. For a temperature chosen at run time, declare a <c>temperature</c> parameter instead.
    /// </summary>
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// The number of columns of every row, known at compile time: at least 1. The kernel is then straight-line code for this length.
    /// 0, the default, means that the length is known only at run time.
    /// </summary>
    public int Length { get; set; }

    /// <summary>What a row without any column gives. <see cref="EmptyRowPolicy.Identity"/> by default.</summary>
    public EmptyRowPolicy EmptyRow { get; set; }

    /// <summary>What a row gives whose every entry is masked or −∞. <see cref="MaskedRowPolicy.Zero"/> by default.</summary>
    public MaskedRowPolicy MaskedRow { get; set; }

    /// <summary>What a row gives that holds +∞ (and no NaN). <see cref="PositiveInfinityPolicy.Limit"/> by default.</summary>
    public PositiveInfinityPolicy PositiveInfinity { get; set; }

    /// <summary>
    /// True spreads the rows of a batch over the thread pool where they are worth it; the caller's thread takes part. Small batches stay on it. False by
    /// default. The results, a loss included, have the same bits on any number of threads, and as without.
    /// </summary>
    /// <remarks>
    /// An <c>int maxDegreeOfParallelism</c> parameter limits the threads. No thread is started, and a call from a thread of the pool never waits for
    /// another one to come free. A call that uses several threads allocates one object of some hundred bytes, and what the pool needs to queue it.
    /// </remarks>
    public bool Parallel { get; set; }
}
