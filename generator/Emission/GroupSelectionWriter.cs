using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the choice of groups by their largest keys, then of columns from the groups that are kept: a row's kept groups are brought together first.</summary>
internal sealed class GroupSelectionWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names, Target target)
{
    private const string Group = "group";
    private const string Top = "top";

    private readonly Element _element = names.Element;
    private readonly GroupPlan _groups = plan.Groups!;

    private int Lanes => target.Lanes(_element);

    private string Vector => target.Vector(_element);

    private string NegativeInfinity => target.Broadcast(_element, _element.Literal(double.NegativeInfinity));

    private string Last => Number(_groups.Kept - 1);

    /// <summary>Writes the scores of the groups, and the keys of all columns where they are kept.</summary>
    /// <param name="beginKeys">Writes what all keys need, and returns what writes the local <c>key</c> of the local <c>column</c>.</param>
    public void WriteScores(Func<Action> beginKeys)
    {
        writer.Line($"// scores = reduce(add, top({Number(_groups.Summed)}, {PlanText.Describe(plan.Key)})) of each group");
        DeclareSize();
        Action key = beginKeys();
        writer.Line($"{Vector} absentKey = {NegativeInfinity};");
        using (EachGroup())
        {
            WriteScore(key);
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
        columns.Declare();
        if (Lanes == 1)
        {
            WriteKeptColumns(columns);
        }
        else
        {
            WritePlaces();
            WritePlacedColumns(columns);
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
            using (EachColumn(Group))
            {
                writer.Line($"{Vector} key = {LoadKey("column")};");
                writer.Line($"number = ({_element.Keyword})column;");
                columns.Insert("key", "number");
            }
        }
    }

    /// <summary>Kept groups are numbered in their order, each row's for itself; others have no place.</summary>
    private void WritePlaces()
    {
        writer.Line($"{Vector} noPlace = {target.Broadcast(_element, _element.Literal(-1))};");
        writer.Line($"{Vector} place = {Zero};");
        using (EachGroup())
        {
            WriteKept();
            writer.Line(target.Store(SelectionNames.Scores, At(Group), target.Select(target.Greater("isKept", Zero), "place", "noPlace")));
            writer.Line("place += isKept;");
        }

        writer.Line();
    }

    /// <summary>Only as many columns as are kept: those of each place from the groups that can have it, which are at most as far behind as groups are left out.</summary>
    private void WritePlacedColumns(InsertionWriter columns)
    {
        int candidates = _groups.Count - _groups.Kept + 1;
        writer.Line($"place = {Zero};");
        using (writer.Block($"for (nuint {Group} = 0; {Group} < {Number(_groups.Kept)}; {Group}++)"))
        {
            // Each place has a group: where it is none of the others, it is the first.
            writer.Line($"number = {target.Broadcast(_element, $"({_element.Keyword})({Group} * size)")};");
            for (int candidate = 1; candidate < candidates; candidate++)
            {
                string index = $"({Group} + {Number(candidate)})";
                writer.Line($"{target.Mask(_element)} isFrom{Number(candidate)} = {target.Equal("place", target.Load(SelectionNames.Scores, At(index)))};");
                writer.Line($"number = {target.Select($"isFrom{Number(candidate)}", target.Broadcast(_element, $"({_element.Keyword})({index} * size)"), "number")};");
            }

            using (EachColumn(Group))
            {
                writer.Line($"{Vector} key = {LoadKey("column")};");
                for (int candidate = 1; candidate < candidates; candidate++)
                {
                    string index = candidate == 1 ? "(column + size)" : $"(column + {Number(candidate)} * size)";
                    writer.Line($"key = {target.Select($"isFrom{Number(candidate)}", LoadKey(index), "key")};");
                }

                columns.Insert("key", "number");
                writer.Line("number += step;");
            }

            writer.Line("place += step;");
        }
    }

    private string LoadKey(string index) => target.Load(names.KeepsKeys || Lanes > 1 ? SelectionNames.Lanes : Role.Logits.ToName(), At(index));

    public void DeclareSize() => writer.Line(names.Columns is { } count ? $"const nuint size = {Number(count / _groups.Count)};" : $"nuint size = columns / {Number(_groups.Count)};");

    private string Zero => target.Broadcast(_element, _element.Literal(0));

    private void WriteScore(Action key)
    {
        InsertionWriter largest = new(writer, target, _element, _groups.Summed, Top, column: null);
        largest.Declare();
        using (EachColumn(Group))
        {
            key();
            if (names.KeepsKeys)
            {
                writer.Line(target.Store(SelectionNames.Lanes, At("column"), "key"));
            }

            largest.Insert("key", "column");
        }

        string sum = string.Join(" + ", Enumerable.Range(0, _groups.Summed).Select(level => Top + Number(level)));
        writer.Line($"{Vector} score = {sum};");
        writer.Line($"score = {target.Select(target.Greater("score", "absentKey"), "score", "absentKey")};");
        writer.Line(target.Store(SelectionNames.Scores, At(Group), "score"));
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

    private IndentedWriter.Scope EachColumn(string group) => writer.Block($"for (nuint column = {group} * size; column < ({group} + 1) * size; column++)");

    private string At(string index) => Lanes == 1 ? index : $"{index} * {Number(Lanes)}";

    private static string Number(int number) => SelectionNames.Number(number);
}
