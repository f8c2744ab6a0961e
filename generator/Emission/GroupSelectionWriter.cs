using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the choice of groups by their largest keys, then of columns from the groups that are kept.</summary>
internal sealed class GroupSelectionWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names, Target target)
{
    private const string Group = "group";
    private const string Top = "top";

    private readonly Element _element = names.Element;
    private readonly GroupPlan _groups = plan.Groups!;
    private readonly CandidatesWriter _candidates = new(writer, names, target);

    private int Lanes => target.Lanes(_element);

    private string Vector => target.Vector(_element);

    private string NegativeInfinity => target.Broadcast(_element, _element.Literal(double.NegativeInfinity));

    private string Last => Number(_groups.Kept - 1);

    /// <summary>The columns of a group, where they are known.</summary>
    private int? Size => names.Columns / _groups.Count;

    /// <summary>Where the least of a group's largest keys lies.</summary>
    private string Least => $"({Number(_groups.Count)} + {Group})";

    /// <summary>Writes the scores of the groups, and the keys of all columns where they are kept.</summary>
    /// <param name="beginKeys">Writes what all keys need, and returns what writes the local <c>key</c> of the local <c>column</c>, or of some that pass together.</param>
    public void WriteScores(Func<Action<int>> beginKeys)
    {
        writer.Line($"// scores = reduce(add, top({Number(_groups.Summed)}, {PlanText.Describe(plan.Key)})) of each group");
        DeclareSize();
        Action<int> keys = beginKeys();
        writer.Line($"{Vector} absentKey = {NegativeInfinity};");
        using (EachGroup())
        {
            WriteScore(keys);
        }
    }

    /// <summary>Writes the choice by scores that are there: the local <c>step</c> is 1.</summary>
    /// <param name="columns">The columns' insertion.</param>
    /// <param name="leaveToScalar">Writes that rows are left to the scalar target where a register has −∞.</param>
    public void WriteSelection(InsertionWriter columns, Action<string> leaveToScalar)
    {
        writer.Line();
        writer.Line($"// kept = top({Number(_groups.Kept)}, scores)");
        InsertionWriter kept = new(writer, target, _element, _groups.Kept, Group, Group + "Number");
        kept.Declare();
        writer.Line($"{Vector} number = {Zero};");
        using (EachGroup())
        {
            writer.Line($"{Vector} score = {target.Load(SelectionNames.Scores, At(Group))};");
            kept.Insert("score", "number");
            writer.Line("number += step;");
        }

        // Each place has its group.
        leaveToScalar(Group + Last);
        writer.Line($"// selected = top({names.Count}, keys) of the groups that are kept");
        if (Lanes == 1)
        {
            columns.Declare();
            WriteKeptColumns(columns);
        }
        else
        {
            WriteBound();
            WriteMarks();
            _candidates.WriteSelection(columns);
        }
    }

    /// <summary>One row: a group that is not kept is passed by.</summary>
    private void WriteKeptColumns(InsertionWriter columns)
    {
        using (EachGroup())
        {
            WriteKept();
            using (writer.Block("if (isKept == 0)"))
            {
                writer.Line("continue;");
            }

            writer.Line();
            using (writer.Block($"for (nuint column = {Group} * size; column < ({Group} + 1) * size; column++)"))
            {
                writer.Line($"{Vector} key = {LoadKey("column")};");
                writer.Line($"number = ({_element.Keyword})column;");
                columns.Insert("key", "number");
            }
        }
    }

    /// <summary>What as many columns of each kept group reach as make a selection together.</summary>
    private void WriteBound()
    {
        writer.Line($"{Vector} reached = {target.Broadcast(_element, _element.Literal(double.PositiveInfinity))};");
        using (EachGroup())
        {
            WriteKept();
            writer.Line(target.Store(SelectionNames.Scores, At(Group), "isKept"));
            writer.Line($"reached = {target.Select(target.Greater("isKept", Zero), target.Min(_element, "reached", target.Load(SelectionNames.Scores, At(Least))), "reached")};");
        }

        writer.Line();
    }

    private void WriteMarks()
    {
        writer.Line($"{Vector} never = {target.Broadcast(_element, _element.Literal(double.NaN))};");
        _candidates.DeclareMarks();
        using (EachGroup())
        {
            writer.Line($"{Vector} required = {target.Select(target.Greater(target.Load(SelectionNames.Scores, At(Group)), Zero), "reached", "never")};");
            _candidates.WriteMarks($"{Group} * size", $"({Group} + 1) * size", Size, "required");
        }

        writer.Line();
    }

    private string LoadKey(string index) => target.Load(names.KeepsKeys ? SelectionNames.Lanes : Role.Logits.ToName(), At(index));

    public void DeclareSize() => writer.Line(names.Columns is { } count ? $"const nuint size = {Number(count / _groups.Count)};" : $"nuint size = columns / {Number(_groups.Count)};");

    private string Zero => target.Broadcast(_element, _element.Literal(0));

    private void WriteScore(Action<int> keys)
    {
        int known = Lanes == 1 ? _groups.Summed : _groups.Known(plan.Count);
        InsertionWriter largest = new(writer, target, _element, known, Top, column: null);
        largest.Declare();
        _candidates.WriteLargest($"{Group} * size", $"({Group} + 1) * size", Size, keys, largest);
        string sum = string.Join(" + ", Enumerable.Range(0, _groups.Summed).Select(level => Top + Number(level)));
        writer.Line($"{Vector} score = {sum};");
        writer.Line($"score = {target.Select(target.Greater("score", "absentKey"), "score", "absentKey")};");
        writer.Line(target.Store(SelectionNames.Scores, At(Group), "score"));
        if (Lanes > 1)
        {
            writer.Line(target.Store(SelectionNames.Scores, At(Least), Top + Number(known - 1)));
        }
    }

    /// <summary>1 for a group that is kept, otherwise 0: it is ahead of the last one kept, or is it – larger, or as large and not behind it.</summary>
    private void WriteKept()
    {
        string behind = target.Select(target.Greater("groupIndex", $"{Group}Number{Last}"), Zero, "step");
        string notLarger = target.Select(target.Greater($"{Group}{Last}", "score"), Zero, behind);
        writer.Line($"{Vector} groupIndex = {target.Broadcast(_element, $"({_element.Keyword}){Group}")};");
        writer.Line($"{Vector} score = {target.Load(SelectionNames.Scores, At(Group))};");
        writer.Line($"{Vector} isKept = {target.Select(target.Greater("score", $"{Group}{Last}"), "step", notLarger)};");
    }

    private IndentedWriter.Scope EachGroup() => writer.Block($"for (nuint {Group} = 0; {Group} < {Number(_groups.Count)}; {Group}++)");

    private string At(string index) => Lanes == 1 ? index : $"{index} * {Number(Lanes)}";

    private static string Number(int number) => SelectionNames.Number(number);
}
