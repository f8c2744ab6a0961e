namespace Digits;

/// <summary>Steele, Lea and Flood's generator (OOPSLA 2014): a fixed seed gives the same run on every machine and every version of .NET.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Uniform in [−bound, bound), in steps that a float holds exactly.</summary>
    public float Uniform(float bound) => (((Next() >> 40) * (1f / (1 << 23))) - 1) * bound;

    /// <summary>Fisher and Yates' shuffle.</summary>
    public void Shuffle(Span<int> order)
    {
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = (int)Math.BigMul(Next(), (ulong)last + 1, out _);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }
}
