using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// Orders a program of maps and reductions into stages: a reduction goes to the first stage after all that its row needs, and what rows take
/// from scalars becomes a coefficient of the stage that knows it.
/// </summary>
internal sealed class StageCollector
{
    private readonly List<List<RowReduction>> _reductions = [];
    private readonly List<List<(string Name, Scalar Value)>> _coefficients = [];
    private readonly Dictionary<Expression, (string Name, int Stage)> _known = [];
    private readonly Dictionary<string, int> _stages = new(StringComparer.Ordinal);

    public IReadOnlyList<Stage> Stages => [.. _reductions.Zip(_coefficients, static (reductions, coefficients) => new Stage(reductions, coefficients))];

    /// <summary>The scalar with coefficients for its reductions.</summary>
    public Scalar Collect(Scalar scalar) => (Scalar)Collect((Expression)scalar);

    /// <summary>The row with coefficients for its scalars.</summary>
    public Row Collect(Row row) => (Row)Collect((Expression)row);

    private Expression Collect(Expression node) => node switch
    {
        Scalar { Operation: Sum or Max } => Reduce((Scalar)node),
        Row => node with { Operands = [.. node.Operands.Select(operand => operand is Scalar scalar ? Coefficient(scalar) : Collect(operand))] },
        { Operation: Operation.At } => node,
        _ => node with { Operands = [.. node.Operands.Select(Collect)] },
    };

    private Scalar Reduce(Scalar reduction)
    {
        if (!_known.TryGetValue(reduction, out (string Name, int Stage) known))
        {
            Row row = Collect((Row)reduction.Operands[0]);
            int stage = StageOf(row) + 1;
            string word = reduction.Operation == Sum ? "sum" : "max";
            string name = reduction.Name ?? (_stages.ContainsKey(word) ? $"{word}{_known.Count + 1}" : word);
            string pass = char.ToUpperInvariant(name[0]) + name.Substring(1);
            known = (name, stage);
            ListOf(_reductions, stage).Add(new RowReduction(name, new Pass(pass, $"{name} = reduce({(word == "sum" ? "add" : word)}, {PlanText.Describe(row)})", reduction with { Operands = [row] })));
            _known.Add(reduction, known);
            _stages.Add(name, stage);
        }

        return SumCollector.Named(known.Name);
    }

    /// <summary>What a row takes from a scalar: a number of the kernel's as it is, anything else by a name.</summary>
    private Scalar Coefficient(Scalar scalar)
    {
        if (scalar.Operation is Constant or Operation.At)
        {
            return scalar;
        }

        Scalar collected = Collect(scalar);
        if (collected.Operation == Operation.Coefficient)
        {
            return collected;
        }

        if (!_known.TryGetValue(collected, out (string Name, int Stage) known))
        {
            known = ($"scalar{_known.Count + 1}", Math.Max(StageOf(collected), 0));
            ListOf(_coefficients, known.Stage).Add((known.Name, collected));
            _known.Add(collected, known);
            _stages.Add(known.Name, known.Stage);
        }

        return SumCollector.Named(known.Name);
    }

    /// <summary>The stage after which an expression is known; −1 where it needs none.</summary>
    private int StageOf(Expression node) => node.Nodes.Where(static inner => inner.Operation == Operation.Coefficient).Select(inner => _stages[inner.Name!]).DefaultIfEmpty(-1).Max();

    private List<T> ListOf<T>(List<List<T>> lists, int stage)
    {
        while (_reductions.Count <= stage)
        {
            _reductions.Add([]);
            _coefficients.Add([]);
        }

        return lists[stage];
    }
}
