using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Lowering;

/// <summary>Turns an expression over a row's entries into statements for one entry of rows that lie in the lanes.</summary>
/// <param name="body">Where the statements go.</param>
/// <param name="temperature">T.</param>
/// <param name="sums">The sums over a row's entries, which are there already.</param>
internal sealed class EntryInLanes(PassBody body, TemperatureText temperature, IReadOnlyList<Scalar> sums)
{
    /// <summary>The registers of the selected columns' logits, without their number.</summary>
    public const string Chosen = "chosen";

    private readonly WideLanes _wide = new(body.Target, body.Element);
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<Expression, string> _constants = [];

    private Element Element => body.Element;

    /// <summary>The locals that hold a sum, in doubles.</summary>
    public static string SumName(int index) => Numbered("sum", index);

    public string Lower(Expression node) => node switch
    {
        { Operation: Operation.Input } => node.Role!.Value.ToName() + "#",
        { Operation: Operation.Gather } => Chosen + "#",
        { Operation: Operation.Sigmoid } => SigmoidFunction.Lower(body, temperature, Logit(node.Operands[0])),
        { Operation: Operation.Softplus } => SoftplusFunction.Lower(body, temperature, Logit(node.Operands[0])),
        { Operation: Operation.Constant } => Constant(node, Element.Literal(node.Value)),
        { Operation: Operation.Argument } => Constant(node, Element == Element.Single ? $"(float)({temperature.Value})" : temperature.Value),
        Scalar => Rounded(node),
        { Operation: Operation.Add } => Infix("total", node, "+"),
        { Operation: Operation.Subtract } => Infix("difference", node, "-"),
        { Operation: Operation.Multiply } => Infix("product", node, "*"),
        { Operation: Operation.Divide } => Infix("quotient", node, "/"),
        _ => throw new NotSupportedException($"No lowering for '{node.Operation}' of entries in lanes."),
    };

    /// <summary>A function's argument: a logit or its opposite. The temperature is the function's affair.</summary>
    private string Logit(Expression node) => node is { Operation: Operation.Multiply, Operands: [Row row, { Operation: Operation.Constant, Value: -1 }] }
        ? body.Let("opposite", "-" + Lower(row))
        : Lower(node);

    private string Infix(string name, Expression node, string sign)
    {
        string left = Lower(node.Operands[0]);
        string right = Lower(node.Operands[1]);
        return body.Let(Unused(name), $"{left} {sign} {right}");
    }

    private string Constant(Expression node, string value)
    {
        if (!_constants.TryGetValue(node, out string name))
        {
            name = body.Broadcast(Unused("constant"), value);
            _constants.Add(node, name);
        }

        return name;
    }

    /// <summary>A quotient of sums and numbers, in doubles, rounded once.</summary>
    private string Rounded(Expression node) => body.RowScalar("mean", _wide.Narrow(half => $"({Wide(node, half)})"));

    private string Wide(Expression node, string half) => node switch
    {
        { Operation: Operation.Sum } => SumName(sums.ToList().IndexOf((Scalar)node)) + half,
        { Operation: Operation.Constant } => _wide.Number(node.Value),
        { Operation: Operation.Divide } => $"{Wide(node.Operands[0], half)} / {Wide(node.Operands[1], half)}",
        _ => throw new NotSupportedException($"No lowering for '{node.Operation}' of sums over entries."),
    };

    private string Unused(string name)
    {
        int index = 0;
        while (!_used.Add(Numbered(name, index)))
        {
            index++;
        }

        return Numbered(name, index);
    }

    /// <summary>A letter, since a register's number follows.</summary>
    private static string Numbered(string name, int index) => index == 0 ? name : name + (char)('A' + index);
}
