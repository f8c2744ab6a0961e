using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel is entered whose rows lie in lanes: what is checked of any, and how it comes to its ranges of rows.</summary>
/// <param name="writer">Where to.</param>
/// <param name="names">The kernel's names.</param>
/// <param name="cost">When threads are worth it.</param>
internal abstract class LanesEntryWriter(IndentedWriter writer, LanesNames names, RowCost cost)
{
    protected IndentedWriter Writer => writer;

    protected KernelSpec Spec => names.Spec;

    /// <summary>What a range of rows takes beside its bounds.</summary>
    protected abstract IEnumerable<(string Type, string Name)> RangeParameters { get; }

    /// <summary>A range's memory that each block has for itself; null for none.</summary>
    protected virtual string? PerBlock => null;

    protected BlocksWriter Blocks => new(writer, Spec, cost, [.. RangeParameters], sum: null) { Columns = "experts", PerBlock = PerBlock };

    public void Write()
    {
        new DispatchWriter(writer).Write("void", [.. Spec.Parameters.Select(parameter => (TypeOf(parameter), EmittedNames.ArgumentOf(parameter.Role)))], () =>
        {
            BlocksWriter.WriteChecks(writer, Spec);
            WriteChecks();
            BlocksWriter.WriteCancellation(writer, Spec);
            writer.Line();
            Blocks.WriteCalls(static parameter => parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? $"ref MemoryMarshal.GetReference({parameter.Name})"
                : parameter.Name == "columns" ? "(nuint)experts"
                : EmittedNames.Pass([parameter]));
            WriteBatch();
        });
        writer.Line();
        WriteRange();
        Blocks.WriteWork();
    }

    /// <summary>True for what the kernel writes.</summary>
    protected abstract bool Writes(Role role);

    /// <summary>The checks, and the locals <c>experts</c> and <c>rows</c>.</summary>
    protected abstract void WriteChecks();

    /// <summary>What concerns a batch whose rows are done.</summary>
    protected virtual void WriteBatch()
    {
    }

    /// <summary>The walk over some rows.</summary>
    protected abstract void WriteRange();

    /// <summary>The temperature's constants, the number of experts and that of the rows.</summary>
    /// <param name="requireColumns">The check of a number of experts that the caller chooses.</param>
    protected void WriteShape(string requireColumns)
    {
        if (names.RuntimeTemperature)
        {
            writer.Line($"{names.TemperatureType} temperature = TemperatureConstants.Of(temperatureValue, {names.NameOf(Role.Temperature)});");
        }

        if (names.Columns is not { } columns)
        {
            writer.Line(requireColumns);
        }
        else if (Spec.Has(Role.Experts))
        {
            writer.Line($"Arguments.RequireEqual(experts, {LanesNames.Number(columns)}, {names.NameOfColumns});");
        }
        else
        {
            writer.Line($"const int experts = {LanesNames.Number(columns)};");
        }

        writer.Line($"int rows = Arguments.Rows(logits.Length, experts, 1, {names.NameOf(Role.Logits)});");
    }

    /// <summary>A span that is written is as long as it has to be, and apart from others.</summary>
    protected void WriteOutput(Role output, string length, IEnumerable<Role> others)
    {
        writer.Line($"Arguments.RequireLength({output.ToName()}.Length, {length}, {names.NameOf(output)});");
        foreach (Role other in others)
        {
            writer.Line($"Arguments.RequireApart<{names.ElementOf(output)}, {names.ElementOf(other)}>({output.ToName()}, {other.ToName()}, {names.NameOf(output)});");
        }
    }

    private string TypeOf(ParameterSpec parameter) => parameter.Role switch
    {
        Role.Experts or Role.ExpertStart or Role.ExpertStop or Role.Capacity => "int",
        Role.MaxDegreeOfParallelism or Role.CancellationToken => parameter.Element,
        Role.Temperature => names.T,
        { } role => $"{(Writes(role) ? "Span" : "ReadOnlySpan")}<{names.ElementOf(role)}>",
    };
}
