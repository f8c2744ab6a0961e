using System.Runtime.CompilerServices;
using FusedKernels.Runtime;
using Xunit;

namespace FusedKernels.Tests.Threads;

/// <summary>Blocks on several threads: each is done once, and whatever happens, nobody is at work when the call returns.</summary>
public sealed class RowThreadsTests
{
    /// <summary>Blocks of one row, since each has as many columns as a block has elements.</summary>
    private static readonly RowBlocks Blocks = new(200, 1 << 14, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void EachBlockIsDoneOnce(int threads)
    {
        var counts = new int[Blocks.Count];
        RowThreads.Run(new Work(), Blocks, threads, RowMemory.From(ref counts[0]), cancellation: TestContext.Current.CancellationToken);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void AnExceptionArrivesAsItIs(int threads)
    {
        var counts = new int[Blocks.Count];
        var thrown = new InvalidDataException("of a block");
        InvalidDataException caught = Assert.Throws<InvalidDataException>(() => RowThreads.Run(new Work(Block: 5, () => throw thrown), Blocks, threads, RowMemory.From(ref counts[0]), cancellation: TestContext.Current.CancellationToken));
        Assert.Same(thrown, caught);
        Assert.True(counts.Sum() < Blocks.Count);
    }

    [Fact]
    public void AnExceptionOfAnotherThreadArrivesAsItIs()
    {
        int caller = Environment.CurrentManagedThreadId;
        using var gate = new ManualResetEventSlim();
        var counts = new int[Blocks.Count];
        Assert.Throws<InvalidDataException>(() => RowThreads.Run(
            new Work(
                Block: -1,
                () =>
                {
                    if (Environment.CurrentManagedThreadId != caller)
                    {
                        gate.Set();
                        throw new InvalidDataException();
                    }

                    gate.Wait(TestContext.Current.CancellationToken);
                }),
            Blocks,
            2,
            RowMemory.From(ref counts[0]),
            cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void ACancellationBetweenBlocksKeepsWhatIsDone(int threads)
    {
        using var source = new CancellationTokenSource();
        var counts = new int[Blocks.Count];
        OperationCanceledException caught = Assert.Throws<OperationCanceledException>(() =>
            RowThreads.Run(new Work(Block: 5, source.Cancel), Blocks, threads, RowMemory.From(ref counts[0]), cancellation: source.Token));
        Assert.Equal(source.Token, caught.CancellationToken);
        Assert.Equal(1, counts[5]);
        Assert.True(counts.Sum() < Blocks.Count);
    }

    [Fact]
    public void ACancellationAfterTheLastBlockComesTooLate()
    {
        using var source = new CancellationTokenSource();
        var counts = new int[Blocks.Count];
        RowThreads.Run(new Work(Block: Blocks.Count - 1, source.Cancel), Blocks, 1, RowMemory.From(ref counts[0]), cancellation: source.Token);
        Assert.Equal(Blocks.Count, counts.Sum());
    }

    /// <summary>Every thread of the pool is a caller that asks for more of them.</summary>
    [Fact]
    public void CallersOnAllThreadsOfThePoolDoNotWaitForEachOther() => Parallel.For(0, 200, _ =>
    {
        var counts = new int[Blocks.Count];
        RowThreads.Run(new Work(), Blocks, 8, RowMemory.From(ref counts[0]), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Blocks.Count, counts.Sum());
    });

    [Fact]
    public async Task AnInterruptedCallerStaysUntilTheOthersHaveLeft()
    {
        using var began = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var counts = new int[Blocks.Count];
        bool interrupted = false;
        int left = 0;
        var caller = new Thread(() =>
        {
            int self = Environment.CurrentManagedThreadId;
            RowThreads.Run(
                new Work(
                    Block: -1,
                    () =>
                    {
                        if (Environment.CurrentManagedThreadId == self)
                        {
                            began.Wait(CancellationToken.None);
                        }
                        else if (!began.IsSet)
                        {
                            began.Set();
                            gate.Wait(CancellationToken.None);
                            left = 1;
                        }
                    }),
                Blocks,
                2,
                RowMemory.From(ref counts[0]));
            Volatile.Write(ref left, left * 2);
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        });
        caller.Start();
        began.Wait(TestContext.Current.CancellationToken);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        caller.Interrupt();
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(caller.IsAlive);
        gate.Set();
        caller.Join();
        Assert.True(interrupted);
        Assert.Equal(2, left);
        Assert.Equal(Blocks.Count, counts.Sum());
    }

    [Theory]
    [InlineData(99_999, -1, 1)]
    [InlineData(1e9, 1, 1)]
    [InlineData(1e9, 3, 3)]
    [InlineData(160_000, 64, 3)]
    [InlineData(1e300, 64, 64)]
    public void ThreadsAreUsedWhereTheyAreWorthIt(double nanoseconds, int limit, int threads) => Assert.Equal(threads, RowThreads.Count(nanoseconds, limit));

    [Fact]
    public void WithoutALimitThereIsAThreadOnEachProcessor() => Assert.Equal(Environment.ProcessorCount, RowThreads.Count(1e300));

    private readonly record struct Work(int Block, Action? Event) : IRowRange
    {
        public void Run(in PinnedMemory memory, nuint first, nuint last, int block)
        {
            Assert.Equal(first + 1, last);
            Assert.Equal((nuint)block, first);
            if (Block == block || Block == -1)
            {
                Event?.Invoke();
            }

            Interlocked.Increment(ref Unsafe.Add(ref memory.At<int>(0), first));
        }
    }
}
