using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>Spreads the blocks of a batch's rows over the caller's thread and the thread pool.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class RowThreads
{
    /// <summary>How many pieces of memory work can have.</summary>
    internal const int Places = 12;

    /// <summary>
    /// Nanoseconds of work that are worth a thread. To queue work and to wait for it costs less than 1,000 while the pool's threads are awake, and
    /// 10,000 to 15,000 where one has to be woken up, which can also come too late: at the least, one in eight is lost then, and half is gained else.
    /// </summary>
    private const double Worthwhile = 50_000;

    /// <summary>How many threads some work is worth, the caller's included.</summary>
    /// <param name="nanoseconds">About how long one thread takes.</param>
    /// <param name="limit">The most threads; −1 for one on each processor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(double nanoseconds, int limit = -1) => nanoseconds < 2 * Worthwhile ? 1 : CountSeveral(nanoseconds, limit);

    private static int CountSeveral(double nanoseconds, int limit) =>
        Math.Min((int)Math.Min(nanoseconds / Worthwhile, int.MaxValue), limit < 0 ? Environment.ProcessorCount : limit);

    /// <summary>Does every block once, in any order; returns when no thread touches the memory any more.</summary>
    /// <param name="rows">What to do with a block.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="threads">The most threads that work at the same time, the caller's included; no more are used than there are blocks.</param>
    /// <param name="memory0">The memory that <see cref="IRowRange.Run"/> gets at place 0, and so on.</param>
    /// <param name="memory1">Place 1.</param>
    /// <param name="memory2">Place 2.</param>
    /// <param name="memory3">Place 3.</param>
    /// <param name="memory4">Place 4.</param>
    /// <param name="memory5">Place 5.</param>
    /// <param name="memory6">Place 6.</param>
    /// <param name="memory7">Place 7.</param>
    /// <param name="memory8">Place 8.</param>
    /// <param name="memory9">Place 9.</param>
    /// <param name="memory10">Place 10.</param>
    /// <param name="memory11">Place 11.</param>
    /// <param name="cancellation">Asked before each block.</param>
    /// <remarks>
    /// The first exception of any block is thrown as it is; blocks that nobody has begun are then left out. One object of some hundred bytes is
    /// allocated, whatever the number of rows and threads, and what the pool needs to queue it.
    /// </remarks>
    /// <exception cref="OperationCanceledException">Cancelled before every block was begun.</exception>
    public static void Run<TRows>(
        TRows rows,
        RowBlocks blocks,
        int threads,
        RowMemory memory0,
        RowMemory memory1 = default,
        RowMemory memory2 = default,
        RowMemory memory3 = default,
        RowMemory memory4 = default,
        RowMemory memory5 = default,
        RowMemory memory6 = default,
        RowMemory memory7 = default,
        RowMemory memory8 = default,
        RowMemory memory9 = default,
        RowMemory memory10 = default,
        RowMemory memory11 = default,
        CancellationToken cancellation = default)
        where TRows : struct, IRowRange
    {
        // The caller does not leave before all others have, so that pinning for the time of this call is enough.
        fixed (byte* first0 = memory0, first1 = memory1, first2 = memory2, first3 = memory3)
        fixed (byte* first4 = memory4, first5 = memory5, first6 = memory6, first7 = memory7)
        fixed (byte* first8 = memory8, first9 = memory9, first10 = memory10, first11 = memory11)
        {
            PinnedMemory memory = new(
            [
                (nint)first0, (nint)first1, (nint)first2, (nint)first3, (nint)first4, (nint)first5,
                (nint)first6, (nint)first7, (nint)first8, (nint)first9, (nint)first10, (nint)first11,
            ]);
            new RowJob<TRows>(rows, blocks, memory, cancellation).Run(Math.Min(threads, blocks.Count) - 1);
        }
    }
}
