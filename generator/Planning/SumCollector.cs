using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>Takes the sums over rows out of scalars: each becomes a pass, and a coefficient in its place.</summary>
/// <param name="exponent">The row x in exp(x); null where there are no exponentials.</param>
/// <param name="argument">The row that passes read: x · T.</param>
internal sealed class SumCollector(Row? exponent, Row? argument)
{
    private static readonly Scalar ClassWeights = RowProgram.Sum(RowProgram.Input(Role.ClassWeights));

    private readonly List<RowSum> _sums = [];

    /// <summary>Every sum that was met, once.</summary>
    public IReadOnlyList<RowSum> Sums => _sums;

    /// <summary>A scalar that is computed for the row before.</summary>
    public static Scalar Named(string name) => new(Coefficient, []) { Name = name };

    /// <summary>The scalar with coefficients for its sums.</summary>
    public Scalar Collect(Scalar scalar) => scalar switch
    {
        _ when scalar == ClassWeights => Named(LossPlanner.WeightsTotal),
        { Operation: Divide, Operands: [Scalar { Operation: Sum, Name: not null } terms, { Operation: Sum, Operands: [Row { Operation: ScaledExp }] }] } => Add(terms, isMean: true),
        { Operation: Sum, Name: not null } => Add(scalar, isMean: false),
        _ => scalar with { Operands = [.. scalar.Operands.Select(operand => operand is Scalar inner ? Collect(inner) : operand)] },
    };

    private Scalar Add(Scalar sum, bool isMean)
    {
        // A distance of x = argument / T is measured on the argument, and divided once for the whole row.
        Row row = (Row)OnArgument(sum.Operands[0], out bool divides);
        string name = sum.Name!;
        if (_sums.All(known => known.Name != name))
        {
            string pass = char.ToUpperInvariant(name[0]) + name.Substring(1);
            _sums.Add(new RowSum(name, new Pass(pass, $"{name} = {(isMean ? "mean" : "reduce(add")}{(isMean ? "(" : ", ")}{PlanText.Describe(row)})", RowProgram.Sum(row)), isMean));
        }

        return divides ? Named(name) / (Scalar)exponent!.Operands[1] : Named(name);
    }

    private Expression OnArgument(Expression node, out bool divides)
    {
        if (node is Row { Operation: Subtract, Operands: [Row left, Scalar { Operation: At or Max } origin] } && left == exponent)
        {
            divides = argument != exponent;
            return argument! - (origin with { Operands = [argument!] });
        }

        bool any = false;
        Expression changed = node.Operation == ScaledExp ? node : node with { Operands = [.. node.Operands.Select(Change)] };
        divides = any;
        return changed;

        Expression Change(Expression operand)
        {
            Expression result = OnArgument(operand, out bool inner);
            any |= inner;
            return result;
        }
    }
}
