using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes what a gate tells of all experts beside the selected ones: the log-sum-exp of each row, and the sum over the rows of each expert's probability, a
/// softmax of the logits or a share of the scores. Rows lie in lanes already.
/// </summary>
internal sealed class StatisticsWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names, Target target)
{
    /// <summary>Sums that nothing is a share of.</summary>
    private static readonly string[] Limits = ["0.0", "double.PositiveInfinity"];

    private readonly Element _element = names.Element;
    private readonly WideLanes _wide = new(target, names.Element);
    private readonly HashSet<string> _declared = [];

    private int Lanes => target.Lanes(_element);

    /// <summary>Where a register for each column lies.</summary>
    private string LogitsByColumn => Lanes == 1 ? Role.Logits.ToName() : SelectionNames.Lanes;

    private string Width => LanesNames.Number(Lanes);

    private string Vector => target.Vector(_element);

    public void Write(StatisticsMethod method)
    {
        writer.Line("/// <summary>What a row's experts have together. False where a row is left to the scalar target: with +∞, or without a probability.</summary>");
        using (writer.Block($"public static bool {method.Name}({EmittedNames.Declare(method.Parameters)})"))
        {
            if (names.Columns is { } columns)
            {
                writer.Line($"const nuint columns = {LanesNames.Number(columns)};");
            }

            // Where groups were chosen, keys have taken the place of the logits.
            if (Lanes > 1 && plan.Groups is not null)
            {
                writer.Line($"Transposition.ToLanes(in {Role.Logits.ToName()}, ref {SelectionNames.Lanes}, {Width}, columns);");
            }

            if (method.OfScores)
            {
                WriteScores();
            }
            else
            {
                new RowSumWriter(writer, names, target, _declared).Write(LogitsByColumn, () => WriteInfinite(method), method.HasShares ? Keep : null);
            }

            if (method.HasLogSumExp)
            {
                WriteLogSumExp();
            }

            if (method.HasShares)
            {
                WriteShares();
            }

            writer.Line("return true;");
        }
    }

    private string Keep(string value) => target.Store(SelectionNames.Shares, At("column"), value);

    /// <summary>A row whose largest logit is infinite: the formula would be NaN.</summary>
    private void WriteInfinite(StatisticsMethod method)
    {
        writer.Line();
        if (Lanes > 1)
        {
            WriteLeave($"{target.AnyEqual(RowSumWriter.Max, Infinity("Negative"))} || {target.AnyEqual(RowSumWriter.Max, Infinity("Positive"))}");
            return;
        }

        using (writer.Block($"if ({names.T}.IsInfinity({RowSumWriter.Max}))"))
        {
            if (method.HasLogSumExp)
            {
                writer.Line($"{Role.LogSumExp.ToName()} = {RowSumWriter.Max} + Selection.WhenNone(in {Role.Logits.ToName()}, columns);");
            }

            if (method.HasShares)
            {
                WriteLimit();
            }

            writer.Line("return true;");
        }

        writer.Line();
    }

    private void WriteLimit() => writer.Line($"RowStatistics.AddLimit(in {Role.Logits.ToName()}, ref {Role.Importance.ToName()}, columns);");

