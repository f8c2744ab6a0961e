using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>Brings a contender that knows only contiguous rows to every shape, in the way its users have to.</summary>
internal static class RowByRow
{
    public static Repeat For<TRow>(Shape shape)
        where TRow : struct, IRowContender => shape switch
        {
            { IsSingleRow: true } => Contender.Repeat<SingleRow<TRow>>,
            { Inner: 1 } => Contender.Repeat<EachRow<TRow>>,
            _ => Contender.Repeat<EachGatheredRow<TRow>>,
        };

    private readonly struct SingleRow<TRow> : IContender
        where TRow : struct, IRowContender
    {
        public static void Run(Workload workload) => TRow.Run(workload.Logits, workload.Output, workload.Scratch);
    }

    private readonly struct EachRow<TRow> : IContender
        where TRow : struct, IRowContender
    {
        public static void Run(Workload workload)
        {
            ReadOnlySpan<float> logits = workload.Logits;
            Span<float> output = workload.Output;
            Span<float> scratch = workload.Scratch[..workload.Columns];
            int outputColumns = output.Length / workload.Shape.Rows;
            while (!logits.IsEmpty)
            {
                TRow.Run(logits[..workload.Columns], output[..outputColumns], scratch);
                logits = logits[workload.Columns..];
                output = output[outputColumns..];
            }
        }
    }

    /// <summary>Copies a row together, does the work, and copies it apart.</summary>
    private readonly struct EachGatheredRow<TRow> : IContender
        where TRow : struct, IRowContender
    {
        public static void Run(Workload workload)
        {
            int columns = workload.Columns;
            int inner = workload.Shape.Inner;
            int outputColumns = workload.Output.Length / workload.Shape.Rows;
            Span<float> row = workload.Scratch[..columns];
            Span<float> result = workload.Scratch.Slice(columns, outputColumns);
            Span<float> scratch = workload.Scratch.Slice(2 * columns, columns);
            for (int outer = 0; outer < workload.Shape.Outer; outer++)
            {
                ReadOnlySpan<float> logits = workload.Logits.Slice(outer * columns * inner, columns * inner);
                Span<float> output = workload.Output.Slice(outer * outputColumns * inner, outputColumns * inner);
                for (int i = 0; i < inner; i++)
                {
                    for (int column = 0; column < columns; column++)
                    {
                        row[column] = logits[(column * inner) + i];
                    }

                    TRow.Run(row, result, scratch);
                    for (int column = 0; column < outputColumns; column++)
                    {
                        output[(column * inner) + i] = result[column];
                    }
                }
            }
        }
    }
}
