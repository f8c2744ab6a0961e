using System.Runtime;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>
/// Runs everything until the JIT has nothing left to do. The contenders are compiled once and for good; the framework's precompiled
/// methods below them are compiled again after 30 calls and a wait of 100 ms.
/// </summary>
internal static class WarmUp
{
    private const int Calls = 40;
    private const int MinRounds = 3;
    private const int MaxRounds = 20;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(250);

    /// <summary>One small shape for each way through the contenders.</summary>
    private static readonly Shape[] s_shapes =
    [
        Shape.Row(100),
        Shape.Row(10_000),
        Shape.ConstantBatch(10, 8),
        Shape.ConstantBatch(10, 64),
        Shape.Batch(10, 100),
        Shape.Batch(2, 10_000),
        Shape.Axis(2, 5, 70),
    ];

    public static void Run(Buffers buffers)
    {
        long compiled = -1;
        for (int round = 0; round < MinRounds || (round < MaxRounds && compiled != JitInfo.GetCompiledMethodCount()); round++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            foreach (KernelFamily family in Enum.GetValues<KernelFamily>())
            {
                foreach (Shape shape in ShapesOf(family))
                {
                    RunAll(new Workload(family, shape, buffers));
                }
            }

            Thread.Sleep(s_wait);
        }
    }

    private static IEnumerable<Shape> ShapesOf(KernelFamily family) => family switch
    {
        KernelFamily.CrossEntropy => s_shapes.Where(static shape => shape is { Inner: 1, ConstantLength: false }),
        KernelFamily.Gate => Shapes.Of(family).Select(static shape => shape with { Outer = 20 }),
        _ => s_shapes,
    };

    private static void RunAll(Workload workload)
    {
        foreach (Contender contender in ContenderCatalog.For(workload.Family).Concat(ContenderCatalog.YardsticksFor(workload.Family)))
        {
            Repeat repeat = contender.For(workload.Shape);
            for (int call = 0; call < Calls; call++)
            {
                repeat(workload, 1);
            }
        }
    }
}
