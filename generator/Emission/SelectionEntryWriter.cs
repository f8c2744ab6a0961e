using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel that selects is entered: checks of the arguments, memory for the passes, then registers of rows and what is left of them.</summary>
internal sealed class SelectionEntryWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names)
{
    private static readonly Role[] Inputs = [Role.Logits, Role.SelectionBias];

    private static readonly Role[] Outputs = [Role.Selected, Role.Weights];

    private KernelSpec Spec => plan.Spec;

    private string T => names.T;

    private string Experts => Spec.Has(Role.Experts) ? names.NameOf(Role.Experts) : names.NameOf(Role.Logits);

    public void Write() => new DispatchWriter(writer).Write("void", [.. Spec.Parameters.Select(parameter => (TypeOf(parameter.Role), EmittedNames.ArgumentOf(parameter.Role)))], () =>
    {
        WriteChecks();
        WriteRows();
    });

    private string TypeOf(Role role) => role switch
    {
        Role.Experts => "int",
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

        List<Role> others = [.. Inputs.Where(Spec.Has)];
        foreach (Role output in Outputs)
        {
            writer.Line($"Arguments.RequireLength({output.ToName()}.Length, checked(rows * {names.Count}), {names.NameOf(output)});");
            foreach (Role other in others)
            {
                writer.Line($"Arguments.RequireApart<{ElementOf(output)}, {ElementOf(other)}>({output.ToName()}, {other.ToName()}, {names.NameOf(output)});");
            }

            others.Add(output);
        }
    }

    private string ElementOf(Role role) => role == Role.Selected ? "int" : T;

    private void WriteRows()
    {
        writer.Line();
        foreach (Role role in Inputs.Concat(Outputs).Where(Spec.Has))
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
            writer.Line($"Scalar.{SelectionNames.Rows}({Arguments("row")});");
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
