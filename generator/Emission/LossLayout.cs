using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>How the rows of a loss lie in memory, and so how the passes over a group of them are called: one after the other, or side by side.</summary>
/// <param name="names">The kernel's names.</param>
/// <param name="sideBySide">True where neighbouring rows lie side by side.</param>
/// <param name="inLanes">True where rows that lie one after the other are brought to lanes.</param>
internal sealed class LossLayout(EmittedNames names, bool sideBySide, bool inLanes = false)
{
    /// <summary>What <c>ref</c>s to a group's first row are called.</summary>
    private static readonly string GroupOf = EmittedNames.RowsOf("");

    /// <summary>The place of a group's first row.</summary>
    public const string Start = "groupStart";

    public bool SideBySide { get; } = sideBySide;

    public bool InLanes { get; } = inLanes;

    /// <summary>True where a group has ignored rows among the others, since its rows share registers; it ends before them elsewhere.</summary>
    public bool SharesRegisters => SideBySide || InLanes;

    /// <summary>The loop over the rows that are gathered, and whose results are stored, together: a group, or those of one register of it.</summary>
    public string EachRow(string condition = "") => InLanes
        ? $"for (int row = {LossLanesWriter.Register}; {condition}row < {LossLanesWriter.Register} + {LossLanesWriter.Present}; row++)"
        : $"for (int row = 0; {condition}row < group; row++)";

    public string Suffix => SideBySide ? SideBySidePassWriter.Suffix : InLanes ? InLanesPassWriter.Suffix : "";

    /// <summary>The place of an element, from a group's first row on.</summary>
    public string At(string row, string column) => SideBySide ? $"({column} * inner) + (nuint){row}" : $"((nuint){row} * columns) + {column}";

    /// <summary>A pass over the whole rows of a group, or, where they have several, over the local <c>start</c> to <c>end</c> of them.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="block">True for a part of the rows.</param>
    /// <param name="row">The only row that is meant, or null for all.</param>
    /// <param name="result">The span that takes the place of the sums, or null.</param>
    public string Call(string target, Pass pass, bool block, string? row = null, string? result = null)
    {
        IEnumerable<string> arguments = (SideBySide ? names.SideBySideParameters(pass) : names.GroupParameters(pass)).Select(parameter => parameter switch
        {
            { Name: "rows" } => row is null ? (SideBySide ? "(nuint)group" : "group") : "1",
            { Name: "columns" } => block ? "end - start" : "columns",
            { Name: "start" } => block ? "start" : "0",
            { Name: "end" } => block ? "end" : "columns",
            { Name: EmittedNames.Sums } => Slice(result ?? EmittedNames.Sums),
            _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => Row(parameter.Name),
            _ when parameter.Type.Contains("Span<") => Slice(parameter.Name),
            _ => EmittedNames.Pass([parameter]),
        });
        return $"{target}.{pass.Name}{Suffix}({string.Join(", ", arguments)});";

        string Slice(string span) => row is null ? span : $"{span}[{row}..]";

        string Row(string name)
        {
            string offset = EmittedNames.IsShared(name) || row is null ? "" : SideBySide ? $"(nuint){row}" : $"(nuint){row} * columns";
            if (block && !SideBySide)
            {
                offset = offset.Length == 0 ? "start" : $"({offset}) + start";
            }

            string first = EmittedNames.IsShared(name) || !SideBySide ? name : name + GroupOf;
            return offset.Length == 0 ? $"ref {first}" : $"ref Unsafe.Add(ref {first}, {offset})";
        }
    }

    /// <summary>Writes one value into every column of a row.</summary>
    public void WriteFill(IndentedWriter writer, string output, string row, string value)
    {
        if (!SideBySide)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {output}{GroupOf}, (nuint){row} * columns), (int)columns).Fill({value});");
            return;
        }

        using (writer.Block("for (nuint column = 0; column < columns; column++)"))
        {
            writer.Line($"Unsafe.Add(ref {output}{GroupOf}, {At(row, "column")}) = {value};");
        }
    }
}
