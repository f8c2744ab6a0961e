using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>Does the work so many times, one after the other.</summary>
internal delegate void Repeat(Workload workload, int iterations);

/// <summary>A column of the tables.</summary>
/// <param name="Name">Its name, the same for all operators.</param>
/// <param name="For">How it does the work on a shape.</param>
internal sealed record Contender(string Name, Func<Shape, Repeat> For)
{
    public static void Repeat<TContender>(Workload workload, int iterations)
        where TContender : struct, IContender
    {
        for (int i = 0; i < iterations; i++)
        {
            TContender.Run(workload);
        }
    }
}
