using BenchmarkDotNet.Attributes;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Detailed;

/// <summary>Softmax against the library's own, which does not subtract the maximum.</summary>
public class SoftmaxBenchmarks() : KernelBenchmarks(KernelFamily.Softmax)
{
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void TensorPrimitivesSoftMax() => Run(ContenderNames.TensorSoftMax);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void TensorPrimitivesComposed() => Run(ContenderNames.TensorComposition);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void PlainLoop() => Run(ContenderNames.PlainLoop);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Fused() => Run(ContenderNames.Ours);
}
