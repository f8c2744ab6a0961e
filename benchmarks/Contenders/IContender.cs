using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>One way to do a workload's work. A struct, so that the timed loop calls it directly.</summary>
internal interface IContender
{
    static abstract void Run(Workload workload);
}
