namespace FusedKernels.Benchmarks.Workloads;

/// <summary>Standard normal numbers by Box and Muller: the same ones for the same seed on every machine.</summary>
internal sealed class NormalDistribution(int seed)
{
#pragma warning disable CA5394 // nothing here is a secret
    private readonly Random _random = new(seed);

    public void Fill(Span<float> destination, double scale)
    {
        foreach (ref float value in destination)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            value = (float)(scale * radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
        }
    }
#pragma warning restore CA5394
}
