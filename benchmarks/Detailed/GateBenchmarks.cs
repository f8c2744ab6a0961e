using BenchmarkDotNet.Attributes;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Detailed;

/// <summary>Sparse top-k gates against a careful scalar loop and the library's calls.</summary>
public class GateBenchmarks() : KernelBenchmarks(KernelFamily.Gate)
{
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void PlainLoop() => Run(ContenderNames.PlainLoop);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void TensorPrimitivesComposed() => Run(ContenderNames.TensorComposition);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Fused() => Run(ContenderNames.Ours);
}
