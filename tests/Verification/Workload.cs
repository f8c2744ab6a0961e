using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>The memory that one call works on: rows laid out as (outer, columns, inner).</summary>
public sealed class Workload<T>(int outer, int columns, int inner)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Outer { get; } = outer;

    public int Columns { get; } = columns;

    public int Inner { get; } = inner;

    public int Rows => Outer * Inner;

    public T[] Logits { get; } = new T[outer * columns * inner];

    /// <summary>One row, or as long as the logits, or null.</summary>
    public T[]? Bias { get; init; }

    /// <summary>One row, or as long as the logits, or null.</summary>
    public bool[]? Mask { get; init; }

    public T Temperature { get; init; } = T.One;

    public int Index(int row, int column) => (((row / Inner * Columns) + column) * Inner) + (row % Inner);

    public void SetRow(int row, ReadOnlySpan<T> values)
    {
        for (int column = 0; column < Columns; column++)
        {
            Logits[Index(row, column)] = values[column];
        }
    }

    /// <summary>The same row alone: what the mask takes out is −∞.</summary>
    public Workload<T> Alone(int row)
    {
        var alone = new Workload<T>(1, Columns, 1) { Bias = Bias is null ? null : new T[Columns], Temperature = Temperature };
        for (int column = 0; column < Columns; column++)
        {
            int index = Index(row, column);
            bool keep = Mask is null || Mask[Mask.Length == Logits.Length ? index : column];
            alone.Logits[column] = keep ? Logits[index] : T.NegativeInfinity;
            if (Bias is not null)
            {
                alone.Bias![column] = keep ? Bias[Bias.Length == Logits.Length ? index : column] : T.Zero;
            }
        }

        return alone;
    }

    /// <summary>The part of a result that belongs to a row: one value where rows are reduced.</summary>
    public T[] ResultRow(ReadOnlySpan<T> results, int row, bool reduced)
    {
        if (reduced)
        {
            return [results[row]];
        }

        var values = new T[Columns];
        for (int column = 0; column < Columns; column++)
        {
            values[column] = results[Index(row, column)];
        }

        return values;
    }

    public override string ToString() => $"({Outer}, {Columns}, {Inner}), T = {Temperature}";
}
