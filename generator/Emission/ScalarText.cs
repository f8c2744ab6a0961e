using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes a row's scalars as C# over the runtime's wide numbers.</summary>
/// <param name="sum">The sum of exponentials in the units that the expression needs.</param>
/// <param name="logSumExp">The log-sum-exp in the units that the expression needs.</param>
/// <param name="known">The text of an operation that only some kernels have, or null.</param>
/// <param name="wide">The type that constants have to be given, where it is a type parameter.</param>
internal sealed class ScalarText(string sum, string logSumExp, string? wide = null, Func<Expression, string?>? known = null)
{
    public string Write(Expression scalar)
    {
        return known?.Invoke(scalar) ?? scalar.Operation switch
        {
            Operation.Constant => wide is null ? Element.Double.Literal(scalar.Value) : $"{wide}.Create({Element.Double.Literal(scalar.Value)})",
            Operation.Columns => "(DoubleDouble)(double)columns",
            Operation.Sum => sum,
            Operation.LogSumExp => logSumExp,
            Operation.Log => $"Scalars.Log({Write(scalar.Operands[0])})",
            Operation.Weigh => $"TargetShare.Weigh({Write(scalar.Operands[0])}, {Write(scalar.Operands[1])})",
            Operation.UnlessInfinite => $"TargetShare.UnlessInfinite({Write(scalar.Operands[0])}, {Write(scalar.Operands[1])})",
            Operation.Add => Infix("+"),
            Operation.Subtract => Infix("-"),
            Operation.Multiply => Infix("*"),
            Operation.Divide => Infix("/"),
            _ => throw new NotSupportedException($"No scalar form of '{scalar.Operation}'."),
        };

        string Infix(string sign) => $"{Term(scalar.Operands[0])} {sign} {Term(scalar.Operands[1])}";

        string Term(Expression operand) => operand.Operation is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide ? $"({Write(operand)})" : Write(operand);
    }
}
