using System.Runtime.InteropServices;
using FusedKernels.Tests.Declarations;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests.Threads;

/// <summary>Kernels on several threads: the bits of one thread, for any number of them.</summary>
public sealed class ThreadTests
{
    /// <summary>A kernel on one thread (0) or with a limit of threads; returns all that it has written.</summary>
    private delegate Array Call(Batch batch, int threads);

    private static readonly Dictionary<string, (int Rows, int Columns, int Inner)[]> ShapesOf = new(StringComparer.Ordinal)
    {
        ["Rows"] = [(6000, 20, 1), (40, 9000, 1), (2, 250_000, 1), (1, 10, 1), (0, 3, 1)],
        ["Axis"] = [(3 * 2500, 50, 2500), (4000 * 3, 10, 3), (17, 30_000, 17), (10, 5, 5)],
        ["Lanes"] = [(30_003, 8, 1)],
        ["Groups"] = [(12_001, 20, 1)],
    };

    private static readonly (string Name, string Shapes, Call Call)[] Calls =
    [
        ("softmax", "Rows", static (b, threads) =>
        {
            var result = new float[b.Logits.Length];
            if (threads == 0)
            {
                ThreadKernels.Serial.Softmax(b.Logits, result, b.Columns);
            }
            else
            {
                ThreadKernels.Parallel.Softmax(b.Logits, result, b.Columns, threads);
            }

            return result;
        }),
        ("softmax of doubles", "Rows", static (b, threads) =>
        {
            var result = new double[b.Logits.Length];
            if (threads == 0)
            {
                ThreadKernels.Serial.Softmax(b.Doubles, result, b.Columns, CancellationToken.None);
            }
            else
            {
                ThreadKernels.Parallel.Softmax(b.Doubles, result, b.Columns, threads);
            }

            return result;
        }),
        ("softmax in place", "Rows", static (b, threads) =>
        {
            var result = (float[])b.Logits.Clone();
            if (threads == 0)
            {
                ThreadKernels.Serial.InPlace(result, b.Columns, CancellationToken.None);
            }
            else
            {
                ThreadKernels.Parallel.InPlace(result, b.Columns, threads, CancellationToken.None);
            }

            return result;
        }),
        ("rows in lanes", "Lanes", static (b, threads) =>
        {
            var result = new float[b.Logits.Length];
            if (threads == 0)
            {
                ThreadKernels.Serial.Lanes(b.Logits, result);
            }
            else
            {
                ThreadKernels.Parallel.Lanes(b.Logits, result, threads);
            }

            return result;
        }),
        ("rows in groups", "Groups", static (b, threads) =>
        {
            var result = new float[b.Logits.Length];
            if (threads == 0)
            {
                ThreadKernels.Serial.Groups(b.Logits, b.ClassWeights, b.Mask, result);
            }
            else
            {
                ThreadKernels.Parallel.Groups(b.Logits, b.ClassWeights, b.Mask, result, threads);
            }

            return result;
        }),
        ("another axis", "Axis", static (b, threads) =>
        {
            var result = new float[b.Logits.Length];
            if (threads == 0)
            {
                ThreadKernels.Serial.Axis(b.Logits, b.ClassWeights, b.Mask, result, b.Columns, b.Inner, 0.7f);
            }
            else
            {
                ThreadKernels.Parallel.Axis(b.Logits, b.ClassWeights, b.Mask, result, b.Columns, b.Inner, 0.7f, threads);
            }

            return result;
        }),
        ("log-sum-exp", "Axis", static (b, threads) =>
        {
            var result = new float[b.Rows];
            if (threads == 0)
            {
                ThreadKernels.Serial.LogSumExp(b.Logits, result, b.Columns, b.Inner);
            }
            else
            {
                ThreadKernels.Parallel.LogSumExp(b.Logits, result, b.Columns, b.Inner, threads);
            }

            return result;
        }),
        ("cross-entropy", "Rows", static (b, threads) =>
        {
            var gradient = new float[b.Logits.Length];
            float loss = threads == 0
                ? ThreadKernels.Serial.Loss(b.Logits, b.Targets, gradient, b.Columns)
                : ThreadKernels.Parallel.Loss(b.Logits, b.Targets, gradient, b.Columns, threads);
            return (float[])[loss, .. gradient];
        }),
        ("cross-entropy with everything", "Rows", static (b, threads) =>
        {
            double[] gradient = [.. b.Doubles];
            var losses = new double[b.Rows];
            var logSumExp = new double[b.Rows];
            double[] classWeights = [.. b.ClassWeights.Select(weight => (double)weight)];
            double[] rowWeights = [.. b.Targets.Select(target => target / 7.0)];
            double loss = threads == 0
                ? ThreadKernels.Serial.Loss(gradient, b.Targets, classWeights, rowWeights, 0.5, 1.3, gradient, losses, logSumExp, b.Columns)
                : ThreadKernels.Parallel.Loss(gradient, b.Targets, classWeights, rowWeights, 0.5, 1.3, gradient, losses, logSumExp, b.Columns, threads, CancellationToken.None);
            return (double[])[loss, .. gradient, .. losses, .. logSumExp];
        }),
        ("losses", "Rows", static (b, threads) =>
        {
            var losses = new float[b.Rows];
            if (threads == 0)
            {
                ThreadKernels.Serial.Losses(b.Logits, b.Targets, losses, b.Columns);
            }
            else
            {
                ThreadKernels.Parallel.Losses(b.Logits, b.Targets, losses, b.Columns, threads);
            }

            return losses;
        }),
        ("gate and its gradient", "Groups", static (b, threads) =>
        {
            bool[] active = [.. b.Targets.Select(target => target != 3)];
            var selected = new int[3 * b.Rows];
            var weights = new float[selected.Length];
            var importance = new float[b.Columns];
            var logSumExp = new float[b.Rows];
            var gradient = new float[b.Logits.Length];
            if (threads == 0)
            {
                ThreadKernels.Serial.Route(b.Logits, b.ClassWeights, active, selected, weights, importance, logSumExp, CancellationToken.None);
                ThreadKernels.Serial.RouteGradient(b.Logits, selected, weights, b.Logits.AsSpan(0, selected.Length), gradient);
            }
            else
            {
                ThreadKernels.Parallel.Route(b.Logits, b.ClassWeights, active, selected, weights, importance, logSumExp, threads);
                ThreadKernels.Parallel.RouteGradient(b.Logits, selected, weights, b.Logits.AsSpan(0, selected.Length), gradient, threads);
            }

            return (float[])[.. selected.Select(expert => (float)expert), .. weights, .. importance, .. logSumExp, .. gradient];
        }),
    ];

