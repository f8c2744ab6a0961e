using System.Globalization;

namespace FusedKernels.Benchmarks.Workloads;

/// <summary>Logits as (outer, columns, inner), row-major. A row runs along the columns.</summary>
/// <param name="Outer">How many blocks of <paramref name="Inner"/> rows.</param>
/// <param name="Columns">The length of a row.</param>
/// <param name="Inner">How many neighbouring rows, so the distance between a row's columns; 1 where rows are contiguous.</param>
/// <param name="ConstantLength">True where our kernel knows <paramref name="Columns"/> at compile time.</param>
/// <param name="Selected">How many columns a gate selects; 0 for all other work.</param>
/// <param name="InPlace">True where the results take the logits' place.</param>
#pragma warning disable CA1036, MA0097 // ordered for the tables of BenchmarkDotNet, not for code
public sealed record Shape(int Outer, int Columns, int Inner = 1, bool ConstantLength = false, int Selected = 0, bool InPlace = false) : IComparable
#pragma warning restore CA1036, MA0097
{
    public static Shape Row(int columns) => new(1, columns);

    public static Shape Batch(int rows, int columns) => new(rows, columns);

    public static Shape BatchInPlace(int rows, int columns) => new(rows, columns, InPlace: true);

    public static Shape ConstantBatch(int rows, int columns) => new(rows, columns, ConstantLength: true);

    public static Shape Axis(int outer, int columns, int inner) => new(outer, columns, inner);

    public static Shape Gate(int rows, int experts, int selected) => new(rows, experts, ConstantLength: true, Selected: selected);

    public int Rows => Outer * Inner;

    public int Elements => Rows * Columns;

    public bool IsSingleRow => Rows == 1;

    /// <summary>BenchmarkDotNet sorts its tables by this: single rows first, then by size.</summary>
    int IComparable.CompareTo(object? obj) =>
        obj is Shape other ? (!IsSingleRow, Elements, Columns).CompareTo((!other.IsSingleRow, other.Elements, other.Columns)) : 1;

    public override string ToString()
    {
        string columns = Columns > 1 << 18 && int.IsPow2(Columns)
            ? string.Create(CultureInfo.InvariantCulture, $"2^{int.Log2(Columns)}")
            : string.Create(CultureInfo.InvariantCulture, $"{Columns:N0}");
        return (IsSingleRow, Inner) switch
        {
            (true, _) => columns,
            _ when Selected > 0 => string.Create(CultureInfo.InvariantCulture, $"{Outer:N0}×{columns}/{Selected}"),
            (_, 1) => string.Create(CultureInfo.InvariantCulture, $"{Outer:N0}×{columns}{(ConstantLength ? " const" : "")}{(InPlace ? " in place" : "")}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"({Outer:N0}, {columns}, {Inner:N0})"),
        };
    }
}
