using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// Takes the rounded difference out of exp(x − max(x)): the exponential becomes <see cref="ScaledExp"/>, relative to a power of two, and
/// log Σ exp(x − max(x)) becomes log Σ exp(x) − max(x), whose max then cancels against the operator's own.
/// </summary>
/// <remarks>
/// x − max rounds with an error of |x − max| · 2^-24, which the exponential turns into as many units of its last place; a power of two shifts
/// exactly. It applies where the result does not depend on the scale of the exponentials: they only enter as ratios or through the logarithm.
/// </remarks>
internal static class ExponentialRewrite
{
    /// <summary>The rewritten result and the row x whose exponentials it takes; x is null where the program has no such exponential.</summary>
    public static (Expression Result, Row? Exponent) Apply(Expression result)
    {
        Row? exponent = result.Nodes.Select(ShiftedArgument).FirstOrDefault(static row => row is not null);
        if (exponent is null)
        {
            return (result, null);
        }

        Expression rewritten = Rewrite(result, exponent);
        return rewritten.Uses(Max) || Degree(rewritten) != 0 ? (result, null) : (rewritten, exponent);
    }

    /// <summary>The same for another result of a program whose exponentials are those of <paramref name="exponent"/>.</summary>
    public static T Apply<T>(T result, Row exponent)
        where T : Expression => (T)Rewrite(result, exponent);

    /// <summary>x where the node is exp(x − max(x)).</summary>
    private static Row? ShiftedArgument(Expression node) =>
        node is { Operation: Exp, Operands: [Row { Operation: Subtract, Operands: [Row row, Scalar shift] }] } && shift == RowProgram.Max(row) ? row : null;

    private static Expression Rewrite(Expression node, Row exponent)
    {
        if (ShiftedArgument(node) is { } argument && argument == exponent)
        {
            return new Row(ScaledExp, [exponent]);
        }

        if (node == RowProgram.Max(exponent) || node == exponent)
        {
            return node;
        }

        Expression rewritten = node with { Operands = [.. node.Operands.Select(operand => Rewrite(operand, exponent))] };
        return rewritten switch
        {
            Scalar { Operation: Log, Operands: [{ Operation: Sum, Operands: [{ Operation: ScaledExp }] }] } =>
                new Scalar(LogSumExp, [exponent]) - RowProgram.Max(exponent),
            Scalar { Operation: Subtract, Operands: [{ Operation: LogSumExp }, { Operation: At, Operands: [Row row] }] } when row == exponent => new Scalar(Surprise, [exponent]),
            Scalar { Operation: Subtract, Operands: [{ Operation: LogSumExp }, Scalar { Operation: Max, Operands: [Row row] }] } when row == exponent => new Scalar(LeastSurprise, [exponent]),
            Row { Operation: Divide, Operands: [Row { Operation: ScaledExp } weights, Scalar divisor] } => weights * (1 / divisor),
            { Operation: Add or Subtract } => Cancel(rewritten),
            _ => rewritten,
        };
    }

    /// <summary>Collects the terms of a sum and drops those that cancel.</summary>
    private static Expression Cancel(Expression sum)
    {
        List<(Expression Term, int Sign)> terms = [];
        Collect(sum, 1, terms);
        List<(Expression Term, int Sign)> left = [.. terms.GroupBy(static term => term.Term).Select(static group => (group.Key, group.Sum(static term => term.Sign))).Where(static term => term.Item2 != 0)];
        if (left.Count == terms.Count)
        {
            return sum;
        }

        Scalar? scalar = null;
        foreach ((Expression term, int sign) in left.Where(static term => term.Term is Scalar))
        {
            scalar = scalar is null ? (sign > 0 ? (Scalar)term : -(Scalar)term) : sign > 0 ? scalar + (Scalar)term : scalar - (Scalar)term;
        }

        return left.Select(static term => term.Term).OfType<Row>().FirstOrDefault() is not { } row ? scalar ?? 0.0
            : scalar is null ? row
            : scalar is { Operation: Subtract, Operands: [{ Operation: Constant, Value: 0 }, Scalar negated] } ? row - negated
            : row - -scalar;
    }

    /// <summary>The terms of a sum of one row, if any, and scalars; a sum of rows is a term of its own.</summary>
    private static void Collect(Expression node, int sign, List<(Expression Term, int Sign)> terms)
    {
        if (node is { Operation: Add or Subtract, Operands: [_, Scalar _] })
        {
            Collect(node.Operands[0], sign, terms);
            Collect(node.Operands[1], node.Operation == Add ? sign : -sign, terms);
        }
        else if (node is not { Operation: Constant, Value: 0 })
        {
            terms.Add((node, sign));
        }
    }

    /// <summary>The power of the exponentials' common scale that a value carries; null where it has none, as 1 + exp(x − max).</summary>
    private static int? Degree(Expression node) => node.Operation switch
    {
        ScaledExp => 1,
        LogSumExp or Surprise or Input or Argument or Constant or Columns => 0,
        Sum => Degree(node.Operands[0]),
        Multiply => Degree(node.Operands[0]) + Degree(node.Operands[1]),
        Divide => Degree(node.Operands[0]) - Degree(node.Operands[1]),
        Add or Subtract when Degree(node.Operands[0]) == Degree(node.Operands[1]) => Degree(node.Operands[0]),
        _ => node.Operands.All(static operand => Degree(operand) == 0) ? 0 : null,
    };
}
