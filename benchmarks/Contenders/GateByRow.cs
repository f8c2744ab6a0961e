using System.Numerics.Tensors;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>
/// Gates row by row: a careful scalar loop, which keeps the best few by insertion, and the library's calls. Rows of 256 are DeepSeek-V3's:
/// sigmoid, bias, 4 of 8 groups by the sum of their best two, weights normalised and scaled by 2.5; all others a softmax over the selected.
/// </summary>
internal static class GateByRow
{
    private const int Grouped = 256;
    private const int Groups = 8;
    private const int KeptGroups = 4;
    private const float Scale = 2.5f;

    private delegate void Top(Span<float> row, Span<int> selected, Span<float> values);

    public static void Loop(Workload workload, int iterations) => Repeat(workload, iterations, Insert, LoopScores);

    public static void Composed(Workload workload, int iterations) => Repeat(workload, iterations, TakeMaxima, ComposedScores);

    private static void Repeat(Workload workload, int iterations, Top top, Action<ReadOnlySpan<float>, Span<float>> scores)
    {
        int columns = workload.Columns;
        int count = workload.Shape.Selected;
        Span<float> copy = stackalloc float[Grouped];
        Span<float> values = stackalloc float[Grouped];
        for (int i = 0; i < iterations; i++)
        {
            for (int row = 0; row < workload.Shape.Rows; row++)
            {
                ReadOnlySpan<float> logits = workload.Logits.Slice(row * columns, columns);
                Span<int> selected = workload.Selected.AsSpan(row * count, count);
                Span<float> weights = workload.Output.Slice(row * count, count);
                if (columns == Grouped)
                {
                    scores(logits, values);
                    SelectFromGroups(values, workload.SelectionBias, copy, selected, weights, top);
                }
                else
                {
                    logits.CopyTo(copy);
                    top(copy[..columns], selected, weights);
                    PlainLoop.Softmax.Run(weights, weights, scratch: default);
                }
            }
        }
    }

    private static void SelectFromGroups(ReadOnlySpan<float> scores, ReadOnlySpan<float> bias, Span<float> keys, Span<int> selected, Span<float> weights, Top top)
    {
        TensorPrimitives.Add(scores, bias, keys);
        Span<float> groups = stackalloc float[Groups];
        Span<int> kept = stackalloc int[KeptGroups];
        Span<float> keptScores = stackalloc float[KeptGroups];
        int size = scores.Length / Groups;
        for (int group = 0; group < Groups; group++)
        {
            groups[group] = SumOfBestTwo(keys.Slice(group * size, size));
        }

        top(groups, kept, keptScores);
        for (int group = 0; group < Groups; group++)
        {
            if (!kept.Contains(group))
            {
                keys.Slice(group * size, size).Fill(float.NegativeInfinity);
            }
        }

        top(keys, selected, weights);
        float sum = 1e-20f;
        for (int i = 0; i < selected.Length; i++)
        {
            weights[i] = scores[selected[i]];
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = weights[i] / sum * Scale;
        }
    }

    private static float SumOfBestTwo(ReadOnlySpan<float> row)
    {
        float first = float.NegativeInfinity;
        float second = float.NegativeInfinity;
        foreach (float value in row)
        {
            if (value > first)
            {
                second = first;
                first = value;
            }
            else if (value > second)
            {
                second = value;
            }
        }

        return first + second;
    }

    /// <summary>The best so far in order: most columns are compared with the last of them only.</summary>
    private static void Insert(Span<float> row, Span<int> selected, Span<float> values)
    {
        int count = 0;
        for (int column = 0; column < row.Length; column++)
        {
            float value = row[column];
            if (count == values.Length && !(value > values[count - 1]))
            {
                continue;
            }

            int at = count < values.Length ? count++ : count - 1;
            for (; at > 0 && value > values[at - 1]; at--)
            {
                values[at] = values[at - 1];
                selected[at] = selected[at - 1];
            }

            values[at] = value;
            selected[at] = column;
        }
    }

    /// <summary>One search for the maximum after the other.</summary>
    private static void TakeMaxima(Span<float> row, Span<int> selected, Span<float> values)
    {
        for (int entry = 0; entry < values.Length; entry++)
        {
            int column = TensorPrimitives.IndexOfMax<float>(row);
            selected[entry] = column;
            values[entry] = row[column];
            row[column] = float.NegativeInfinity;
        }
    }

    private static void LoopScores(ReadOnlySpan<float> logits, Span<float> scores)
    {
        for (int i = 0; i < logits.Length; i++)
        {
            scores[i] = 1 / (1 + MathF.Exp(-logits[i]));
        }
    }

    private static void ComposedScores(ReadOnlySpan<float> logits, Span<float> scores) => TensorPrimitives.Sigmoid(logits, scores);
}
