using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Losses and their gradients: exact within the contract, the same bits on every target, nothing outside the spans, nothing allocated.</summary>
public abstract class LossTests<T> : LossKernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Rows = 4;

    /// <summary>Two registers of the widest and some: short rows go to lanes where they fill a register.</summary>
    private const int RowsInLanes = 38;

    private const int ShortRow = 64;

    private static readonly bool[] Sides = [false, true];

    /// <summary>A row alone, and as many as are brought to lanes or lie there.</summary>
    private static readonly int[] Together = [1, 19];

    private static readonly int[] Widths = [2, 5, 17, 1000, 9000];

    private static readonly double[] Gaps = [1, 5, 12, 20, 36, 50, 68];

    private static readonly string[] PerRow = ["losses", "logSumExp", "rowWeights", "entropy", "predictions"];

    private static readonly int[] Degrees = [2, 5];

    public static TheoryData<string> WithThreads => [.. Losses.Where(static kernel => kernel.Takes("maxDegreeOfParallelism")).Select(static kernel => kernel.Name)];

    private static readonly int[] SpoiltTargets = [1, 9];

    private static readonly int[] Lengths = Scope.Reduced ? [2, 17, 65] : [1, 2, 3, 16, 17, 33, 64, 129];

    /// <summary>Several tiles, and several blocks: for the kinds of input in which sums show.</summary>
    private static readonly int[] LongLengths = Scope.Reduced ? [] : [1000, 4097];

    private static readonly string[] LongInputs = ["±4", "±3000"];

    private static readonly string[] Finite = Scope.Reduced
        ? ["±4", "±3000", "−1e30 beside 5"]
        : ["small", "±4", "±40", "±3000", "±1e4", "90…100", "denormals", "−1e30 beside 5", "all equal", "all equal but one", "ascending"];

    private static readonly string[] Kinds = [.. InputClass<T>.All.Select(input => input.Name).Where((_, index) => !Scope.Reduced || index % 4 == 0)];


    [Theory]
    [MemberData(nameof(Names))]
    public void LossAndGradientAreWithinTheContract(string name)
    {
        LossKernel kernel = Find(name);
        var failures = new List<string>();
        foreach ((string input, int length) in from input in Finite from length in LengthsOf(kernel, input) select (input, length))
        {
            LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find(input), Rows, length);
            LossReference?[] expected = LossCheck.References(kernel, workload);
            failures.AddRange(Failures(kernel, workload, expected).Select(failure => $"{input}, {workload}: {failure}"));
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTargetAndTheDispatchGiveTheSameBitsInPlaceOrNot(string name)
    {
        LossKernel kernel = Find(name);
        var failures = new List<string>();
        foreach ((string input, int length) in from input in Kinds from length in LengthsOf(kernel, input) select (input, length))
        {
            LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find(input), length <= ShortRow ? RowsInLanes : Rows, length);
            T[] expected = workload.Run(kernel.Bind<T>("Scalar"), new ArrayBuffers());
            foreach ((string target, LossCall<T> call) in kernel.SupportedTargets.Select(target => (target, kernel.Bind<T>(target))).Append(("dispatch", kernel.BindDispatch<T>())))
            {
                if (Bits.FirstDifference<T>(expected, workload.Run(call, new ArrayBuffers(offset: 3))) is var at and >= 0)
                {
                    failures.Add($"{target}, {input}, {workload}: differs at {at}.");
                }

                if (kernel.Takes("gradient") && Bits.FirstDifference<T>(expected, workload.Run(call, new ArrayBuffers(), inPlace: true)) is var place and >= 0)
                {
                    failures.Add($"{target}, {input}, {workload}: in place differs at {place}.");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingOutsideIsTouched(string name)
    {
        LossKernel kernel = Find(name);
        using var buffers = new GuardedBuffers(capacityInBytes: 1 << 20);
        var failures = new List<string>();
        int[] lengths = kernel.Options.Length > 0 ? [kernel.Options.Length] : [.. Enumerable.Range(2, Scope.Reduced ? 20 : 70), Scope.Reduced ? 100 : 4097];
        foreach (int length in lengths)
        {
            LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find("±40"), length <= ShortRow ? RowsInLanes : 2, length);
            foreach ((string target, bool atEnd) in from target in kernel.SupportedTargets from atEnd in Sides select (target, atEnd))
            {
                buffers.Reset();
                buffers.AtEnd = atEnd;
                T[] expected = workload.Run(kernel.Bind<T>(target), new ArrayBuffers());
                if (Bits.FirstDifference<T>(expected, workload.Run(kernel.Bind<T>(target), buffers)) is var at and >= 0)
                {
                    failures.Add($"{target}, {workload}: differs at {at}.");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated(string name)
    {
        LossKernel kernel = Find(name);
        int columns = kernel.Options.Length > 0 ? kernel.Options.Length : 5000;
        LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find("±4"), 2, columns);
        LossCall<T> call = kernel.BindDispatch<T>();
        var gradient = new T[workload.Logits.Length];
        var losses = new T[workload.Rows];
        var logSumExp = new T[workload.Rows];
        var entropy = new T[workload.Rows];
        var predictions = new int[workload.Rows];
        long allocated = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            var arguments = new LossArguments<T>
            {
                Logits = workload.Logits,
                Targets = workload.Targets,
                TargetProbabilities = workload.TargetProbabilities,
                ClassWeights = workload.ClassWeights,
                RowWeights = workload.RowWeights,
                GradientScale = workload.GradientScale,
                Temperature = workload.Temperature,
                Columns = columns,
                Inner = 1,
                MaxDegreeOfParallelism = -1,
                Gradient = gradient,
                Losses = losses,
                LogSumExp = logSumExp,
                Entropy = entropy,
                Predictions = predictions,
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            call(ref arguments);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(allocated == 0, $"{allocated} bytes.");
    }

    [Theory]
    [MemberData(nameof(WithThreads))]
    public void AnyNumberOfThreadsGivesTheSameBits(string name)
    {
        LossKernel kernel = Find(name);
        LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find("±4"), 700, Scope.Reduced ? 20 : 900);
        T[] expected = workload.Run(kernel.BindDispatch<T>(), new ArrayBuffers(), threads: 1);
        Assert.All(Degrees, threads => Assert.Equal(-1, Bits.FirstDifference<T>(expected, workload.Run(kernel.BindDispatch<T>(), new ArrayBuffers(), threads: threads))));
    }

    /// <summary>Where the target's probability rounds to 1, loss and derivative keep their digits.</summary>
    [Theory]
    [InlineData("Gradient")]
    [InlineData("Weights")]
    [InlineData("Entropy")]
    [InlineData("Probabilities")]
    [InlineData("ProbabilitiesWeights")]
    [InlineData("Axis")]
    [InlineData("Length10")]
    [InlineData("Length300")]
    public void NearCertaintyNothingCancels(string name)
    {
        LossKernel kernel = Find(name);
        int[] widths = kernel.Options.Length > 0 ? [kernel.Options.Length] : Widths;
        foreach ((int columns, double gap, int rows) in from columns in widths from gap in Gaps from rows in columns < 100 ? Together : Together[..1] select (columns, gap, rows))
        {
            int target = columns / 2;
            var logits = new T[rows * columns];
            for (int i = 0; i < logits.Length; i++)
            {
                int column = i % columns;
                logits[i] = T.CreateChecked(column == target ? gap : column % 3 / 4.0);
            }

            LossWorkload<T> workload = LossWorkload<T>.Of(logits, [.. Enumerable.Repeat(target, rows)]).With(kernel.Takes("inner") ? rows : 1);
            workload.ClassWeights.AsSpan().Fill(T.One);
            for (int i = 0; i < logits.Length; i++)
            {
                workload.TargetProbabilities[i] = i % columns == target ? T.One : T.Zero;
            }

            LossReference expected = LossReference.Of(kernel, workload, 0);
            double loss = expected.Loss.High * (kernel.Options.Reduction == Reduction.Sum ? rows : 1);
            foreach (string level in kernel.SupportedTargets)
            {
                T[] results = workload.Run(kernel.Bind<T>(level), new ArrayBuffers());
                string what = $"{level}, {rows} × {columns}, {gap} above";
                AssertClose(loss, kernel.Options.Reduction == Reduction.None ? results[1 + logits.Length] : results[0], $"loss, {what}");
                AssertClose(expected.Gradient[target].High, results[1 + target], $"derivative, {what}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongArgumentsAreNamedAndNothingIsWritten(string name)
    {
        LossKernel kernel = Find(name);
        if (kernel.HasTarget)
        {
            AssertRefused(kernel, "targets", (ref a) => a.Targets = a.Targets[1..]);
            AssertRefused(kernel, "targets", (ref a) => a.Targets = new int[] { 0, a.Columns });
            AssertRefused(kernel, "targets", (ref a) => a.Targets = new int[] { 0, -2 });
        }
        else
        {
            AssertRefused(kernel, "targetProbabilities", (ref a) => a.TargetProbabilities = a.TargetProbabilities[1..]);
        }

        if (kernel.Takes("columns"))
        {
            AssertRefused(kernel, "columns", (ref a) => a.Columns = 0);
            AssertRefused(kernel, "columns", (ref a) => a.Columns = 7);
        }

        if (kernel.Takes("inner"))
        {
            AssertRefused(kernel, "inner", (ref a) => a.Inner = 0);
        }

        if (kernel.Takes("gradient"))
        {
            AssertRefused(kernel, "gradient", (ref a) => a.Gradient = a.Gradient[1..]);
            AssertRefused(kernel, "gradient", (ref a) => a.Logits = a.Gradient.ToArray(), (ref a) => a.Gradient = default);
        }

        foreach (string perRow in PerRow.Where(kernel.Takes))
        {
            AssertRefused(kernel, perRow, (ref a) =>
            {
                _ = perRow switch
                {
                    "losses" => (a.Losses = new T[3]).Length,
                    "logSumExp" => (a.LogSumExp = new T[3]).Length,
                    "entropy" => (a.Entropy = new T[3]).Length,
                    "predictions" => (a.Predictions = new int[3]).Length,
                    _ => (a.RowWeights = new T[3]).Length,
                };
            });
        }

        if (kernel.Takes("classWeights"))
        {
            AssertRefused(kernel, "classWeights", (ref a) => a.ClassWeights = a.ClassWeights[1..]);
        }
    }

    [Fact]
    public void AGradientThatOverlapsTheLogitsInPartIsRefused()
    {
        var memory = new T[21];
        Exception? thrown = Record.Exception(() =>
        {
            var arguments = new LossArguments<T> { Logits = memory.AsSpan(0, 20), Targets = new int[2], Columns = 10, Gradient = memory.AsSpan(1) };
            Find("Gradient").BindDispatch<T>()(ref arguments);
        });
        Assert.Equal("gradient", Assert.IsType<ArgumentException>(thrown).ParamName);
        Assert.All(memory, value => Assert.Equal(T.Zero, value));
    }

    private static IEnumerable<int> LengthsOf(LossKernel kernel, string input)
    {
        int least = kernel.Options.SmoothingVariant == SmoothingVariant.ExcludeTarget ? 2 : 1;
        return kernel.Options.Length > 0 ? [kernel.Options.Length] : Lengths.Concat(LongInputs.Contains(input) ? LongLengths : []).Where(length => length >= least);
    }

    private static void AssertClose(double expected, T actual, string what)
    {
        // Below the smallest normal number an element type has no digits to keep.
        double relative = Math.Abs(double.CreateChecked(actual) - expected) / Math.Abs(expected);
        Assert.True(relative <= 1e-5, $"{what}: {actual:R}, not {expected:R}.");
    }

    /// <summary>Changes the arguments of a call that would be right.</summary>
    private protected delegate void Spoil(ref LossArguments<T> arguments);

    private static void AssertRefused(LossKernel kernel, string parameter, params Spoil[] spoil)
    {
        int columns = kernel.Options.Length > 0 ? kernel.Options.Length : 10;
        T[] logits = InputClass<T>.Find("±4").Row(2 * columns, 0);
        T[] gradient = [.. logits];
        var losses = new T[2];
        var logSumExp = new T[2];
        var entropy = new T[2];
        var predictions = new int[2];
        Exception? thrown = Record.Exception(() =>
        {
            var arguments = new LossArguments<T>
            {
                Logits = logits,
                Targets = SpoiltTargets,
                TargetProbabilities = new T[2 * columns],
                ClassWeights = new T[columns],
                RowWeights = new T[2],
                GradientScale = T.One,
                Temperature = T.One,
                Columns = columns,
                Inner = 1,
                MaxDegreeOfParallelism = -1,
                Gradient = gradient,
                Losses = losses,
                LogSumExp = logSumExp,
                Entropy = entropy,
                Predictions = predictions,
            };
            foreach (Spoil change in spoil)
            {
                change(ref arguments);
            }

            kernel.BindDispatch<T>()(ref arguments);
        });
        Assert.Equal(parameter, Assert.IsType<ArgumentException>(thrown, exactMatch: false).ParamName);
        Assert.Equal(logits, gradient);
        Assert.All(losses.Concat(logSumExp).Concat(entropy), value => Assert.Equal(T.Zero, value));
        Assert.Equal([0, 0], predictions);
    }
}

public sealed class SingleLossTests : LossTests<float>;

public sealed class DoubleLossTests : LossTests<double>;
