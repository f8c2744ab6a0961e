using FusedKernels.Generator.Lowering;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes which columns of a row can be selected at all: those whose keys reach a bound that enough columns reach. They are brought to the front of
/// their lane, in their order, and only they are compared with each other.
/// </summary>
/// <param name="writer">Where the statements go.</param>
/// <param name="names">The kernel's names.</param>
/// <param name="target">The words of the statements.</param>
internal sealed class CandidatesWriter(IndentedWriter writer, SelectionNames names, Target target)
{
    private readonly Element _element = names.Element;

    private string Bits => Number(8 * _element.Bytes);

    /// <summary>A column's local where some pass together: by a letter, since the selected have numbers.</summary>
    public static string Lettered(string name, int column, int atOnce) => atOnce == 1 ? name : name + (char)('A' + column);

    /// <summary>Writes a pass over columns that keeps the largest keys.</summary>
    /// <param name="start">The first column.</param>
    /// <param name="end">The column after the last.</param>
    /// <param name="size">How many there are, where it is known.</param>
    /// <param name="keys">Writes the local <c>key</c> of the local <c>column</c>, or lettered ones of some columns that pass together.</param>
    /// <param name="largest">Keeps them.</param>
    public void WriteLargest(string start, string end, int? size, Action<int> keys, InsertionWriter largest)
    {
        using (EachColumn(start, end, size, out int atOnce))
        {
            keys(atOnce);
            for (int column = 0; column < atOnce && names.KeepsKeys; column++)
            {
                writer.Line(target.Store(SelectionNames.Lanes, At(column), Lettered("key", column, atOnce)));
            }

            for (int column = 0; column < atOnce; column++)
            {
                largest.Insert(Lettered("key", column, atOnce), "column");
            }
        }
    }

    public void DeclareMarks()
    {
        writer.Line($"{target.Marks(_element)} marked = {target.Marks(_element)}.Zero;");
        writer.Line($"{target.Marks(_element)} mark = {target.Broadcast(_element, One)};");
    }

    /// <summary>Marks the columns whose keys reach a limit, which NaN never does.</summary>
    public void WriteMarks(string start, string end, int? size, string limit)
    {
        using (EachColumn(start, end, size, out int atOnce))
        {
            for (int column = 0; column < atOnce; column++)
            {
                writer.Line($"marked = {target.Mark(_element, "marked", "mark", target.AtLeast(target.Load(SelectionNames.Lanes, At(column)), limit))};");
                writer.Line("mark += mark;");
            }

            using (writer.Block($"if ({(atOnce == 1 ? "column" : $"(column + {Number(atOnce - 1)})")} % {Bits} == {Number((8 * _element.Bytes) - 1)})"))
            {
                WriteMarked("column");
                writer.Line($"marked = {target.Marks(_element)}.Zero;");
                writer.Line($"mark = {target.Broadcast(_element, One)};");
            }
        }
    }

    /// <summary>Writes the selection from the columns that are marked.</summary>
    public void WriteSelection(InsertionWriter selected)
    {
        WriteMarked("columns");
        writer.Line($"nuint candidates = Candidates.ToFront(ref {SelectionNames.Lanes}, ref {SelectionNames.Numbers}, ref {SelectionNames.Marks}, {Number(target.Lanes(_element))}, columns);");
        writer.Line($"{target.Vector(_element)} counts = {target.FromIntegers(_element, target.Load(SelectionNames.Marks, "0"))};");
        writer.Line($"{target.Vector(_element)} place = {target.Broadcast(_element, _element.Literal(0))};");
        selected.Declare();
        using (writer.Block("for (nuint candidate = 0; candidate < candidates; candidate++)"))
        {
            string at = $"candidate * {Number(target.Lanes(_element))}";
            string absent = target.Broadcast(_element, _element.Literal(double.NegativeInfinity));
            writer.Line($"{target.Vector(_element)} keyIn = {target.Select(target.Greater("counts", "place"), target.Load(SelectionNames.Lanes, at), absent)};");
            writer.Line($"{target.Vector(_element)} numberIn = {target.FromIntegers(_element, target.Load(SelectionNames.Numbers, at))};");
            selected.Insert("keyIn", "numberIn");
            writer.Line("place += step;");
        }
    }

    private string One => _element == Element.Single ? "1" : "1L";

    private void WriteMarked(string column) => writer.Line(target.Store(SelectionNames.Marks, $"{column} / {Bits} * {Number(target.Lanes(_element))}", $"marked.As{_element.Name}()"));

    /// <summary>A loop over columns; as many pass together as divide their number.</summary>
    private IndentedWriter.Scope EachColumn(string start, string end, int? size, out int atOnce)
    {
        atOnce = target.ColumnsAtOnce;
        while (atOnce > 1 && (size ?? 1) % atOnce != 0)
        {
            atOnce /= 2;
        }

        return writer.Block($"for (nuint column = {start}; column < {end}; column{(atOnce == 1 ? "++" : $" += {Number(atOnce)}")})");
    }

    private string At(int column)
    {
        string index = column == 0 ? "column" : $"(column + {Number(column)})";
        return target.Lanes(_element) == 1 ? index : $"{index} * {Number(target.Lanes(_element))}";
    }

    private static string Number(int number) => LanesNames.Number(number);
}
