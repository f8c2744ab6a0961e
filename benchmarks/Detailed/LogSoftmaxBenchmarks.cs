using BenchmarkDotNet.Attributes;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Detailed;

/// <summary>Log-softmax against the best composition of the library's calls.</summary>
public class LogSoftmaxBenchmarks() : KernelBenchmarks(KernelFamily.LogSoftmax)
{
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void TensorPrimitivesComposed() => Run(ContenderNames.TensorComposition);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void PlainLoop() => Run(ContenderNames.PlainLoop);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Fused() => Run(ContenderNames.Ours);
}
