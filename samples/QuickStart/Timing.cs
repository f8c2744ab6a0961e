using System.Diagnostics;

namespace QuickStart;

/// <summary>Times contenders in turns, so that whatever else the machine does meets all of them alike.</summary>
internal static class Timing
{
    private const int Rounds = 101;

    /// <summary>Long against the clock's resolution, short against the scheduler's time slice.</summary>
    private static readonly TimeSpan Sample = TimeSpan.FromMicroseconds(500);

    /// <summary>For caches, clock rates and the framework's own precompiled code, which is compiled again after 100 ms.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    /// <summary>The median time of one call of each contender, in nanoseconds.</summary>
    public static double[] Medians(params ReadOnlySpan<Action> contenders)
    {
        Stopwatch warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed < WarmUp)
        {
            foreach (Action contender in contenders)
            {
                contender();
            }
        }

        int[] calls = new int[contenders.Length];
        double[][] samples = new double[contenders.Length][];
        for (int i = 0; i < contenders.Length; i++)
        {
            calls[i] = CallsPerSample(contenders[i]);
            samples[i] = new double[Rounds];
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                samples[i][round] = Measure(contenders[i], calls[i]).TotalNanoseconds / calls[i];
            }
        }

        return Array.ConvertAll(samples, static times => times.Order().ElementAt(Rounds / 2));
    }

    private static int CallsPerSample(Action contender)
    {
        int calls = 1;
        while (Measure(contender, calls) < Sample)
        {
            calls *= 2;
        }

        return calls;
    }

    private static TimeSpan Measure(Action contender, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            contender();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
