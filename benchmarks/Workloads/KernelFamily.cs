namespace FusedKernels.Benchmarks.Workloads;

/// <summary>What is computed of each row.</summary>
public enum KernelFamily
{
    Softmax,
    LogSoftmax,
    LogSumExp,

    /// <summary>The sum of the rows' losses, and its gradient.</summary>
    CrossEntropy,

    /// <summary>The weights of the best few of each row.</summary>
    Gate,
}
