using BenchmarkDotNet.Attributes;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Detailed;

/// <summary>What the benchmarks of all kernel families share: the shapes, the memory and the contenders of the quick mode.</summary>
/// <param name="family">The family that all contenders compute.</param>
public abstract class KernelBenchmarks(KernelFamily family)
{
    /// <summary>Calls in one measured operation: the call through a delegate is then no part of the result.</summary>
    protected const int Calls = 16;

    private readonly Dictionary<string, Repeat> _contenders = new(StringComparer.Ordinal);
    private Workload? _workload;

    [ParamsSource(nameof(AllShapes))]
    public Shape Shape { get; set; } = Shapes.Of(family)[0];

    /// <summary>Results apart from their logits: an operation is several calls, between which nothing puts logits back.</summary>
    public IEnumerable<Shape> AllShapes => Shapes.Apart(family);

    [GlobalSetup]
    public void Setup()
    {
        _workload = new Workload(family, Shape, new Buffers(Shape.Elements));
        foreach (Contender contender in ContenderCatalog.For(family))
        {
            _contenders.Add(contender.Name, contender.For(Shape));
        }
    }

    /// <summary>Runs a contender <see cref="Calls"/> times.</summary>
    protected void Run(string contender) => _contenders[contender](_workload!, Calls);
}
