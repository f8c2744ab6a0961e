using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel is entered that adds to selected columns: checks of the arguments, indices included, then registers of rows and what is left of them.</summary>
internal sealed class ScatterEntryWriter(IndentedWriter writer, ScatterPlan plan, ScatterNames names)
{
    private static readonly Role[] PerEntry = [Role.Selected, Role.Weights, Role.WeightsGradient];

    private KernelSpec Spec => plan.Spec;

    private string T => names.T;

    private Role Output => plan.Kernel.Output;

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
        _ => role == Output ? $"Span<{T}>" : $"ReadOnlySpan<{names.ElementOf(role)}>",
    };

    private void WriteChecks()
    {
        if (names.RuntimeTemperature)
        {
            writer.Line($"{names.TemperatureType} temperature = TemperatureConstants.Of(temperatureValue, {names.NameOf(Role.Temperature)});");
        }

        if (names.Columns is not { } columns)
        {
            writer.Line($"Arguments.RequireAtLeast(experts, {names.Count}, {Experts});");
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
        foreach (Role role in PerEntry)
        {
            writer.Line($"Arguments.RequireLength({role.ToName()}.Length, checked(rows * {names.Count}), {names.NameOf(role)});");
        }

        writer.Line($"SelectedEntries.Require(selected, experts, {names.NameOf(Role.Selected)});");
        writer.Line($"Arguments.RequireLength({Output.ToName()}.Length, logits.Length, {names.NameOf(Output)});");
        foreach (Role role in PerEntry.Prepend(Role.Logits))
        {
            writer.Line($"Arguments.RequireApart<{T}, {names.ElementOf(role)}>({Output.ToName()}, {role.ToName()}, {names.NameOf(Output)});");
        }
    }

    private void WriteRows()
    {
        writer.Line();
        foreach (Role role in names.Inputs.Append(Output))
        {
            writer.Line($"ref {names.ElementOf(role)} first{role} = ref MemoryMarshal.GetReference({role.ToName()});");
        }

        writer.Line("nuint columns = (nuint)experts;");
        writer.Line($"Span<{T}> {ScatterNames.Entries}Memory = Runtime.Lanes.Align(stackalloc {T}[({names.Count} * TTarget.Width) + {SelectionNames.Number(64 / names.Element.Bytes)}]);");
        writer.Line($"ref {T} {ScatterNames.Entries} = ref MemoryMarshal.GetReference({ScatterNames.Entries}Memory);");
        writer.Line("nuint row = 0;");
        using (writer.Block("for (; row + (nuint)TTarget.Width <= (nuint)rows; row += (nuint)TTarget.Width)"))
        {
            writer.Line($"TTarget.{ScatterNames.Rows}({Arguments});");
        }

        writer.Line();
        using (writer.Block("for (; row < (nuint)rows; row++)"))
        {
            writer.Line($"Scalar.{ScatterNames.Rows}({Arguments});");
        }
    }

    private string Arguments => string.Join(", ", names.Parameters.Select(parameter => parameter.Name switch
    {
        "logits" => "ref Unsafe.Add(ref firstLogits, row * columns)",
        "logitsGradient" => "ref Unsafe.Add(ref firstLogitsGradient, row * columns)",
        "selected" => $"ref Unsafe.Add(ref firstSelected, row * {names.Count})",
        "weights" => $"ref Unsafe.Add(ref firstWeights, row * {names.Count})",
        "weightsGradient" => $"ref Unsafe.Add(ref firstWeightsGradient, row * {names.Count})",
        _ => EmittedNames.Pass([parameter]),
    }));
}