    private void WriteLeave(string condition)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.Line("return false;");
        }

        writer.Line();
    }

    private string Infinity(string sign) => target.Broadcast(_element, $"{names.T}.{sign}Infinity");

    private void WriteLogSumExp()
    {
        writer.Line();
        writer.Line("// logSumExp = max + log(sum)");
        writer.Line($"Span<double> sums = stackalloc double[{Width}];");
        for (int half = 0; half < _wide.Halves.Count; half++)
        {
            writer.Line(target.Store("MemoryMarshal.GetReference(sums)", LanesNames.Number(half * Lanes / _wide.Halves.Count), RowSumWriter.Total + _wide.Halves[half]));
        }

        string[] registers = [RowSumWriter.Max, .. RowSumWriter.Reference];
        foreach (string register in registers)
        {
            writer.Line($"Span<{names.T}> {register}Lanes = stackalloc {names.T}[{Width}];");
            writer.Line(target.Store($"MemoryMarshal.GetReference({register}Lanes)", "0", register));
        }

        string lanes = string.Join(", ", registers.Select(static register => register + "Lanes"));
        writer.Line($"RowStatistics.LogSumExp<{target.RowScalars(_element)}>(sums, {lanes}, {names.Temperature.Value}, MemoryMarshal.CreateSpan(ref {Role.LogSumExp.ToName()}, {Width}));");
    }

    /// <summary>The scores of all columns and their sum.</summary>
    private void WriteScores()
    {
        Row score = plan.Numerator;
        writer.Line();
        writer.Line($"// sum = reduce(add, {PlanText.Describe(score)})");
        PassBody body = new(target, _element, member => target.Broadcast(_element, UnitExp.Member(_element, names.Temperature, member)));
        string value = new RowInLanes(body, names.Temperature, "logitsIn").Lower(score);
        string absent = body.Broadcast("absent", _element.Literal(double.NegativeInfinity));
        string present = body.Let("score", target.Select(target.Greater("logitsIn", absent), value, body.Broadcast("nothing", _element.Literal(0)))).Replace("#", "");
        foreach ((string type, string name, string constant) in body.RowConstants.Concat(body.Constants))
        {
            writer.Line($"{type} {name} = {constant};");
        }

        foreach (string half in _wide.Halves)
        {
            writer.Line($"{_wide.Type} {RowSumWriter.Total}{half} = default;");
        }

        if (_element == Element.Double)
        {
            writer.Line($"{_wide.Type} {RowSumWriter.Total}Error = default;");
        }

        using (Columns())
        {
            writer.Line($"{Vector} logitsIn = {target.Load(LogitsByColumn, At("column"))};");
            foreach (Step step in body.Steps)
            {
                writer.Line(step.Statement(static text => text.Replace("#", "")));
            }

            Lines(_wide.Add(RowSumWriter.Total, present));
            writer.Line(Keep(present));
        }

        // A compensated sum is +∞ before its error, which is NaN then, is added.
        writer.Line();
        WriteNoShares();
        Lines(_wide.End(RowSumWriter.Total));
    }

    /// <summary>Rows of which nothing is a share are left to the scalar target, which adds their limit.</summary>
    private void WriteNoShares()
    {
        if (Lanes > 1)
        {
            WriteLeave(string.Join(" || ", from half in _wide.Halves from limit in Limits select target.AnyEqual(RowSumWriter.Total + half, target.Broadcast(Element.Double, limit))));
            return;
        }

        using (writer.Block($"if ({RowSumWriter.Total} == 0 || {RowSumWriter.Total} == double.PositiveInfinity)"))
        {
            WriteLimit();
            writer.Line("return true;");
        }

        writer.Line();
    }

    /// <summary>What was kept of each column, divided by the sum, rounded, and added to its column's importance in the order of the rows.</summary>
    private void WriteShares()
    {
        writer.Line();
        writer.Line("// importance += probabilities");
        foreach (string half in _wide.Halves)
        {
            writer.Line($"{_wide.Type} {RowInLanes.Reciprocal}{half} = {_wide.Number(1)} / {RowSumWriter.Total}{half};");
        }

        using (Columns())
        {
            writer.Line($"{Vector} kept = {target.Load(SelectionNames.Shares, At("column"))};");
            writer.Line($"{Vector} share = {_wide.Narrow(half => $"{_wide.Widen(half, "kept")} * {RowInLanes.Reciprocal}{half}")};");
            writer.Line(Keep("share"));
        }

        writer.Line($"RowStatistics.Add(ref {SelectionNames.Shares}, ref {SelectionNames.Lanes}, ref {Role.Importance.ToName()}, {Width}, columns);");
    }

    private void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Line(line);
        }
    }

    private string At(string index) => Lanes == 1 ? index : $"{index} * {Width}";

    private IndentedWriter.Scope Columns() => writer.Block("for (nuint column = 0; column < columns; column++)");
}
