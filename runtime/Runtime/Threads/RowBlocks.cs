using System.ComponentModel;
using System.Numerics;

namespace FusedKernels.Runtime;

/// <summary>
/// The rows of a batch in blocks: what is summed before it is merged, what one thread does at a time, and what a cancellation waits for.
/// The division follows from the shape alone, so that every sum has the same order on every machine and on any number of threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowBlocks
{
    /// <summary>Some microseconds of work: far more than it costs to take the next block, little enough to share out evenly.</summary>
    private const int Elements = 1 << 14;

    /// <summary>Neighbouring rows that are never divided: the lanes of a register, and a cache line of results.</summary>
    private const int Lanes = 16;

    /// <summary>Blocks get larger instead of more, so that their sums fit on the stack.</summary>
    private const int Most = 512;

    private readonly nuint _size;
    private readonly nuint _plane;
    private readonly int _perPlane;

    /// <summary>Divides rows.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="columns">The elements of each.</param>
    /// <param name="inner">Neighbouring rows whose elements lie side by side; a block is a part of them or several times all of them.</param>
    public RowBlocks(int rows, int columns, int inner)
        : this(rows, columns, inner, Most)
    {
    }

    private RowBlocks(int rows, int columns, int inner, int most)
    {
        long least = Math.Max(Elements / Math.Max(columns, 1), (long)rows / most);
        uint size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, inner > 1 ? Lanes : 1));
        bool whole = inner == 1 || size >= (uint)inner;
        _size = whole ? size / (uint)inner * (uint)inner : size;
        _plane = (nuint)(whole ? rows : inner);
        _perPlane = rows == 0 ? 0 : (int)((_plane + _size - 1) / _size);
        Count = whole ? _perPlane : rows / inner * _perPlane;
    }

    /// <summary>Divides rows that have a sum of each block for each of their columns: fewer and larger blocks, whose sums fit on the stack.</summary>
    public static RowBlocks WithColumns(int rows, int columns) => new(rows, columns, 1, Math.Clamp(Elements / Math.Max(columns, 1), Lanes, Most));

    /// <summary>The number of blocks, at most 1,024.</summary>
    public int Count { get; }

    /// <summary>A block's rows, from the first to before the last.</summary>
    public (nuint First, nuint Last) this[int block]
    {
        get
        {
            (int plane, int part) = Math.DivRem(block, _perPlane);
            nuint start = (nuint)plane * _plane;
            nuint first = (nuint)part * _size;
            return (start + first, start + nuint.Min(first + _size, _plane));
        }
    }
}
