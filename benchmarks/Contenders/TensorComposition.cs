using System.Numerics.Tensors;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>
/// The best that TensorPrimitives can be made to do with the maximum subtracted: Max, Subtract, Exp, Sum and the operator's last step,
/// in tiles that stay in the L1 cache. Long rows are cut into tiles, short rows share one for their exponentials.
/// </summary>
internal static class TensorComposition
{
    private const int Tile = 4_096; // elements: 16 KiB, read and written, fit in any L1 data cache

    public static Repeat For<TOperator>(Shape shape)
        where TOperator : struct, ITensorOperator => shape switch
        {
            { Inner: > 1 } => Contender.Repeat<Planes<TOperator>>,
            { Columns: > Tile } => RowByRow.For<LongRow<TOperator>>(shape),
            { IsSingleRow: true } => RowByRow.For<ShortRow<TOperator>>(shape),
            _ => Contender.Repeat<ShortRows<TOperator>>,
        };

    private readonly struct ShortRow<TOperator> : IRowContender
        where TOperator : struct, ITensorOperator
    {
        public static void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch)
        {
            Span<float> exponentials = TOperator.KeepsExponentials ? output : scratch[..logits.Length];
            float max = TensorPrimitives.Max(logits);
            TensorPrimitives.Subtract(logits, max, exponentials);
            TensorPrimitives.Exp(exponentials, exponentials);
            TOperator.Finish(logits, max, TensorPrimitives.Sum<float>(exponentials), output);
        }
    }

    private readonly struct LongRow<TOperator> : IRowContender
        where TOperator : struct, ITensorOperator
    {
        public static void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch)
        {
            float max = TensorPrimitives.Max(logits);
            float sum = 0;
            for (int start = 0; start < logits.Length; start += Tile)
            {
                int length = Math.Min(Tile, logits.Length - start);
                Span<float> exponentials = TOperator.KeepsExponentials ? output.Slice(start, length) : scratch[..length];
                TensorPrimitives.Subtract(logits.Slice(start, length), max, exponentials);
                TensorPrimitives.Exp(exponentials, exponentials);
                sum += TensorPrimitives.Sum<float>(exponentials);
            }

            TOperator.Finish(logits, max, sum, output);
        }
    }

    private readonly struct ShortRows<TOperator> : IContender
        where TOperator : struct, ITensorOperator
    {
        public static void Run(Workload workload)
        {
            int rows = workload.Shape.Rows;
            int rowsPerTile = Tile / workload.Columns;
            for (int first = 0; first < rows; first += rowsPerTile)
            {
                RunTile(workload, first, Math.Min(rowsPerTile, rows - first));
            }
        }

        private static void RunTile(Workload workload, int first, int rows)
        {
            int columns = workload.Columns;
            int outputColumns = workload.OutputElements / workload.Shape.Rows;
            ReadOnlySpan<float> logits = workload.Logits.Slice(first * columns, rows * columns);
            Span<float> output = workload.Output.Slice(first * outputColumns, rows * outputColumns);
            Span<float> exponentials = TOperator.KeepsExponentials ? output : workload.Scratch[..logits.Length];
            Span<float> max = workload.Scratch.Slice(workload.Scratch.Length - rows, rows);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> rowLogits = logits.Slice(row * columns, columns);
                max[row] = TensorPrimitives.Max(rowLogits);
                TensorPrimitives.Subtract(rowLogits, max[row], exponentials.Slice(row * columns, columns));
            }

            TensorPrimitives.Exp(exponentials, exponentials);
            for (int row = 0; row < rows; row++)
            {
                TOperator.Finish(
                    logits.Slice(row * columns, columns),
                    max[row],
                    TensorPrimitives.Sum<float>(exponentials.Slice(row * columns, columns)),
                    output.Slice(row * outputColumns, outputColumns));
            }
        }
    }

    /// <summary>Another axis: element by element over whole planes of neighbouring rows.</summary>
    private readonly struct Planes<TOperator> : IContender
        where TOperator : struct, ITensorOperator
    {
        public static void Run(Workload workload)
        {
            int inner = workload.Shape.Inner;
            int block = workload.Columns * inner;
            int outputBlock = workload.OutputElements / workload.Shape.Outer;
            Span<float> max = workload.Scratch[..inner];
            Span<float> sum = workload.Scratch.Slice(inner, inner);
            Span<float> temporary = workload.Scratch.Slice(2 * inner, inner);
            for (int outer = 0; outer < workload.Shape.Outer; outer++)
            {
                ReadOnlySpan<float> logits = workload.Logits.Slice(outer * block, block);
                Span<float> output = workload.Output.Slice(outer * outputBlock, outputBlock);
                logits[..inner].CopyTo(max);
                for (int start = inner; start < block; start += inner)
                {
                    TensorPrimitives.Max(max, logits.Slice(start, inner), max);
                }

                sum.Clear();
                for (int start = 0; start < block; start += inner)
                {
                    Span<float> exponentials = TOperator.KeepsExponentials ? output.Slice(start, inner) : temporary;
                    TensorPrimitives.Subtract(logits.Slice(start, inner), max, exponentials);
                    TensorPrimitives.Exp(exponentials, exponentials);
                    TensorPrimitives.Add(sum, exponentials, sum);
                }

                TOperator.FinishPlanes(logits, max, sum, output);
            }
        }
    }
}
