using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of a kernel that selects over some of a batch's rows: memory for the passes, registers of rows, then what is left of them.</summary>
internal sealed class SelectionRangeWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names)
{
    private KernelSpec Spec => plan.Spec;

    private bool Prepares => plan.Preparation.Count > 0;

    /// <summary>What is the same for every range: the rows by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role role in names.PreparationInputs.Concat([Role.PreparedLogits, Role.SelectionBias, Role.Active, Role.Selected, Role.Weights, Role.LogSumExp]).Where(Spec.Has))
            {
                yield return ($"ref {names.ElementOf(role)}", role.ToName());
            }

            if (Spec.Has(Role.Importance))
            {
                yield return ("ref double", Role.Importance.ToName());
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

            foreach (string line in Scratch.SelectMany(scratch => names.OnStack(scratch.Name, $"({(scratch.Columns == "columns" ? "(int)columns" : scratch.Columns)} * TTarget.Width)")))
            {
                writer.Line(line);
            }

            writer.Line("nuint row = first;");
            WriteRegisters();
            writer.Line();
            WriteRest();
        }
    }

    private IEnumerable<(string Name, string Columns)> Scratch
    {
        get
        {
            IEnumerable<(string Name, string Columns)> scratch = names.Scratch;
            scratch = Spec.Has(Role.Importance) ? scratch.Append((SelectionNames.Shares, "columns")) : scratch;
            return Prepares && !Spec.Has(Role.PreparedLogits) ? scratch.Prepend((SelectionNames.Prepared, "columns")) : scratch;
        }
    }

    private void WriteRegisters()
    {
        using (writer.Block("for (; row + (nuint)TTarget.Width <= last; row += (nuint)TTarget.Width)"))
        {
            SkipInactive("MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref active, row), TTarget.Width).Contains(true)");
            WritePreparation("TTarget", "(nuint)TTarget.Width * columns");
            WriteSingly($"!TTarget.{LanesNames.Rows}({Arguments(names.Parameters, "row", "")})", $"Scalar.{LanesNames.Rows}({Arguments(names.Parameters, "single", " - row")});", ofActive: false);
            foreach (StatisticsMethod method in names.Statistics)
            {
                writer.Line();
                string some = Spec.Has(Role.Active) ? "MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref active, row), TTarget.Width).Contains(false) || " : "";
                WriteSingly($"{some}!TTarget.{method.Name}({Arguments(method.Parameters, "row", "")})", $"Scalar.{method.Name}({Arguments(method.Parameters, "single", " - row")});", ofActive: Spec.Has(Role.Active));
            }
        }
    }

    /// <summary>Each row of a register on its own where the target leaves them.</summary>
    private void WriteSingly(string where, string singly, bool ofActive)
    {
        using (writer.Block($"if ({where})"))
        using (writer.Block("for (nuint single = row; single < row + (nuint)TTarget.Width; single++)"))
        {
            if (!ofActive)
            {
                writer.Line(singly);
                return;
            }

            using (writer.Block("if (Unsafe.Add(ref active, single))"))
            {
                writer.Line(singly);
            }
        }
    }

    private void WriteRest()
    {
        using (writer.Block("for (; row < last; row++)"))
        {
            SkipInactive("Unsafe.Add(ref active, row)");
            WritePreparation("Scalar", "columns");
            writer.Line($"Scalar.{LanesNames.Rows}({Arguments(names.Parameters, "row", "")});");
            foreach (StatisticsMethod method in names.Statistics)
            {
                writer.Line($"Scalar.{method.Name}({Arguments(method.Parameters, "row", "")});");
            }
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

    /// <summary>What rows are before they lie in lanes: in the caller's memory where it is wanted, else in scratch.</summary>
    private void WritePreparation(string target, string count)
    {
        if (!Prepares)
        {
            return;
        }

        if (Spec.Has(Role.PreparedLogits))
        {
            writer.Line($"ref {names.T} {SelectionNames.Prepared} = ref Unsafe.Add(ref {Role.PreparedLogits.ToName()}, row * columns);");
        }

        IEnumerable<string> arguments = names.PreparationInputs.Select(input => $"ref Unsafe.Add(ref {input.ToName()}, row * columns)");
        writer.Line($"{target}.{SelectionNames.Prepare}({string.Join(", ", arguments)}, ref {SelectionNames.Prepared}, {count});");
    }

    /// <param name="parameters">What a target's method takes.</param>
    /// <param name="row">The local that holds the first row's number.</param>
    /// <param name="behind">What makes of it the row's number among those that are prepared; empty for the first.</param>
    private string Arguments(IEnumerable<(string Type, string Name)> parameters, string row, string behind) => string.Join(", ", parameters.Select(parameter => parameter.Name switch
    {
        "logits" when Prepares => behind.Length == 0 ? $"ref {SelectionNames.Prepared}" : $"ref Unsafe.Add(ref {SelectionNames.Prepared}, ({row}{behind}) * columns)",
        "logits" => $"ref Unsafe.Add(ref logits, {row} * columns)",
        "logSumExp" => $"ref Unsafe.Add(ref logSumExp, {row})",
        "selected" or "weights" => $"ref Unsafe.Add(ref {parameter.Name}, {row} * {names.Count})",
        _ => EmittedNames.Pass([parameter]),
    }));
}
