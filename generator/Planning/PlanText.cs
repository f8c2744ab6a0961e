using System.Globalization;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>Expressions in the words of the plan, as the emitted documentation shows them.</summary>
internal static class PlanText
{
    public static string Describe(Expression node, string stored = "")
    {
        return node.Operation switch
        {
            Operation.Input or Operation.Argument => node.Role!.Value.ToName(),
            Operation.Coefficient => node.Name!,
            Operation.Constant => node.Value.ToString("R", CultureInfo.InvariantCulture),
            Operation.Columns => "columns",
            Operation.Add => Infix("+"),
            Operation.Subtract => Infix("-"),
            Operation.Multiply or Operation.Weigh => Infix("*"),
            Operation.Divide => Infix("/"),
            Operation.Select => $"select({Operand(0)}, {Operand(1)}, {Operand(2)})",
            Operation.Exp => $"exp({Operand(0)})",
            Operation.Sigmoid => $"sigmoid({Operand(0)})",
            Operation.Softplus => $"softplus({Operand(0)})",
            Operation.Gelu => $"gelu({Operand(0)})",
            Operation.Sqrt => $"sqrt({Operand(0)})",
            Operation.WherePresent or Operation.UnlessAbsent => Operand(1),
            Operation.Tanh => $"tanh({Operand(0)})",
            Operation.TanhDerivative => $"(1 - tanh({Operand(0)})^2)",
            Operation.Log => $"log({Operand(0)})",
            Operation.Elsewhere => "elsewhere",
            Operation.At => $"{Operand(0)}[target]",
            Operation.Max => "max",
            Operation.Sum => "sum",
            Operation.ScaledExp => $"exp({Operand(0)} - max)",
            Operation.LogSumExp => "(max + log(sum))",
            _ => stored,
        };

        string Operand(int index) => Describe(node.Operands[index], stored);

        string Term(int index) =>
            node.Operands[index].Operation is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Weigh or Operation.Divide ? $"({Operand(index)})" : Operand(index);

        string Infix(string sign) => $"{Term(0)} {sign} {Term(1)}";
    }
}
