using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a target's walk over as many rows as a register has lanes: the rows are transposed, and each pass takes column after column, a lane for each row.
/// </summary>
internal sealed class SelectionPassWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names, Target target)
{
    private const string Key = "key";
    private const string Best = "best";
    private const string Index = "index";
    private const string Scores = "Score";

    private readonly Element _element = names.Element;
    private readonly WideLanes _wide = new(target, names.Element);
    private readonly HashSet<string> _declared = [];

    private int Lanes => target.Lanes(_element);

    /// <summary>Where a register for each column lies.</summary>
    private string LogitsByColumn => Lanes == 1 ? Role.Logits.ToName() : SelectionNames.Lanes;

    private string Vector => target.Vector(_element);

    private string NegativeInfinity => target.Broadcast(_element, _element.Literal(double.NegativeInfinity));

    public void Write()
    {
        if (ScoresApart)
        {
            WriteScores();
        }

        writer.Line($"/// <summary>{(Lanes == 1 ? "One row" : $"{SelectionNames.Number(Lanes)} rows, one in each lane")}. False where a row is left to the scalar target: with +∞, or without a number.</summary>");
        using (writer.Block($"public static bool {SelectionNames.Rows}({EmittedNames.Declare(names.Parameters)})"))
        {
            if (names.Columns is { } columns)
            {
                writer.Line($"const nuint columns = {SelectionNames.Number(columns)};");
            }

            WriteTransposition();
            if (plan.SumsRow)
            {
                WriteSum();
            }

            WriteSelection();
            WriteWeights();
            writer.Line("return true;");
        }
    }

    /// <summary>
    /// True where the groups' scores are a method of its own: the constants of its keys are those of the weights too, and what lives across
    /// the selection would be read from memory in every iteration.
    /// </summary>
    private bool ScoresApart => plan.Groups is not null && !plan.KeyIsRow && !plan.Key.Uses(Operation.ScaledExp);

    private IEnumerable<(string Type, string Name)> ScoresParameters => names.Parameters.Where(parameter =>
        parameter.Name == LogitsByColumn || parameter.Name is SelectionNames.Lanes or SelectionNames.Scores or "selectionBias" or "columns" or "temperature");

    private void WriteScores()
    {
        writer.Line("/// <summary>The keys of all columns, and the scores of their groups.</summary>");
        using (writer.Block($"private static void {Scores}({EmittedNames.Declare(ScoresParameters)})"))
        {
            new GroupSelectionWriter(writer, plan, names, target).WriteScores(BeginKeys);
        }

        writer.Line();
        _declared.Clear();
    }

    private void WriteTransposition()
    {
        if (Lanes > 1)
        {
            writer.Line($"Transposition.ToLanes(in {Role.Logits.ToName()}, ref {SelectionNames.Lanes}, {SelectionNames.Number(Lanes)}, columns);");
        }
    }

    /// <summary>The sum of the exponentials of all columns, and its reciprocal where columns are selected by shares of it.</summary>
    private void WriteSum()
    {
        new RowSumWriter(writer, names, target, _declared).Write(LogitsByColumn, () => LeaveToScalar(RowSumWriter.Max, unbounded: true));
        if (plan.Key.Uses(Operation.ScaledExp))
        {
            foreach (string half in _wide.Halves)
            {
                writer.Line($"{_wide.Type} {RowInLanes.Reciprocal}{half} = {_wide.Number(1)} / {RowSumWriter.Total}{half};");
            }
        }
    }

    private void WriteSelection()
    {
        InsertionWriter insertion = new(writer, target, _element, plan.Count, Best, Index);
        if (plan.Groups is not null)
        {
            WriteGroups(new GroupSelectionWriter(writer, plan, names, target), insertion);
        }
        else
        {
            writer.Line();
            writer.Line($"// selected = top({names.Count}, {PlanText.Describe(plan.Key)})");
            WriteColumns(insertion);
        }

        LeaveToScalar(Best + "0", unbounded: !plan.SumsRow && !Bounded);
    }

    /// <summary>Each column is compared with those that are ahead so far.</summary>
    private void WriteColumns(InsertionWriter insertion)
    {
        Action<int> keys = BeginKeys();
        DeclareStep();
        insertion.Declare();
        writer.Line($"{Vector} number = {target.Broadcast(_element, _element.Literal(0))};");
        using (Columns())
        {
            keys(1);
            insertion.Insert(Key, "number");
            writer.Line("number += step;");
        }
    }

    private void WriteGroups(GroupSelectionWriter groups, InsertionWriter insertion)
    {
        if (ScoresApart)
        {
            writer.Line($"{Scores}({EmittedNames.Pass(ScoresParameters)});");
            groups.DeclareSize();
        }
        else
        {
            writer.Line();
            groups.WriteScores(BeginKeys);
        }

        DeclareStep();
        groups.WriteSelection(insertion, register => LeaveToScalar(register, unbounded: false));
    }

