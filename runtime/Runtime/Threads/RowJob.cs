using System.Runtime.ExceptionServices;

namespace FusedKernels.Runtime;

/// <summary>
/// Blocks of rows that threads take one after the other. The pool may be busy, with callers like this one too, so the caller never waits for a
/// thread that has not begun: when it finds no more blocks it leaves, and once all who are inside have left, nobody gets in.
/// </summary>
internal sealed class RowJob<TRows>(TRows rows, RowBlocks blocks, PinnedMemory memory, CancellationToken cancellation) : IThreadPoolWorkItem
    where TRows : struct, IRowRange
{
    /// <summary>Turns of waiting that cost less than to be woken up: others are in their last block.</summary>
    private const int Spins = 30;

    private int _begun;

    /// <summary>The threads inside, the caller to begin with.</summary>
    private int _inside = 1;

    private ExceptionDispatchInfo? _exception;

    /// <summary>Does all blocks, with the help of <paramref name="others"/> threads of the pool at most.</summary>
    public void Run(int others)
    {
        try
        {
            for (int i = 0; i < others; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            TakeBlocks();
        }
        finally
        {
            Leave();
            Wait();
        }

        _exception?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (TryEnter())
        {
            TakeBlocks();
            Leave();
        }
    }

    private void TakeBlocks()
    {
        try
        {
            for (int block = Next(); block < blocks.Count; block = Next())
            {
                cancellation.ThrowIfCancellationRequested();
                (nuint first, nuint last) = blocks[block];
                rows.Run(in memory, first, last, block);
            }
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _begun, blocks.Count);
            Interlocked.CompareExchange(ref _exception, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    private int Next() => Interlocked.Increment(ref _begun) - 1;

    private bool TryEnter()
    {
        int inside = Volatile.Read(ref _inside);
        while (inside > 0)
        {
            int before = Interlocked.CompareExchange(ref _inside, inside + 1, inside);
            if (before == inside)
            {
                return true;
            }

            inside = before;
        }

        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _inside) == 0)
        {
            lock (this)
            {
                Monitor.PulseAll(this);
            }
        }
    }

    private void Wait()
    {
        SpinWait spinner = default;
        bool interrupted = false;
        while (Volatile.Read(ref _inside) > 0)
        {
            try
            {
                if (spinner.Count < Spins)
                {
                    spinner.SpinOnce(sleep1Threshold: -1);
                    continue;
                }

                lock (this)
                {
                    if (Volatile.Read(ref _inside) > 0)
                    {
                        Monitor.Wait(this);
                    }
                }
            }
            catch (ThreadInterruptedException)
            {
                // Others still write to the caller's memory: it must not leave now.
                interrupted = true;
            }
        }

        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }
}
