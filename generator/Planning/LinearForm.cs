using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// A row as p · Probability + input · Input + OneHot · onehot + Offset, with p = exp(x) / Σ exp(x): off the target's column a multiply-add per
/// element, in it an expression of the row's scalars, where p − 1 is formed without cancellation.
/// </summary>
/// <param name="Probability">What p is multiplied by.</param>
/// <param name="OneHot">What is added in the target's column.</param>
/// <param name="InputRow">A row of the caller, or null.</param>
/// <param name="Input">What it is multiplied by.</param>
/// <param name="Offset">What is added in every column, or null.</param>
internal sealed record LinearForm(Scalar Probability, Scalar OneHot, Row? InputRow, Scalar? Input, Scalar? Offset)
{
    public static LinearForm Of(Row row)
    {
        LinearForm form = new(0, 0, null, null, null);
        return form.Add(row, 1);
    }

    private LinearForm Add(Row row, Scalar factor) => row switch
    {
        { Operation: Multiply, Operands: [Row { Operation: ScaledExp }, Scalar { Operation: Divide }] } => this with { Probability = Plus(Probability, factor) },
        { Operation: Multiply or Divide, Operands: [Row left, Scalar right] } => Add(left, row.Operation == Multiply ? factor * right : factor / right),
        { Operation: Operation.Add or Subtract, Operands: [Row left, Row right] } => Add(left, factor).Add(right, row.Operation == Subtract ? -factor : factor),
        { Operation: Operation.Add or Subtract, Operands: [Row left, Scalar right] } => Add(left, factor).AddOffset(row.Operation == Subtract ? -(factor * right) : factor * right),
        { Operation: Operation.OneHot } => this with { OneHot = Plus(OneHot, factor) },
        { Operation: Operation.Input } when InputRow is null || InputRow == row => this with { InputRow = row, Input = Input is null ? factor : Plus(Input, factor) },
        _ => throw new NotSupportedException($"'{row.Operation}' is not linear in the probabilities."),
    };

    private LinearForm AddOffset(Scalar scalar) => this with { Offset = Offset is null ? scalar : Plus(Offset, scalar) };

    private static Scalar Plus(Scalar left, Scalar right) => left is { Operation: Constant, Value: 0 } ? right : left + right;
}
