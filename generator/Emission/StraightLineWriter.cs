using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes a row of a constant length as straight-line code: every column stays in its register from the first pass to the last.</summary>
internal sealed class StraightLineWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    private const string Columns = "columns";

    private readonly Element _element = names.Element;
    private readonly int _lanes = target.Lanes(names.Element);
    private readonly int _length = plan.Spec.Options.Length;

    private int Registers => (_length + _lanes - 1) / _lanes;

    private int TileRegisters => _element.Tile / _lanes;

    private string Vector => target.Vector(_element);

    public static string ReturnType(KernelPlan plan, EmittedNames names) => plan.Finish is null ? names.T : "void";

    /// <summary>The rows, the output, and the temperature where it is chosen at run time.</summary>
    public static IEnumerable<(string Type, string Name)> Parameters(KernelPlan plan, EmittedNames names) =>
        AllParameters(plan, names).Where(static parameter => parameter.Name != Columns);

    public void Write()
    {
        writer.Line($"/// <summary>A row of {_length} columns.</summary>");
        string header = $"public static {ReturnType(plan, names)} Row({EmittedNames.Declare(Parameters(plan, names))})";
        string scalarRow = "ScalarRow(" + EmittedNames.Pass(AllParameters(plan, names).Select(parameter => parameter.Name == Columns ? (parameter.Type, Number(_length)) : parameter)) + ")";
        if (target is ScalarTarget)
        {
            writer.Line(header + " =>");
            writer.Line($"    {scalarRow};");
            return;
        }

        using (writer.Block(header))
        {
            PassBody body = new(target, _element, scalar => target.Broadcast(_element, scalar));
            RowLowering rows = new(body, plan, names.Temperature, exact: true);

            writer.Line($"// {plan.Maximum.Formula}.");
            string argument = rows.LowerUnshifted();
            Position position = WriteSteps(body, default);
            string max = Tree(Enumerable.Range(0, Registers).Select(register => At(argument, register)).ToList());
            writer.Line($"{names.T} max = {target.ReduceMax(max)};");
            writer.Line($"{names.ReferenceType} reference = Refer(max{(names.RuntimeTemperature ? ", in temperature" : "")});");
            using (writer.Block($"if (reference.Shift == {names.T}.PositiveInfinity)"))
            {
                WriteScalarRow(scalarRow);
            }

            writer.Line();
            writer.Line($"// {plan.Accumulate.Formula}.");
            string exponentials = rows.Lower((Row)plan.Accumulate.Reduction!.Operands[0]);
            position = WriteSteps(body, position);
            WriteSum(exponentials);
            using (writer.Block("if (total.IsEmpty)"))
            {
                WriteScalarRow(scalarRow);
            }

            writer.Line();
            WriteResult(rows, body, position);
        }
    }

    private void WriteScalarRow(string scalarRow)
    {
        writer.Line(plan.Finish is null ? $"return {scalarRow};" : $"{scalarRow};");
        if (plan.Finish is not null)
        {
            writer.Line("return;");
        }
    }

    private void WriteResult(RowLowering rows, PassBody body, Position position)
    {
        if (plan.Finish is null)
        {
            writer.Line($"return {names.Result("total")};");
            return;
        }

        writer.Line($"// {names.Output} = {PlanText.Describe(plan.Result)}.");
        Row result = (Row)plan.Result;
        Pass finish = plan.Finish with { Store = result };
        foreach ((string name, string value) in names.ScalarValues(finish, "total"))
        {
            writer.Line($"({names.T} {name}High, {names.T} {name}Low) = ({value}).To{_element.Name}s();");
        }

        string stored = rows.Lower(result);
        WriteSteps(body, position);
        for (int register = 0; register < Registers; register++)
        {
            string value = At(stored, register);
            writer.Line(IsPartial(register)
                ? target.StoreTail(names.Output, Index(register), Number(_length), value)
                : target.Store(names.Output, Index(register), value));
        }
    }

    private void WriteSum(string exponentials)
    {
        SumAccumulator accumulator = new(target, _element);
        int half = TileRegisters / 2;
        foreach (string name in Enumerable.Range(0, half).SelectMany(accumulator.Names))
        {
            writer.Line($"{accumulator.Type} {name} = default;");
        }

        List<string> statements = [];
        for (int register = 0; register < Registers; register++)
        {
            if (register % TileRegisters >= half)
            {
                continue;
            }

            // A column without a partner in its tile is added alone: the partner would be 0.
            string pair = $"pair{register}";
            string partner = register + half < Registers ? $" + {At(exponentials, register + half)}" : "";
            writer.Line($"{Vector} {pair} = {At(exponentials, register)}{partner};");
            statements.AddRange(accumulator.Add(register % TileRegisters, pair));
        }

        foreach (string statement in statements)
        {
            writer.Line(statement);
        }

        writer.Line("ExponentialSum total = default;");
        writer.Line($"total.Add({target.Fold(_element, Enumerable.Range(0, half).SelectMany(accumulator.Names))}, max, in reference, {names.Temperature.Value});");
    }

    private static IEnumerable<(string Type, string Name)> AllParameters(KernelPlan plan, EmittedNames names) => new RowWriter(new IndentedWriter(), plan, names).Parameters;

    /// <summary>Writes the constants and steps that were lowered since <paramref name="from"/>, in groups of registers whose chains interleave.</summary>
    private Position WriteSteps(PassBody body, Position from)
    {
        foreach ((string type, string name, string value) in body.Constants.Skip(from.Constants))
        {
            writer.Line($"{type} {name} = {value};");
        }

        int group = TileRegisters * target.TilesPerIteration;
        for (int first = 0; first < Registers; first += group)
        {
            foreach (Step step in body.Steps.Skip(from.Steps))
            {
                for (int register = first; register < Math.Min(first + group, Registers); register++)
                {
                    string type = step.Type is null ? "" : step.Type + " ";
                    writer.Line($"{type}{At(step.Name, register)} = {At(IsPartial(register) ? step.Tail : step.Value, register)};");
                }
            }
        }

        return new Position(body.Constants.Count, body.Steps.Count);
    }

    /// <summary>The maximum of registers as a balanced tree.</summary>
    private string Tree(List<string> values)
    {
        while (values.Count > 1)
        {
            values = [.. Enumerable.Range(0, (values.Count + 1) / 2).Select(pair =>
                (2 * pair) + 1 < values.Count ? target.Max(_element, values[2 * pair], values[(2 * pair) + 1]) : values[2 * pair])];
        }

        return values[0];
    }

    private bool IsPartial(int register) => (register + 1) * _lanes > _length;

    private string At(string text, int register) => text.Replace("#", Number(register)).Replace("@", Index(register)).Replace("$", Number(_length));

    private string Index(int register) => Number(register * _lanes);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How much of a body is written already.</summary>
    private readonly record struct Position(int Constants, int Steps);
}
