using System.Diagnostics;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>
/// Times contenders against each other: every round measures each of them once, so that whatever disturbs the machine for longer than a
/// round disturbs all alike.
/// </summary>
internal static class InterleavedTimer
{
    // Long against the clock's tick and the call that surrounds it, short against a time slice of the scheduler.
    private static readonly TimeSpan s_sample = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(1.3);
    private const int MinRounds = 9;
    private const int MaxRounds = 101;

    /// <summary>Nanoseconds per element: for each contender one for each round.</summary>
    public static double[][] Measure(Workload workload, IReadOnlyList<Repeat> contenders)
    {
        int[] iterations = [.. contenders.Select(contender => IterationsOfOneSample(workload, contender))];
        List<double>[] samples = [.. contenders.Select(_ => new List<double>(MaxRounds))];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < MinRounds || (round < MaxRounds && Stopwatch.GetElapsedTime(start) < s_budget); round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                // Another one begins each round: nobody always runs after the slowest, or on the cache that the same one left.
                int i = (round + turn) % contenders.Count;
                TimeSpan elapsed = Time(workload, contenders[i], iterations[i]);
                samples[i].Add(elapsed.TotalNanoseconds / iterations[i] / workload.Elements);
            }
        }

        return [.. samples.Select(contender => contender.ToArray())];
    }

    private static int IterationsOfOneSample(Workload workload, Repeat contender)
    {
        int iterations = 1;
        while (true)
        {
            TimeSpan elapsed = Time(workload, contender, iterations);
            if (elapsed >= s_sample)
            {
                return iterations;
            }

            // At most tenfold: the first measurements are too short to be trusted.
            iterations = (int)Math.Ceiling(iterations * Math.Clamp(s_sample / elapsed, 1.1, 10));
        }
    }

    private static TimeSpan Time(Workload workload, Repeat contender, int iterations)
    {
        if (workload.Shape.InPlace)
        {
            return TimeInPlace(workload, contender, iterations);
        }

        if (iterations > 1)
        {
            contender(workload, 1); // takes the cache back from the contender before
        }

        long start = Stopwatch.GetTimestamp();
        contender(workload, iterations);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Call by call, since each has overwritten its logits: what puts them back is no part of the time, and leaves the same cache to all.</summary>
    private static TimeSpan TimeInPlace(Workload workload, Repeat contender, int iterations)
    {
        TimeSpan elapsed = default;
        for (int i = 0; i < iterations; i++)
        {
            workload.RestoreLogits();
            long start = Stopwatch.GetTimestamp();
            contender(workload, 1);
            elapsed += Stopwatch.GetElapsedTime(start);
        }

        return elapsed;
    }
}
