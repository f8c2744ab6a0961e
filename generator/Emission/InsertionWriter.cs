using FusedKernels.Generator.Lowering;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the best few of a stream of columns, in registers, largest first: a column enters where it is strictly larger, so that among equals the
/// lower column stays ahead; what it pushes down keeps its order. NaN is never larger. All levels compare at once, no level waits for another.
/// </summary>
/// <param name="writer">Where the statements go.</param>
/// <param name="target">Their words.</param>
/// <param name="element">The type of the keys; columns are numbers of the same type.</param>
/// <param name="count">How many are kept.</param>
/// <param name="key">The registers of the keys, without their level.</param>
/// <param name="column">The registers of the columns, without their level; null where only the keys matter.</param>
internal sealed class InsertionWriter(IndentedWriter writer, Target target, Element element, int count, string key, string? column)
{
    public void Declare()
    {
        string vector = target.Vector(element);
        for (int level = 0; level < count; level++)
        {
            writer.Line($"{vector} {At(key, level)} = {target.Broadcast(element, element.Literal(double.NegativeInfinity))};");
            if (column is not null)
            {
                writer.Line($"{vector} {At(column, level)} = {target.Broadcast(element, element.Literal(-1))};");
            }
        }
    }

    /// <summary>Inserts one column: <paramref name="newKey"/> and <paramref name="newColumn"/> are locals.</summary>
    public void Insert(string newKey, string newColumn)
    {
        if (target.Lanes(element) > 1)
        {
            WriteLevels(newKey, newColumn);
            return;
        }

        // One lane: a column below all levels is the rule.
        using (writer.Block($"if ({newKey} > {At(key, count - 1)})"))
        {
            WriteLevels(newKey, newColumn);
        }
    }

    private void WriteLevels(string newKey, string newColumn)
    {
        for (int level = count - 1; level >= 0; level--)
        {
            if (column is not null)
            {
                writer.Line($"{At(column, level)} = {EnteringColumn(newKey, newColumn, level)};");
            }

            string entered = level == 0 ? target.Larger(newKey, At(key, 0)) : target.Enter(newKey, At(key, level - 1), At(key, level));
            writer.Line($"{At(key, level)} = {entered};");
        }
    }

    private string EnteringColumn(string newKey, string newColumn, int level)
    {
        string entering = level == 0 ? newColumn : target.Select(Above(newKey, level - 1), At(column!, level - 1), newColumn);
        return target.Select(Above(newKey, level), entering, At(column!, level));
    }

    /// <summary>Written out where it is needed: the compiler keeps what it finds twice as a mask, but a local as a register of all bits.</summary>
    private string Above(string newKey, int level) => target.Greater(newKey, At(key, level));

    private static string At(string name, int level) => name + SelectionNames.Number(level);
}
