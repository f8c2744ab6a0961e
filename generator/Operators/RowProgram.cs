using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Operators;

/// <summary>An operator on one row: its mathematics and nothing else.</summary>
/// <param name="Result">A <see cref="Row"/> or a <see cref="Scalar"/>.</param>
/// <param name="WhenMasked">Each value of the result where every entry of the row is masked or −∞.</param>
/// <param name="WhenEmpty">The result of a reduction over no column at all; null where nothing is written.</param>
internal sealed record RowProgram(Expression Result, Scalar WhenMasked, double? WhenEmpty = null)
{
    /// <summary>What a loss gives beside <see cref="Result"/>; null for other operators.</summary>
    public LossOutputs? Loss { get; init; }

    /// <summary>What an operator that selects gives; null for others.</summary>
    public SelectionOutputs? Selection { get; init; }

    /// <summary>What is added in the columns of the selected entries, a value for each entry; null for other operators.</summary>
    public Row? Scatter { get; init; }

    /// <summary>What is added in all columns beside <see cref="Scatter"/>: shares of the row times a scalar; null for nothing.</summary>
    public Row? Everywhere { get; init; }

    /// <summary>1 in the column of the row's target.</summary>
    public static Row OneHot { get; } = new(Operation.OneHot, []);

    /// <summary>True but in the column of the row's target.</summary>
    public static Row Elsewhere { get; } = new(Operation.Elsewhere, []);

    /// <summary>What the rows' sum of losses is divided by.</summary>
    public static Scalar Divisor { get; } = new(Operation.Divisor, []);

    /// <summary>The number of rows that are not ignored.</summary>
    public static Scalar Rows { get; } = new(Operation.Rows, []);

    /// <summary>A row's value in the column of its target.</summary>
    public static Scalar At(Row row) => new(Operation.At, [row]);

    public static Scalar RowArgument(Role role) => new(Operation.RowArgument, []) { Role = role };

    public static Row Input(Role role) => new(Operation.Input, []) { Role = role };

    public static Scalar Argument(Role role) => new(Operation.Argument, []) { Role = role };

    public static Scalar Columns { get; } = new(Operation.Columns, []);

    public static Row Select(Row condition, Row whenTrue, Scalar whenFalse) => new(Operation.Select, [condition, whenTrue, whenFalse]);

    public static Row Exp(Row row) => new(Operation.Exp, [row]);

    public static Row Tanh(Row row) => new(Operation.Tanh, [row]);

    public static Row TanhDerivative(Row row) => new(Operation.TanhDerivative, [row]);

    public static Scalar Log(Scalar scalar) => new(Operation.Log, [scalar]);

    public static Scalar Max(Row row) => new(Operation.Max, [row]);

    public static Scalar Sum(Row row) => new(Operation.Sum, [row]);

    public static Row Sigmoid(Row row) => new(Operation.Sigmoid, [row]);

    public static Row Softplus(Row row) => new(Operation.Softplus, [row]);

    public static Row Gelu(Row row) => new(Operation.Gelu, [row]);

    public static Row Sqrt(Row row) => new(Operation.Sqrt, [row]);

    public static Row UnlessAbsent(Row row, Row value) => new(Operation.UnlessAbsent, [row, value]);

    public static Row WherePresent(Row row, Row value) => new(Operation.WherePresent, [row, value]);

    /// <param name="row">The values.</param>
    /// <param name="groups">Equal groups of neighbouring columns.</param>
    /// <param name="kept">How many of them are kept.</param>
    /// <param name="summed">How many of a group's largest values are summed to compare it.</param>
    public static Row KeepGroups(Row row, int groups, int kept, int summed) => new(Operation.KeepGroups, [row, (Scalar)groups, (Scalar)kept, (Scalar)summed]);

    public static Row TopK(Row row, int count) => new(Operation.TopK, [row, (Scalar)count]);

    public static Row Gather(Row row, Row columns) => new(Operation.Gather, [row, columns]);

    /// <summary>A sum beside the exponentials', which the plan calls by <paramref name="name"/>.</summary>
    public static Scalar Sum(Row row, string name) => new(Operation.Sum, [row]) { Name = name };

    /// <summary>weight · row, and 0 where the weight is 0.</summary>
    public static Row Weigh(Row weight, Row row) => new(Operation.Weigh, [weight, row]);

    /// <summary>weight · value, and 0 where the weight is 0 and the value infinite.</summary>
    public static Scalar Weigh(Scalar weight, Scalar value) => new(Operation.Weigh, [weight, value]);

    /// <summary>value, but +∞ where the bound is.</summary>
    public static Scalar UnlessInfinite(Scalar value, Scalar bound) => new(Operation.UnlessInfinite, [value, bound]);

    public static Scalar IndexOfMax(Row row) => new(Operation.IndexOfMax, [row]);
}
