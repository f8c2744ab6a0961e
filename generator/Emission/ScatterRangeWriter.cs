using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of a kernel that adds to selected columns over some of a batch's rows: registers of rows, then what is left of them.</summary>
internal sealed class ScatterRangeWriter(IndentedWriter writer, ScatterPlan plan, ScatterNames names)
{
    /// <summary>What is the same for every range: the rows by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Parameters => names.Parameters.Where(parameter => !IsScratch(parameter.Name))
        .Concat(plan.Spec.Has(Role.Active) ? [("ref bool", Role.Active.ToName())] : [])
        .OrderBy(static parameter => parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? 0 : 1);

    private bool HasActive => plan.Spec.Has(Role.Active);

    private bool IsScratch(string name) => names.Scratch.Any(scratch => scratch.Name == name);

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

            foreach (string line in names.Scratch.SelectMany(scratch => names.OnStack(scratch.Name, $"({scratch.Columns} * TTarget.Width)")))
            {
                writer.Line(line);
            }

            writer.Line("nuint row = first;");
            using (writer.Block("for (; row + (nuint)TTarget.Width <= last; row += (nuint)TTarget.Width)"))
            {
                WriteRegister();
            }

            writer.Line();
            using (writer.Block("for (; row < last; row++)"))
            {
                WriteRow("row");
            }
        }
    }

    /// <summary>Rows at once; each on its own where some are taken out, or where the target leaves them.</summary>
    private void WriteRegister()
    {
        string call = $"TTarget.{LanesNames.Rows}({Arguments("row")})";
        string some = "MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref active, row), TTarget.Width).Contains(false)";
        if (plan.Everywhere is null && !HasActive)
        {
            writer.Line($"{call};");
            return;
        }

        if (plan.Everywhere is null)
        {
            using (writer.Block($"if (!{some})"))
            {
                writer.Line($"{call};");
                writer.Line("continue;");
            }

            writer.Line();
            WriteSingly();
            return;
        }

        using (writer.Block($"if ({(HasActive ? $"{some} || " : "")}!{call})"))
        {
            WriteSingly();
        }
    }

    private void WriteSingly()
    {
        using (writer.Block("for (nuint single = row; single < row + (nuint)TTarget.Width; single++)"))
        {
            WriteRow("single");
        }
    }

    private void WriteRow(string row)
    {
        string call = $"Scalar.{LanesNames.Rows}({Arguments(row)});";
        if (!HasActive)
        {
            writer.Line(call);
            return;
        }

        using (writer.Block($"if (Unsafe.Add(ref active, {row}))"))
        {
            writer.Line(call);
        }
    }

    private string Arguments(string row) => string.Join(", ", names.Parameters.Select(parameter =>
        IsScratch(parameter.Name) || !parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? EmittedNames.Pass([parameter])
        : $"ref Unsafe.Add(ref {parameter.Name}, {row} * {(parameter.Name == Role.Logits.ToName() || parameter.Name == plan.Kernel.Output.ToName() ? "columns" : names.Count)})"));
}
