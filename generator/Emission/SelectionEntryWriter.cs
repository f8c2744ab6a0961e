using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel that selects is entered: checks of the arguments, memory for the passes, then registers of rows and what is left of them.</summary>
internal sealed class SelectionEntryWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names)
{
    private static readonly Role[] Inputs = [Role.Logits, Role.SelectionBias];

    private static readonly Role[] Outputs = [Role.Selected, Role.Weights, Role.Load, Role.DenseWeights];

    private KernelSpec Spec => plan.Spec;

    private string T => names.T;

    private string Experts => Spec.Has(Role.Experts) ? names.NameOf(Role.Experts) : names.NameOf(Role.Logits);

    public void Write() => new DispatchWriter(writer).Write("void", [.. Spec.Parameters.Select(parameter => (TypeOf(parameter.Role), EmittedNames.ArgumentOf(parameter.Role)))], () =>
    {
        WriteChecks();
        WriteRows();
        WriteBatch();
    });

    private string TypeOf(Role role) => role switch
    {
        Role.Experts or Role.ExpertStart or Role.ExpertStop => "int",
        Role.Active => "ReadOnlySpan<bool>",
        Role.Load => "Span<int>",
        Role.DenseWeights => $"Span<{T}>",
        Role.Temperature => T,
        Role.Selected => "Span<int>",
        Role.Weights => $"Span<{T}>",
        _ => $"ReadOnlySpan<{T}>",
    };

    private void WriteChecks()
    {
        if (names.RuntimeTemperature)
        {
            writer.Line($"{names.TemperatureType} temperature = TemperatureConstants.Of(temperatureValue, {names.NameOf(Role.Temperature)});");
        }

        if (names.Columns is not { } columns)
        {
            writer.Line($"Selection.RequireColumns(experts, {names.Count}, {SelectionNames.Number(plan.Groups?.Count ?? 1)}, {SelectionNames.Number(plan.Groups?.Kept ?? 1)}, {Experts});");
        }
        else if (Spec.Has(Role.Experts))
        {
            writer.Line($"Arguments.RequireEqual(experts, {SelectionNames.Number(columns)}, {Experts});");
        }
        else
        {
            writer.Line($"const int experts = {SelectionNames.Number(columns)};");
        }

        writer.Line($"int rows = Arguments.Rows(logits.Length, experts, 1, {names.NameOf(Role.Logits)});");
        if (Spec.Has(Role.SelectionBias))
        {
            writer.Line($"Arguments.RequireLength(selectionBias.Length, experts, {names.NameOf(Role.SelectionBias)});");
        }

        if (Spec.Has(Role.Active))
        {
            writer.Line($"Arguments.RequireLength(active.Length, rows, {names.NameOf(Role.Active)});");
        }

        if (Spec.Has(Role.ExpertStart))
        {
            writer.Line($"Selection.RequireRange(expertStart, expertStop, experts, {names.NameOf(Role.ExpertStart)}, {names.NameOf(Role.ExpertStop)});");
        }

        List<Role> others = [.. Inputs.Append(Role.Active).Where(Spec.Has)];
        foreach (Role output in Outputs.Where(Spec.Has))
        {
            string length = output switch
            {
                Role.Load => "experts",
                Role.DenseWeights => "logits.Length",
                _ => $"checked(rows * {names.Count})",
            };
            writer.Line($"Arguments.RequireLength({output.ToName()}.Length, {length}, {names.NameOf(output)});");
            foreach (Role other in others)
            {
                writer.Line($"Arguments.RequireApart<{ElementOf(output)}, {ElementOf(other)}>({output.ToName()}, {other.ToName()}, {names.NameOf(output)});");
            }

            others.Add(output);
        }
    }

    private string ElementOf(Role role) => role is Role.Selected or Role.Load ? "int" : role == Role.Active ? "bool" : T;

    /// <summary>What concerns a batch whose rows are done: rows that were taken out, experts elsewhere, counts, the dense form.</summary>
    private void WriteBatch()
    {
        if (Spec.Has(Role.Active))
        {
            writer.Line();
            writer.Line($"Selection.ClearInactive(active, selected, weights, {names.Count});");
        }

        if (Spec.Has(Role.Load))
        {
            writer.Line("Selection.Count(selected, load);");
        }

        if (Spec.Has(Role.ExpertStart))
        {
            writer.Line("Selection.ClearOutside(selected, weights, expertStart, expertStop);");
        }

        if (Spec.Has(Role.DenseWeights))
        {
            writer.Line($"Selection.Spread<{T}>(selected, weights, denseWeights, {names.Count}, experts);");
        }
    }

    private void WriteRows()
    {
        writer.Line();
        foreach (Role role in Inputs.Concat([Role.Selected, Role.Weights]).Where(Spec.Has))
        {
            writer.Line($"ref {ElementOf(role)} first{role} = ref MemoryMarshal.GetReference({role.ToName()});");
        }

        writer.Line("nuint columns = (nuint)experts;");
        foreach ((string name, string columns) in names.Scratch)
        {
            writer.Line($"Span<{T}> {name}Memory = Runtime.Lanes.Align(stackalloc {T}[({(columns == "columns" ? "experts" : columns)} * TTarget.Width) + {SelectionNames.Number(64 / names.Element.Bytes)}]);");
            writer.Line($"ref {T} {name} = ref MemoryMarshal.GetReference({name}Memory);");
        }

        writer.Line("nuint row = 0;");
        using (writer.Block("for (; row + (nuint)TTarget.Width <= (nuint)rows; row += (nuint)TTarget.Width)"))
        {
            SkipInactive("active.Slice((int)row, TTarget.Width).Contains(true)");
            using (writer.Block($"if (TTarget.{SelectionNames.Rows}({Arguments("row")}))"))
            {
                writer.Line("continue;");
            }

            writer.Line();
            using (writer.Block("for (nuint single = row; single < row + (nuint)TTarget.Width; single++)"))
            {
                writer.Line($"Scalar.{SelectionNames.Rows}({Arguments("single")});");
            }
        }

        writer.Line();
        using (writer.Block("for (; row < (nuint)rows; row++)"))
        {
            SkipInactive("active[(int)row]");
            writer.Line($"Scalar.{SelectionNames.Rows}({Arguments("row")});");
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
        "logits" => $"ref Unsafe.Add(ref firstLogits, {row} * columns)",
        "selectionBias" => "ref firstSelectionBias",
        "selected" => $"ref Unsafe.Add(ref firstSelected, {row} * {names.Count})",
        "weights" => $"ref Unsafe.Add(ref firstWeights, {row} * {names.Count})",
        _ => EmittedNames.Pass([parameter]),
    }));
}
