using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, from integers and exact operations alone.</summary>
public struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [−1, 1).</summary>
    public double Symmetric() => ((Next() >> 11) * (1.0 / (1L << 52))) - 1;

    /// <summary>In [0, end).</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>A seed from a name, the same in every process.</summary>
    public static ulong Seed(string name)
    {
        ulong hash = BitHash.Start;
        foreach (char c in name)
        {
            hash = BitHash.Add(hash, c);
        }

        return hash;
    }
}
