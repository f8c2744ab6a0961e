using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>Runs everything often enough, and waits often enough, for the last tier of the JIT to be in place before the first measurement.</summary>
internal static class WarmUp
{
    // More calls than the 30 after which the runtime asks for a method's next tier, and longer than the 100 ms that it then waits.
    private const int Calls = 40;
    private const int Rounds = 4;
    private static readonly TimeSpan s_compilation = TimeSpan.FromMilliseconds(250);

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
        for (int round = 0; round < Rounds; round++)
        {
            foreach (KernelFamily family in Enum.GetValues<KernelFamily>())
            {
                foreach (Shape shape in s_shapes)
                {
                    RunAll(new Workload(family, shape, buffers));
                }
            }

            Thread.Sleep(s_compilation);
        }
    }

    private static void RunAll(Workload workload)
    {
        foreach (Contender contender in ContenderCatalog.For(workload.Family).Concat(MemoryYardsticks.All))
        {
            Repeat repeat = contender.For(workload.Shape);
            for (int call = 0; call < Calls; call++)
            {
                repeat(workload, 1);
            }
        }
    }
}
