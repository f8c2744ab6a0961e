namespace FusedKernels.Benchmarks.Workloads;

/// <summary>The memory that all contenders share, with logits from N(0, 1)·4.</summary>
internal sealed class Buffers
{
    private const int Seed = 20_260_801;
    private const int CacheLine = 64;

    public Buffers(int elements)
    {
        Elements = elements;

        // Aligned to cache lines, and at different offsets in a page: a store must not look like an alias of a load 4 KiB away.
        Logits = new AlignedMemory(elements, 0);
        Output = new AlignedMemory(elements, 16 * CacheLine);
        Scratch = new AlignedMemory(elements, 32 * CacheLine);
        new NormalDistribution(Seed).Fill(Logits.First(elements), scale: 4);

        // Written once, so that no contender pays for the first touch of a page.
        Output.First(elements).Clear();
        Scratch.First(elements).Clear();
    }

    public int Elements { get; }

    public AlignedMemory Logits { get; }

    public AlignedMemory Output { get; }

    public AlignedMemory Scratch { get; }
}
