using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Lowering;

/// <summary>Turns a map that logits go through first into statements for one register of neighbouring elements.</summary>
internal sealed class PreparationInLanes(PassBody body)
{
    private readonly TemperatureText _unit = Unit(body.Element);

    /// <summary>The temperature of functions that have none.</summary>
    public static TemperatureText Unit(Element element) => new(new Temperature(1), element, scales: false);

    private Target Target => body.Target;

    private Element Element => body.Element;

    public string Lower(Row row) => row switch
    {
        { Operation: Operation.Input } => row.Role!.Value.ToName() + "In#",
        { Operation: Operation.UnlessAbsent } => UnlessAbsent(Lower((Row)row.Operands[0]), Lower((Row)row.Operands[1])),
        { Operation: Operation.Add } => body.Let("total", $"{Lower((Row)row.Operands[0])} + {Lower((Row)row.Operands[1])}"),
        { Operation: Operation.Multiply, Operands: [Row { Operation: Operation.Tanh } tanh, Scalar scale] } => Tanh((Row)tanh.Operands[0], scale.Value),
        { Operation: Operation.Multiply, Operands: [Row left, Row right] } => body.Let("product", $"{Lower(left)} * {Lower(right)}"),
        { Operation: Operation.Tanh } => Tanh((Row)row.Operands[0], 1),
        { Operation: Operation.Sigmoid } => SigmoidFunction.Lower(body, _unit, Lower((Row)row.Operands[0])),
        { Operation: Operation.Softplus } => SoftplusFunction.Lower(body, _unit, Lower((Row)row.Operands[0])),
        { Operation: Operation.Gelu } => GeluFunction.Lower(body, _unit, Lower((Row)row.Operands[0])),
        _ => throw new NotSupportedException($"No lowering for '{row.Operation}' of logits that are prepared."),
    };

    /// <summary>−∞ and NaN stay what they are.</summary>
    private string UnlessAbsent(string row, string value)
    {
        string absent = body.Broadcast("absent", Element.Literal(double.NegativeInfinity));
        return body.Let("present", Target.Select(Target.Greater(row, absent), value, row));
    }

    private string Tanh(Row argument, double scale)
    {
        Rational twice = Rational.FromDouble(2);
        if (argument is { Operation: Operation.Divide, Operands: [Row inner, Scalar divisor] })
        {
            twice /= Rational.FromDouble(divisor.Value);
            argument = inner;
        }

        string x = Lower(argument);
        (string High, string Low) complement = TanhFunction.LowerComplement(body, x, TanhFunction.Parts(Element, twice), scale);
        (string high, string low) = TanhFunction.LowerValue(body, x, complement, scale);
        return body.Let("rounded", $"{high} + {low}");
    }
}
