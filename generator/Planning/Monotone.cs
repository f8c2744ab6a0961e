using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>Maps that keep the order of a row: where the largest value is, they do not decide.</summary>
internal static class Monotone
{
    /// <summary>What is left of a row without the increasing maps around it; these apply to its maximum once, not to each column.</summary>
    public static Row Argument(Row row) => row switch
    {
        { Operation: Tanh, Operands: [Row inner] } => Argument(inner),
        { Operation: Multiply or Divide, Operands: [Row inner, Scalar { Operation: Constant, Value: > 0 }] } => Argument(inner),
        { Operation: Divide, Operands: [Row inner, Scalar { Operation: Operation.Argument }] } => Argument(inner),
        _ => row,
    };
}
