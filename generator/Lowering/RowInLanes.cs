using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Lowering;

/// <summary>Turns a map of the logits into statements for one column of rows that lie in the lanes: <c>@</c> stands for its number.</summary>
/// <param name="body">Where the statements go.</param>
/// <param name="temperature">T.</param>
/// <param name="logits">The register that holds the column's logits.</param>
internal sealed class RowInLanes(PassBody body, TemperatureText temperature, string logits)
{
    /// <summary>The local that holds what a row's exponentials are multiplied by to be shares.</summary>
    public const string Reciprocal = "reciprocal";

    private Target Target => body.Target;

    private Element Element => body.Element;

    public string Lower(Expression row) => row switch
    {
        { Operation: Operation.Input, Role: Role.Logits } => logits,
        { Operation: Operation.Input } => body.Let(row.Role!.Value.ToName() + "In", Target.Broadcast(Element, $"Unsafe.Add(ref {row.Role.Value.ToName()}, @)")),
        { Operation: Operation.Divide, Operands: [{ Operation: Operation.ScaledExp } share, _] } => Share(Lower(share)),
        { Operation: Operation.Divide } => body.Let("tempered", $"{Lower(row.Operands[0])} / {Number("divisor", temperature.Value)}"),
        { Operation: Operation.Add } => body.Let("total", $"{Lower(row.Operands[0])} + {Lower(row.Operands[1])}"),
        { Operation: Operation.WherePresent } => WherePresent(Lower(row.Operands[0]), Lower(row.Operands[1])),
        { Operation: Operation.Sigmoid } => SigmoidFunction.Lower(body, temperature, logits),
        { Operation: Operation.Softplus } => SoftplusFunction.Lower(body, temperature, logits),
        { Operation: Operation.Sqrt } => body.Let("root", Target.Sqrt(Element, Lower(row.Operands[0]))),
        { Operation: Operation.ScaledExp } => ScaledExp(),
        _ => throw new NotSupportedException($"No lowering for '{row.Operation}' of rows in lanes."),
    };

    private string WherePresent(string row, string value)
    {
        string absent = body.Broadcast("absent", Element.Literal(double.NegativeInfinity));
        return body.Let("present", Target.Select(Target.Greater(row, absent), value, absent));
    }

    /// <summary>An exponential relative to the row's reference, 0 where the logit is NaN as where it is −∞.</summary>
    private string ScaledExp()
    {
        string present = WherePresent(logits, logits);
        string shifted = body.Let("shifted", Target.Shift(present, "shift"));
        return UnitExp.Lower(body, temperature, shifted, rest: null);
    }

    private string Share(string exponential)
    {
        WideLanes wide = new(Target, Element);
        return body.Let("share", wide.Narrow(half => $"{wide.Widen(half, exponential)} * {Reciprocal}{half}"));
    }

    private string Number(string name, string value) => body.Broadcast(name, Element == Element.Single ? $"(float)({value})" : value);
}
