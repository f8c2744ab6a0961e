using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Operators;

/// <summary>An operator on one row: its mathematics and nothing else.</summary>
/// <param name="Result">A <see cref="Row"/> or a <see cref="Scalar"/>.</param>
/// <param name="WhenMasked">Each value of the result where every entry of the row is masked or −∞.</param>
/// <param name="WhenEmpty">The result of a reduction over no column at all; null where nothing is written.</param>
internal sealed record RowProgram(Expression Result, Scalar WhenMasked, double? WhenEmpty = null)
{
    public static Row Input(Role role) => new(Operation.Input, []) { Role = role };

    public static Scalar Argument(Role role) => new(Operation.Argument, []) { Role = role };

    public static Scalar Columns { get; } = new(Operation.Columns, []);

    public static Row Select(Row condition, Row whenTrue, Scalar whenFalse) => new(Operation.Select, [condition, whenTrue, whenFalse]);

    public static Row Exp(Row row) => new(Operation.Exp, [row]);

    public static Scalar Log(Scalar scalar) => new(Operation.Log, [scalar]);

    public static Scalar Max(Row row) => new(Operation.Max, [row]);

    public static Scalar Sum(Row row) => new(Operation.Sum, [row]);
}
