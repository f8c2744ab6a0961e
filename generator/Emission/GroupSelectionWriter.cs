using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the choice of groups by their largest keys, then of columns from the groups that are kept: all others count as −∞.</summary>
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

    /// <param name="columns">The columns' insertion.</param>
    /// <param name="beginKeys">Writes what all keys need, and returns what writes the local <c>key</c> of the local <c>column</c>.</param>
    public void Write(InsertionWriter columns, Func<Action> beginKeys)
    {
        writer.Line();
        writer.Line($"// scores = reduce(add, top({Number(_groups.Summed)}, {PlanText.Describe(plan.Key)})) of each group;   kept = top({Number(_groups.Kept)}, scores)");
        writer.Line(names.Columns is { } count ? $"const nuint size = {Number(count / _groups.Count)};" : $"nuint size = columns / {Number(_groups.Count)};");
        Action key = beginKeys();
        writer.Line($"{Vector} absentKey = {NegativeInfinity};");
        InsertionWriter kept = new(writer, target, _element, _groups.Kept, Group, Group + "Number");
        kept.Declare();
        writer.Line($"{Vector} number = {Zero};");
        using (EachGroup())
        {
            WriteScore(key);
            kept.Insert("score", "number");
            writer.Line("number += step;");
        }

        writer.Line();
        writer.Line($"// selected = top({names.Count}, keys) of the groups that are kept");
        columns.Declare();
        writer.Line($"number = {Zero};");
        writer.Line($"{Vector} groupOf = {Zero};");
        using (EachGroup())
        {
            WriteKept();
            using (EachColumn())
            {
                writer.Line($"{Vector} key = {target.Select(target.Greater("isKept", "zeroKey"), target.Load(names.KeepsKeys ? SelectionNames.Keys : SelectionNames.Lanes, At("column")), "absentKey")};");
                columns.Insert("key", "number");
                writer.Line("number += step;");
            }

            writer.Line("groupOf += step;");
        }
    }

    private string Zero => target.Broadcast(_element, _element.Literal(0));

    private void WriteScore(Action key)
    {
        InsertionWriter largest = new(writer, target, _element, _groups.Summed, Top, column: null);
        largest.Declare();
        using (EachColumn())
        {
            key();
            if (names.KeepsKeys)
            {
                writer.Line(target.Store(SelectionNames.Keys, At("column"), "key"));
            }

            largest.Insert("key", "column");
        }

        string sum = string.Join(" + ", Enumerable.Range(0, _groups.Summed).Select(level => Top + Number(level)));
        writer.Line($"{Vector} score = {sum};");
        writer.Line($"score = {target.Select(target.Greater("score", "absentKey"), "score", "absentKey")};");
        writer.Line(target.Store(SelectionNames.Scores, At(Group), "score"));
    }

    /// <summary>A group is kept that is ahead of the last one kept, or is it: larger, or as large and not behind it.</summary>
    private void WriteKept()
    {
        string behind = target.Select(target.Greater("groupOf", $"{Group}Number{Last}"), "zeroKey", "step");
        string notLarger = target.Select(target.Greater($"{Group}{Last}", "score"), "zeroKey", behind);
        writer.Line($"{Vector} zeroKey = {Zero};");
        writer.Line($"{Vector} score = {target.Load(SelectionNames.Scores, At(Group))};");
        writer.Line($"{Vector} isKept = {target.Select(target.Greater("score", $"{Group}{Last}"), "step", notLarger)};");
    }

    private IndentedWriter.Scope EachGroup() => writer.Block($"for (nuint {Group} = 0; {Group} < {Number(_groups.Count)}; {Group}++)");

    private IndentedWriter.Scope EachColumn() => writer.Block($"for (nuint column = {Group} * size; column < ({Group} + 1) * size; column++)");

    private string At(string index) => Lanes == 1 ? index : $"{index} * {Number(Lanes)}";

    private static string Number(int number) => SelectionNames.Number(number);
}