    private bool Bounded => plan.Numerator.Operation == Operation.Sigmoid;

    /// <summary>The keys of the columns, as one pass over them needs them: constants first, then a register for each of those that pass together.</summary>
    private Action<int> BeginKeys()
    {
        PassBody body = Body();
        string key = new RowInLanes(body, names.Temperature, "logitsIn#").Lower(plan.Key);
        DeclareConstants(body);
        return atOnce => WriteKeys(body, key, atOnce);
    }

    private void DeclareStep() => writer.Line($"{Vector} step = {target.Broadcast(_element, _element.Literal(1))};");

    private void WriteKeys(PassBody body, string key, int atOnce)
    {
        IEnumerable<Step> steps = [new(Vector, "logitsIn#", target.Load(LogitsByColumn, Lanes == 1 ? "@" : $"@ * {Number(Lanes)}"), ""), .. body.Steps, new(Vector, Key + "#", key, "")];
        foreach (Step step in steps)
        {
            for (int column = 0; column < atOnce; column++)
            {
                writer.Line(At(step.Statement(static text => text), CandidatesWriter.Lettered("", column, atOnce)).Replace("@", column == 0 ? "column" : $"(column + {Number(column)})"));
            }
        }
    }

    /// <summary>A row whose largest value is infinite, or that has none, is left to the scalar target, which knows what it means.</summary>
    private void LeaveToScalar(string register, bool unbounded)
    {
        writer.Line();
        if (Lanes == 1)
        {
            return;
        }

        string infinite = unbounded ? $" || {target.AnyEqual(register, target.Broadcast(_element, _element.Literal(double.PositiveInfinity)))}" : "";
        using (writer.Block($"if ({target.AnyEqual(register, NegativeInfinity)}{infinite})"))
        {
            writer.Line("return false;");
        }

        writer.Line();
    }

    private void WriteWeights()
    {
        WriteIndices();
        if (!MovesIndicesLast)
        {
            MoveIndices();
        }

        WriteChosen();
        if (Lanes == 1)
        {
            WriteLimits();
        }

        writer.Line();
        writer.Line($"// {Role.Weights.ToName()} = {SelectionDescription.Weights(plan)}");
        WriteDivided(WriteNumerators());
        if (MovesIndicesLast)
        {
            MoveIndices();
        }
    }

    /// <summary>What lives in registers across a call is spilled, and where a loop made it, in every iteration: only a gather needs the indices before.</summary>
    private bool MovesIndicesLast => plan.KeyIsRow && Lanes > 1;

    /// <summary>A register for each entry; the largest of a softmax over the selected is exp(0), and the first where they are in its order.</summary>
    private string WriteNumerators()
    {
        PassBody body = Body();
        string numerator = LowerNumerator(body);
        int first = plan.IsShifted && plan.KeyIsRow ? 1 : 0;
        if (first == 1)
        {
            writer.Line($"{Vector} {At(numerator, "0")} = {target.Broadcast(_element, _element.Literal(1))};");
        }

        if (first == plan.Count)
        {
            return numerator;
        }

        DeclareConstants(body);
        foreach (Step step in body.Steps)
        {
            for (int entry = first; entry < plan.Count; entry++)
            {
                writer.Line(step.Statement(text => At(text, Number(entry))));
            }
        }

        return numerator;
    }

    private void WriteIndices()
    {
        for (int entry = 0; entry < plan.Count; entry++)
        {
            string index = Index + Number(entry);
            writer.Line(target.Store(SelectionNames.Indices, Number(entry * Lanes), _element == Element.Single ? target.ToIntegers(index) : index));
        }
    }

    /// <summary>The selected columns, from the lanes to their rows: ints are moved by their bits, as floats are.</summary>
    private void MoveIndices()
    {
        string selected = Role.Selected.ToName();
        writer.Line(_element == Element.Single
            ? $"Transposition.FromLanes(ref {SelectionNames.Indices}, ref Unsafe.As<int, float>(ref {selected}), {Number(Lanes)}, {names.Count});"
            : $"Selection.IndicesToRows(in {SelectionNames.Indices}, ref {selected}, {Number(Lanes)}, {names.Count});");
    }

    /// <summary>The logits of the selected columns: the keys, or gathered.</summary>
    private void WriteChosen()
    {
        if (!plan.KeyIsRow)
        {
            writer.Line($"SelectedEntries.Gather(in {Role.Logits.ToName()}, in {Role.Selected.ToName()}, ref {SelectionNames.Entries}, {Number(Lanes)}, {names.Count}, columns, {_element.Literal(double.NegativeInfinity)});");
        }

        for (int entry = 0; entry < plan.Count; entry++)
        {
            writer.Line($"{Vector} chosen{Number(entry)} = {(plan.KeyIsRow ? Best + Number(entry) : target.Load(SelectionNames.Entries, Number(entry * Lanes)))};");
        }

        if (plan.IsShifted)
        {
            string largest = plan.KeyIsRow ? "chosen0" : StraightLinePassWriter.Tree([.. Enumerable.Range(0, plan.Count).Select(entry => "chosen" + Number(entry))], (left, right) => target.Max(_element, left, right));
            writer.Line($"{Vector} largest = {largest};");
        }
    }

