using BenchmarkDotNet.Attributes;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Detailed;

/// <summary>Cross-entropy and its gradient against the best composition of the library's calls.</summary>
public class CrossEntropyBenchmarks() : KernelBenchmarks(KernelFamily.CrossEntropy)
{
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void TensorPrimitivesComposed() => Run(ContenderNames.TensorComposition);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void PlainLoop() => Run(ContenderNames.PlainLoop);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Fused() => Run(ContenderNames.Ours);
}
