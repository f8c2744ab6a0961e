using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of a kernel that adds to selected columns over some of a batch's rows: registers of rows, then what is left of them.</summary>
internal sealed class ScatterRangeWriter(IndentedWriter writer, ScatterPlan plan, ScatterNames names)
{
    /// <summary>What is the same for every range: the rows by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Parameters => names.Parameters.Where(static parameter => parameter.Name != LanesNames.Entries)
        .OrderBy(static parameter => parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? 0 : 1);

    public void Write()
    {
        writer.Line("/// <summary>The rows from <paramref name=\"first\"/> to before <paramref name=\"last\"/>.</summary>");
        writer.Line($"private static void {RowRangeWriter.Name}<TTarget>({EmittedNames.Declare(Parameters.Concat(RowRangeWriter.Bounds))})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (names.Columns is { } columns)
            {
                writer.Line($"const nuint columns = {LanesNames.Number(columns)};");
            }

            foreach (string line in names.OnStack(LanesNames.Entries, $"({names.Count} * TTarget.Width)"))
            {
                writer.Line(line);
            }

            writer.Line("nuint row = first;");
            using (writer.Block("for (; row + (nuint)TTarget.Width <= last; row += (nuint)TTarget.Width)"))
            {
                writer.Line($"TTarget.{LanesNames.Rows}({Arguments});");
            }

            writer.Line();
            using (writer.Block("for (; row < last; row++)"))
            {
                writer.Line($"Scalar.{LanesNames.Rows}({Arguments});");
            }
        }
    }

    private string Arguments => string.Join(", ", names.Parameters.Select(parameter =>
        parameter.Name == LanesNames.Entries || !parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? EmittedNames.Pass([parameter])
        : $"ref Unsafe.Add(ref {parameter.Name}, row * {(parameter.Name == Role.Logits.ToName() || parameter.Name == plan.Kernel.Output.ToName() ? "columns" : names.Count)})"));
}
