using BenchmarkDotNet.Attributes;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Detailed;

/// <summary>Cross-entropy and its gradient on one thread and on as many as there are processors, also where a call is too small for more than one.</summary>
public class ThreadBenchmarks
{
    private Workload? _workload;

    [ParamsSource(nameof(AllShapes))]
    public Shape Shape { get; set; } = Shape.Batch(1, 1);

    public static IEnumerable<Shape> AllShapes => [Shape.Batch(8, 64), .. Shapes.Apart(KernelFamily.CrossEntropy), Shape.Batch(4_096, 64)];

    [GlobalSetup]
    public void Setup() => _workload = new Workload(KernelFamily.CrossEntropy, Shape, new Buffers(Shape.Elements));

    [Benchmark(Baseline = true)]
    public float OneThread() => Kernels.CrossEntropy(_workload!.Logits, _workload.Targets, _workload.Output, _workload.Columns);

    [Benchmark]
    public float Threads() => Kernels.CrossEntropyOnThreads(_workload!.Logits, _workload.Targets, _workload.Output, _workload.Columns);
}
