using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of a kernel that selects over some of a batch's rows: memory for the passes, registers of rows, then what is left of them.</summary>
internal sealed class SelectionRangeWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names)
{
    private KernelSpec Spec => plan.Spec;

    /// <summary>What is the same for every range: the rows by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role role in new[] { Role.Logits, Role.SelectionBias, Role.Active, Role.Selected, Role.Weights }.Where(Spec.Has))
            {
                yield return ($"ref {names.ElementOf(role)}", role.ToName());
            }

            if (names.Columns is null)
            {
                yield return ("nuint", "columns");
            }

            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

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

            foreach (string line in names.Scratch.SelectMany(scratch => names.OnStack(scratch.Name, $"({(scratch.Columns == "columns" ? "(int)columns" : scratch.Columns)} * TTarget.Width)")))
            {
                writer.Line(line);
            }

            writer.Line("nuint row = first;");
            WriteRegisters();
            writer.Line();
            WriteRest();
        }
    }

    private void WriteRegisters()
    {
        using (writer.Block("for (; row + (nuint)TTarget.Width <= last; row += (nuint)TTarget.Width)"))
        {
            SkipInactive("MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref active, row), TTarget.Width).Contains(true)");
            using (writer.Block($"if (TTarget.{LanesNames.Rows}({Arguments("row")}))"))
            {
                writer.Line("continue;");
            }

            writer.Line();
            using (writer.Block("for (nuint single = row; single < row + (nuint)TTarget.Width; single++)"))
            {
                writer.Line($"Scalar.{LanesNames.Rows}({Arguments("single")});");
            }
        }
    }

    private void WriteRest()
    {
        using (writer.Block("for (; row < last; row++)"))
        {
            SkipInactive("Unsafe.Add(ref active, row)");
            writer.Line($"Scalar.{LanesNames.Rows}({Arguments("row")});");
        }
    }

    private void SkipInactive(string isActive)
    {
        if (Spec.Has(Role.Active))
        {
            using (writer.Block($"if (!{isActive})"))
            {
                writer.Line("continue;");
            }

            writer.Line();
        }
    }

    private string Arguments(string row) => string.Join(", ", names.Parameters.Select(parameter => parameter.Name switch
    {
        "logits" => $"ref Unsafe.Add(ref logits, {row} * columns)",
        "selected" or "weights" => $"ref Unsafe.Add(ref {parameter.Name}, {row} * {names.Count})",
        _ => EmittedNames.Pass([parameter]),
    }));
}
