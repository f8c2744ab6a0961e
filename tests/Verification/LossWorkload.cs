using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Rows, targets and weights for a loss.</summary>
public sealed class LossWorkload<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private LossWorkload(T[] logits, int[] targets, int columns, ref SplitMix random)
    {
        Logits = logits;
        Targets = targets;
        Columns = columns;
        TargetProbabilities = Distributions(logits, targets, columns, ref random);
        ClassWeights = Numbers(columns, ref random);
        RowWeights = Numbers(targets.Length, ref random);
    }

    public T[] Logits { get; }

    public int[] Targets { get; }

    /// <summary>As long as the logits: a class, what the logits themselves say, and numbers that are no distribution, in turn.</summary>
    public T[] TargetProbabilities { get; }

    public int Columns { get; }

    public T[] ClassWeights { get; }

    public T[] RowWeights { get; }

    public T GradientScale { get; } = T.CreateChecked(0.75);

    public T Temperature { get; } = T.CreateTruncating(1.7);

    /// <summary>How many rows lie side by side in the memory of a call; here they follow each other.</summary>
    public int Inner { get; private init; } = 1;

    public int Rows => Targets.Length;

    /// <summary>Rows of one kind; each third row is ignored where a kernel ignores any.</summary>
    public static LossWorkload<T> Create(LossKernel kernel, InputClass<T> input, int rows, int columns)
    {
        var random = new SplitMix(SplitMix.Seed(input.Name) + (ulong)columns);
        T[] logits = [.. Enumerable.Range(0, rows).SelectMany(row => input.Row(columns, (ulong)row))];
        if (kernel.IsLikelihood)
        {
            // The logarithm of a probability is not positive.
            logits = [.. logits.Select(value => -T.Abs(value))];
        }

        var targets = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            targets[row] = row % 3 == 2 ? kernel.Options.IgnoreIndex : random.Below(columns);
        }

        return new LossWorkload<T>(logits, targets, columns, ref random) { Inner = kernel.Takes("inner") && rows % 2 == 0 ? rows / 2 : 1 };
    }

    /// <summary>The same rows, so many of them side by side.</summary>
    public LossWorkload<T> With(int inner) => Select(0..Rows, inner);

    /// <summary>One of the rows, with the weights that it has.</summary>
    public LossWorkload<T> Alone(int row) => Select(row..(row + 1), inner: 1);

    private LossWorkload<T> Select(Range rows, int inner)
    {
        Range elements = (rows.Start.Value * Columns)..(rows.End.Value * Columns);
        var random = new SplitMix(1);
        var workload = new LossWorkload<T>(Logits[elements], Targets[rows], Columns, ref random) { Inner = inner };
        ClassWeights.CopyTo(workload.ClassWeights, 0);
        TargetProbabilities[elements].CopyTo(workload.TargetProbabilities, 0);
        RowWeights[rows].CopyTo(workload.RowWeights, 0);
        return workload;
    }

    /// <summary>Rows as they are, weights of 1.</summary>
    public static LossWorkload<T> Of(T[] logits, params int[] targets)
    {
        var random = new SplitMix(1);
        var workload = new LossWorkload<T>(logits, targets, logits.Length / targets.Length, ref random);
        workload.ClassWeights.AsSpan().Fill(T.One);
        workload.RowWeights.AsSpan().Fill(T.One);
        return workload;
    }

    /// <summary>Calls a kernel with memory from <paramref name="buffers"/>; the results one after the other: returned, gradient, losses, log-sum-exp, entropy, predictions.</summary>
    public T[] Run(LossCall<T> call, IBuffers buffers, bool inPlace = false, int threads = -1)
    {
        Span<T> logits = buffers.Copy<T>(Laid(Logits));
        var arguments = new LossArguments<T>
        {
            Logits = logits,
            IntTargets = buffers.Copy<int>(Targets),
            LongTargets = buffers.Copy<long>([.. Targets.Select(static target => (long)target)]),
            TargetProbabilities = buffers.Copy<T>(Laid(TargetProbabilities)),
            ClassWeights = buffers.Copy<T>(ClassWeights),
            RowWeights = buffers.Copy<T>(RowWeights),
            GradientScale = GradientScale,
            Temperature = Temperature,
            Columns = Columns,
            Inner = Inner,
            MaxDegreeOfParallelism = threads,
            Gradient = inPlace ? logits : buffers.Copy<T>(new T[Logits.Length]),
            Losses = buffers.Copy<T>(new T[Rows]),
            LogSumExp = buffers.Copy<T>(new T[Rows]),
            Entropy = buffers.Copy<T>(new T[Rows]),
            Predictions = buffers.Copy<int>(new int[Rows]),
        };
        call(ref arguments);
        return
        [
            arguments.Returned, .. Unlaid(arguments.Gradient), .. arguments.Losses, .. arguments.LogSumExp, .. arguments.Entropy,
            .. arguments.Predictions.ToArray().Select(T.CreateChecked),
        ];
    }

    public override string ToString() => Inner == 1 ? $"{Rows} × {Columns}" : $"({Rows / Inner}, {Columns}, {Inner})";

    /// <summary>Rows as they lie in the memory of a call.</summary>
    private T[] Laid(ReadOnlySpan<T> rows)
    {
        var laid = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            laid[Place(i)] = rows[i];
        }

        return laid;
    }

    private T[] Unlaid(ReadOnlySpan<T> laid)
    {
        var rows = new T[laid.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = laid[Place(i)];
        }

        return rows;
    }

    private int Place(int i)
    {
        (int row, int column) = Math.DivRem(i, Columns);
        (int outer, int inner) = Math.DivRem(row, Inner);
        return (((outer * Columns) + column) * Inner) + inner;
    }

    private static T[] Distributions(T[] logits, int[] targets, int columns, ref SplitMix random)
    {
        var distributions = new T[logits.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            double max = logits.AsSpan(row * columns, columns).ToArray().Max(double.CreateChecked);
            double sum = logits.AsSpan(row * columns, columns).ToArray().Sum(logit => Math.Exp(double.CreateChecked(logit) - max));
            for (int i = row * columns; i < (row + 1) * columns; i++)
            {
                distributions[i] = (row % 4) switch
                {
                    0 => i % columns == targets[row] ? T.One : T.Zero,
                    1 when double.IsFinite(max) => T.CreateChecked(Math.Exp(double.CreateChecked(logits[i]) - max) / sum),
                    _ => T.CreateChecked(Math.Max(0, random.Below(64) - 32) / 16.0),
                };
            }
        }

        return distributions;
    }

    /// <summary>Positive numbers of ordinary size, exact in any element type.</summary>
    private static T[] Numbers(int length, ref SplitMix random)
    {
        var numbers = new T[length];
        foreach (ref T number in numbers.AsSpan())
        {
            number = T.CreateChecked((1 + random.Below(64)) / 16.0);
        }

        return numbers;
    }
}
