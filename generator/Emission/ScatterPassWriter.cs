using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes a target's step over as many rows as a register has lanes: entries into registers, sums over a row's entries, then what is added.</summary>
internal sealed class ScatterPassWriter(IndentedWriter writer, ScatterPlan plan, ScatterNames names, Target target)
{
    private readonly Element _element = names.Element;
    private readonly WideLanes _wide = new(target, names.Element);
    private readonly HashSet<string> _declared = [];

    private string Width => SelectionNames.Number(target.Lanes(_element));

    private string Vector => target.Vector(_element);

    private string Output => plan.Kernel.Output.ToName();

    public void Write()
    {
        writer.Line($"/// <summary>{(target.Lanes(_element) == 1 ? "One row" : $"{Width} rows, one in each lane")}.</summary>");
        using (writer.Block($"public static {names.ReturnType} {ScatterNames.Rows}({EmittedNames.Declare(names.Parameters)})"))
        {
            if (names.Columns is { } columns)
            {
                writer.Line($"const nuint columns = {SelectionNames.Number(columns)};");
            }

            foreach (Role role in plan.Inputs)
            {
                string name = role.ToName();
                WriteEntries(name, $"SelectedEntries.ToLanes(in {name}, in selected, ref {ScatterNames.Entries}, {Width}, {names.Count});");
            }

            if (plan.Gathers)
            {
                WriteEntries(EntryInLanes.Chosen, $"SelectedEntries.Gather(in logits, in selected, ref {ScatterNames.Entries}, {Width}, {names.Count}, columns);");
            }

            WriteSums();
            WriteResult();
        }
    }

    private void WriteEntries(string register, string toLanes)
    {
        writer.Line(toLanes);
        for (int entry = 0; entry < plan.Count; entry++)
        {
            writer.Line($"{Vector} {register}{SelectionNames.Number(entry)} = {target.Load(ScatterNames.Entries, At(entry))};");
        }

        writer.Line();
    }

    private void WriteSums()
    {
        PassBody body = Body();
        EntryInLanes lowering = new(body, names.Temperature, []);
        string[] terms = [.. plan.Sums.Select(sum => lowering.Lower(sum.Operands[0]))];
        DeclareConstants(body);
        WriteSteps(body);
        for (int sum = 0; sum < terms.Length; sum++)
        {
            string name = EntryInLanes.SumName(sum);
            Lines(_wide.Begin(name, Register(terms[sum], 0)));
            for (int entry = 1; entry < plan.Count; entry++)
            {
                Lines(_wide.Add(name, Register(terms[sum], entry)));
            }

            Lines(_wide.End(name));
        }

        if (terms.Length > 0)
        {
            writer.Line();
        }
    }

    private void WriteResult()
    {
        writer.Line($"// {ScatterDescription.Sum(plan)}");
        PassBody body = Body();
        string result = new EntryInLanes(body, names.Temperature, plan.Sums).Lower(plan.Entries);
        DeclareConstants(body);
        WriteSteps(body);
        for (int entry = 0; entry < plan.Count; entry++)
        {
            writer.Line(target.Store(ScatterNames.Entries, At(entry), Register(result, entry)));
        }

        if (plan.Everywhere is null)
        {
            writer.Line($"SelectedEntries.ScatterAdd(in {ScatterNames.Entries}, in selected, ref {Output}, {Width}, {names.Count}, columns);");
            return;
        }

        WriteEverywhere(plan.Everywhere);
    }

    /// <summary>Shares of the row times a factor in all columns, the entries added to them, then all at once to what is there.</summary>
    private void WriteEverywhere(Row everywhere)
    {
        const string Total = "rowSum";
        int lanes = target.Lanes(_element);
        string at = lanes == 1 ? "column" : $"column * {Width}";
        writer.Line();
        if (lanes > 1)
        {
            writer.Line($"Transposition.ToLanes(in {Role.Logits.ToName()}, ref {ScatterNames.Lanes}, {Width}, columns);");
        }

        new RowSumWriter(writer, names, target, _declared, Total).Write(lanes == 1 ? Role.Logits.ToName() : ScatterNames.Lanes, WriteInfinite, value => target.Store(ScatterNames.Shares, at, value));
        writer.Line();
        writer.Line($"// {Output} += -shares * {EntryInLanes.SumName(plan.Sums.ToList().IndexOf(plan.Factor!))}");
        bool tempered = everywhere.Operation == Operation.Divide;
        foreach (string half in _wide.Halves)
        {
            string factor = $"{EntryInLanes.SumName(plan.Sums.ToList().IndexOf(plan.Factor!))}{half} / {Total}{half}";
            writer.Line($"{_wide.Type} factor{half} = {(tempered ? $"{factor} / {target.Broadcast(Element.Double, names.Temperature.Value)}" : factor)};");
        }

        using (writer.Block("for (nuint column = 0; column < columns; column++)"))
        {
            writer.Line($"{Vector} kept = {target.Load(ScatterNames.Shares, at)};");
            writer.Line($"{Vector} share = {_wide.Narrow(half => $"{_wide.Widen(half, "kept")} * factor{half}")};");
            writer.Line(target.Store(ScatterNames.Shares, at, "(-share)"));
        }

        writer.Line($"SelectedEntries.AddToLanes(in {ScatterNames.Entries}, in selected, ref {ScatterNames.Shares}, {Width}, {names.Count});");
        writer.Line($"RowStatistics.AddToRows(ref {ScatterNames.Shares}, ref {ScatterNames.Lanes}, ref {Output}, {Width}, columns);");
        writer.Line("return true;");
    }

    /// <summary>A row without a number has no shares; only the scalar target knows +∞.</summary>
    private void WriteInfinite()
    {
        string none = target.Broadcast(_element, $"{names.T}.NegativeInfinity");
        writer.Line();
        if (target.Lanes(_element) == 1)
        {
            using (writer.Block($"if (max == {none})"))
            {
                writer.Line("return true;");
            }
        }
        else
        {
            using (writer.Block($"if ({target.AnyEqual("max", none)} || {target.AnyEqual("max", target.Broadcast(_element, $"{names.T}.PositiveInfinity"))})"))
            {
                writer.Line("return false;");
            }
        }

        writer.Line();
    }

    private PassBody Body() => new(target, _element, member => member.StartsWith("reference.", StringComparison.Ordinal)
        ? target.Broadcast(_element, UnitExp.Member(_element, names.Temperature, member))
        : member);

    private void DeclareConstants(PassBody body)
    {
        writer.Declare(body.RowConstants.Concat(body.Constants).Where(local => _declared.Add(local.Name)));
    }

    /// <summary>Statement by statement for all entries, so that their chains interleave.</summary>
    private void WriteSteps(PassBody body)
    {
        foreach (Step step in body.Steps)
        {
            for (int entry = 0; entry < plan.Count; entry++)
            {
                string type = step.Type is not null && _declared.Add(Register(step.Name, entry)) ? step.Type + " " : "";
                writer.Line($"{type}{Register(step.Name, entry)} = {Register(step.Value, entry)};");
            }
        }
    }

    private void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Line(line);
        }
    }

    private string At(int entry) => SelectionNames.Number(entry * target.Lanes(_element));

    private static string Register(string text, int entry) => text.Replace("#", SelectionNames.Number(entry));
}