    /// <summary>What is left of a row that a formula makes NaN of: nothing selected, or weights that are infinite.</summary>
    private void WriteLimits()
    {
        writer.Line();
        using (writer.Block($"if ({Best}0 == {NegativeInfinity})"))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref {Role.Weights.ToName()}, {names.Count}).Fill(Selection.WhenNone(in {Role.Logits.ToName()}, columns));");
            writer.Line("return true;");
        }

        if (!plan.IsShifted)
        {
            return;
        }

        writer.Line();
        using (writer.Block($"if (largest == {target.Broadcast(_element, _element.Literal(double.PositiveInfinity))})"))
        {
            for (int entry = 0; entry < plan.Count; entry++)
            {
                writer.Line($"chosen{Number(entry)} = chosen{Number(entry)} == largest ? 0 : {NegativeInfinity};");
            }

            writer.Line("largest = 0;");
        }
    }

    private string LowerNumerator(PassBody body)
    {
        RowInLanes row = new(body, names.Temperature, "chosen#");
        if (!plan.IsShifted)
        {
            return row.Lower(plan.Numerator);
        }

        // x - max with its rounding error (Knuth's TwoSum), which the exponential would turn into as many units of its last place. Far below the
        // maximum the exponential is 0, and the error of any size.
        string difference = body.Let("difference", "chosen# - largest");
        string part = body.Let("part", $"{difference} - chosen#");
        string lost = body.Let("lost", $"(chosen# - ({difference} - {part})) - (largest + {part})");
        string zero = body.Broadcast("zero", _element.Literal(0));
        string rest = body.Let("rest", target.Select(target.Greater(difference, body.Broadcast("bound", $"-{names.Temperature.Limit}")), lost, zero));
        return UnitExp.Lower(body, names.Temperature, difference, rest);
    }

    private void WriteDivided(string numerator)
    {
        if (plan.Divisor == WeightDivisor.Selected)
        {
            Lines(_wide.Begin("selectedSum", At(numerator, "0")));
            for (int entry = 1; entry < plan.Count; entry++)
            {
                Lines(_wide.Add("selectedSum", At(numerator, Number(entry))));
            }

            Lines(_wide.End("selectedSum"));
        }

        foreach (string half in _wide.Halves.Where(_ => plan.Divisor != WeightDivisor.One))
        {
            string divisor = plan.Divisor == WeightDivisor.Row ? RowSumWriter.Total + half : "selectedSum" + half;
            string guard = plan.Guard == 0 ? "" : $" + {_wide.Number(plan.Guard)}{(plan.SumsRow ? $" * {RowSumWriter.Total}{half}" : "")}";
            writer.Line(_element == Element.Single
                ? $"{_wide.Type} factor{half} = {_wide.Number(plan.Factor)} / ({divisor}{guard});"
                : $"{_wide.Type} denominator{half} = {divisor}{guard};");
        }

        bool scaled = plan.Factor != 1;
        for (int entry = 0; entry < plan.Count; entry++)
        {
            string value = At(numerator, Number(entry));
            string weight = plan.Divisor == WeightDivisor.One ? scaled ? $"{value} * {target.Broadcast(_element, _element.Literal(plan.Factor))}" : value
                : _element == Element.Single ? _wide.Narrow(half => $"{_wide.Widen(half, value)} * factor{half}")
                : $"{value} / denominator{(scaled ? $" * {_wide.Number(plan.Factor)}" : "")}";
            writer.Line(target.Store(SelectionNames.Entries, Number(entry * Lanes), weight.IndexOf(' ') >= 0 ? $"({weight})" : weight));
        }

        writer.Line($"Transposition.FromLanes(ref {SelectionNames.Entries}, ref {Role.Weights.ToName()}, {Number(Lanes)}, {names.Count});");
    }

    private PassBody Body() => plan.SumsRow ? new RowSumWriter(writer, names, target, _declared).Body() : new(target, _element, member => target.Broadcast(_element, UnitExp.Member(_element, names.Temperature, member)));

    /// <summary>Constants, each once for all passes.</summary>
    private void DeclareConstants(PassBody body)
    {
        writer.Declare(body.RowConstants.Concat(body.Constants).Where(local => local.Name != local.Value && _declared.Add(local.Name)));
    }

    private IndentedWriter.Scope Columns() => writer.Block("for (nuint column = 0; column < columns; column++)");

    private void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            writer.Line(line);
        }
    }

    private static string At(string text, string register) => text.Replace("#", register);

    private static string Number(int number) => SelectionNames.Number(number);
}