    private static int[] Limits => Scope.Reduced ? [-1, 7] : [-1, 1, 2, 3, 7, 64];

    public static TheoryData<string> Names => [.. Calls.Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyNumberOfThreadsGivesTheBitsOfOne(string name)
    {
        (_, string shapes, Call call) = Calls.Single(call => call.Name == name);
        foreach ((int rows, int columns, int inner) in ShapesOf[shapes])
        {
            Batch batch = new(rows, columns, inner);
            byte[] expected = BytesOf(call(batch, 0));
            foreach (int threads in Limits)
            {
                Assert.True(expected.AsSpan().SequenceEqual(BytesOf(call(batch, threads))), $"{rows} × {columns} × {inner} on {threads} threads.");
            }
        }
    }

    /// <summary>Also where blocks are merged, the loss is that of all rows.</summary>
    [Fact]
    public void TheLossIsTheMeanOfTheRows()
    {
        Batch batch = new(6000, 20, 1);
        var losses = new float[batch.Rows];
        ThreadKernels.Serial.Losses(batch.Logits, batch.Targets, losses, batch.Columns);
        double mean = losses.Average(loss => (double)loss);
        Assert.Equal(mean, ThreadKernels.Parallel.Loss(batch.Logits, batch.Targets, new float[batch.Logits.Length], batch.Columns, -1), 1e-6 * mean);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public void ThreadsArePositiveOrMinusOne(int threads)
    {
        float[] written = [5, 5];
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => ThreadKernels.Parallel.Softmax([1f, 2f], written, 2, threads));
        Assert.Equal("maxDegreeOfParallelism", refused.ParamName);
        Assert.Equal("threads", Assert.Throws<ArgumentOutOfRangeException>(() => ThreadKernels.Parallel.InPlace(written, 2, threads, CancellationToken.None)).ParamName);
        Assert.Equal([5, 5], written);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6000)]
    public void NothingIsWrittenWhereTheCallIsCancelledAlready(int rows)
    {
        var cancelled = new CancellationToken(canceled: true);
        Batch batch = new(rows, 20, 1);
        var doubles = new double[batch.Logits.Length];
        var floats = (float[])batch.Logits.Clone();
        Assert.Throws<OperationCanceledException>(() => ThreadKernels.Serial.Softmax(batch.Doubles, doubles, 20, cancelled));
        Assert.Throws<OperationCanceledException>(() => ThreadKernels.Parallel.Softmax(batch.Doubles, doubles, 20, -1, cancelled));
        Assert.Throws<OperationCanceledException>(() => ThreadKernels.Serial.InPlace(floats, 20, cancelled));
        Assert.Throws<OperationCanceledException>(() => ThreadKernels.Parallel.InPlace(floats, 20, 1, cancelled));
        Assert.Equal(batch.Logits, floats);
        Assert.All(doubles, value => Assert.Equal(0, value));
    }

