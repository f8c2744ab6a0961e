using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the scalars of a row that has a target as C#: over the row's sums, split at one column, and over what the caller passes.</summary>
internal sealed class LossScalarText(KernelPlan plan, EmittedNames names)
{
    /// <summary>A number of the caller inside a row: the row's own, or the same for all.</summary>
    public static string Local(Role role) => role == Role.RowWeights ? "rowWeight" : role.ToName();

    /// <summary>A row of the caller in the one column, as the passes evaluate it.</summary>
    public static string AtTarget(Row row) => $"(double)({row switch
    {
        { Operation: Operation.Input, Role: { } role } => $"Unsafe.Add(ref {role.ToName()}, target)",
        { Operation: Operation.Multiply, Operands: [Row { Role: { } left }, Row { Role: { } right }] } => $"Unsafe.Add(ref {left.ToName()}, target) * Unsafe.Add(ref {right.ToName()}, target)",
        _ => throw new NotSupportedException($"No value in one column of '{row.Operation}'."),
    }})";

    /// <summary>A scalar of the row as C#.</summary>
    public string Write(Scalar scalar) => new ScalarText("", "split.LogSumExp", known: node => node switch
    {
        { Operation: Operation.Surprise } => "split.Surprise",
        { Operation: Operation.LeastSurprise } => plan.Loss!.HasTarget
            ? $"(peak == target ? split.Surprise : TargetSum.Least(in total, largestHigh, {(plan.MapsExponent ? "largestLow" : "0")}, {names.Temperature.Value}))"
            : "split.Surprise",
        { Operation: Operation.At, Operands: [Row { Role: Role.ClassWeights }] } when plan.Exponentials is not null => "weight",
        { Operation: Operation.At, Operands: [Row row] } => AtTarget(row),
        { Operation: Operation.Coefficient } => node.Name,
        { Operation: Operation.Subtract, Operands: [{ Operation: Operation.Constant, Value: 0 }, Scalar negated] } => $"-({Write(negated)})",
        { Operation: Operation.Divisor } => "divisor",
        { Operation: Operation.Rows } => "count",
        { Operation: Operation.Columns } => "(double)columns",
        { Operation: Operation.RowArgument } => Local(node.Role!.Value),
        { Operation: Operation.Argument, Role: Role.Temperature } => "temperature.Value",
        { Operation: Operation.Argument } => Local(node.Role!.Value),
        _ => null,
    }).Write(scalar);
}