    [Fact]
    public void ACancelledCallOfOneThreadHasWrittenItsFirstRows()
    {
        Batch batch = new(6000, 20, 1);
        double[] expected = new double[batch.Logits.Length];
        ThreadKernels.Serial.Softmax(batch.Doubles, expected, 20, CancellationToken.None);
        for (int microseconds = 0; microseconds < 1000; microseconds += 100)
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMicroseconds(microseconds));
            var actual = new double[expected.Length];
            try
            {
                ThreadKernels.Serial.Softmax(batch.Doubles, actual, 20, source.Token);
                Assert.Equal(expected, actual);
            }
            catch (OperationCanceledException)
            {
                int written = Array.FindLastIndex(actual, value => value != 0) + 1;
                Assert.Equal(0, written % 20);
                Assert.Equal(expected[..written], actual[..written]);
            }
        }
    }

    /// <summary>One object and what the pool needs for it, however many rows there are; nothing where one thread is enough.</summary>
    [Fact]
    public void WhatIsAllocatedIsBounded()
    {
        Assert.Equal(0, Allocated(new Batch(100, 20, 1), -1));
        Assert.Equal(0, Allocated(new Batch(12_000, 20, 1), 1));
        Assert.InRange(Allocated(new Batch(6000, 20, 1), 7), 1, 1024);
        Assert.InRange(Allocated(new Batch(12_000, 20, 1), 7), 1, 1024);
    }

    /// <summary>The least of several calls: a collection in between counts what the thread had reserved.</summary>
    private static long Allocated(Batch batch, int threads)
    {
        var gradient = new float[batch.Logits.Length];
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ThreadKernels.Parallel.Softmax(batch.Logits, gradient, batch.Columns, threads);
            ThreadKernels.Parallel.Loss(batch.Logits, batch.Targets, gradient, batch.Columns, threads);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static byte[] BytesOf(Array values) => values is float[] floats ? MemoryMarshal.AsBytes<float>(floats).ToArray() : MemoryMarshal.AsBytes<double>((double[])values).ToArray();

    /// <summary>Rows with all that a kernel can take beside them.</summary>
    private sealed class Batch
    {
        public Batch(int rows, int columns, int inner)
        {
            (Rows, Columns, Inner) = (rows, columns, inner);
            var random = new SplitMix(7);
            Logits = [.. Enumerable.Range(0, rows * columns).Select(_ => (random.Below(20_000) - 10_000) / 1000f)];
            Doubles = [.. Logits.Select(logit => logit * 1.1)];
            ClassWeights = [.. Enumerable.Range(0, columns).Select(column => 1 + (column % 5 / 8f))];
            Mask = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Below(4) != 0)];
            Targets = [.. Enumerable.Range(0, rows).Select(_ => random.Below(columns))];
        }

        public int Rows { get; }

        public int Columns { get; }

        public int Inner { get; }

        public float[] Logits { get; }

        public double[] Doubles { get; }

        public float[] ClassWeights { get; }

        public bool[] Mask { get; }

        public int[] Targets { get; }
    }
}
