using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel is entered: choice of the target, checks of the arguments, loop over the rows.</summary>
internal sealed class EntryWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private KernelSpec Spec => plan.Spec;

    private string T => names.T;

    private bool Reduces => plan.Finish is null;

    private bool InPlace => !Reduces && !Spec.Has(plan.Kernel.Output);

    private bool ReturnsValue => Spec.Method.ReturnsValue;

    private bool Batch => Spec.Has(Role.Columns) || Spec.Options.Length > 0;

    private string ReturnType => ReturnsValue ? T : "void";

    private string Rows => Reduces ? Role.Results.ToName() : names.Output;

    public void Write() => new DispatchWriter(writer).Write(ReturnType, Parameters(), () =>
    {
        WriteChecks();
        WriteRows();
    });

    /// <summary>The user's parameters by the names of their roles; arrays have become spans.</summary>
    private IReadOnlyList<(string Type, string Name)> Parameters() => [.. Spec.Parameters.Select(parameter => (TypeOf(parameter), EmittedNames.ArgumentOf(parameter.Role)))];

    private string TypeOf(ParameterSpec parameter) => parameter.Role switch
    {
        Role.Columns or Role.Inner => "int",
        Role.Temperature => T,
        Role.Mask => "ReadOnlySpan<bool>",
        Role.Logits when InPlace => $"Span<{T}>",
        Role.Logits or Role.Bias => $"ReadOnlySpan<{T}>",
        _ => $"Span<{T}>",
    };

    private void WriteChecks()
    {
        if (names.RuntimeTemperature)
        {
            writer.Line($"{names.TemperatureType} temperature = TemperatureConstants.Of(temperatureValue, {names.NameOf(Role.Temperature)});");
        }

        int length = Spec.Options.Length;
        if (Spec.Has(Role.Columns))
        {
            writer.Line(length > 0
                ? $"Arguments.RequireEqual(columns, {length}, {names.NameOf(Role.Columns)});"
                : $"Arguments.RequireAtLeast(columns, 0, {names.NameOf(Role.Columns)});");
        }
        else if (length > 0)
        {
            writer.Line($"const int columns = {length};");
        }
        else
        {
            writer.Line("int columns = logits.Length;");
        }

        if (Spec.Has(Role.Inner))
        {
            writer.Line($"Arguments.RequireAtLeast(inner, 1, {names.NameOf(Role.Inner)});");
        }

        if (ReturnsValue && length > 0)
        {
            writer.Line($"Arguments.RequireLength(logits.Length, columns, {names.NameOf(Role.Logits)});");
        }

        if (Batch && !ReturnsValue)
        {
            Role named = Spec.Has(Role.Columns) && length == 0 ? Role.Columns : Role.Logits;
            writer.Line($"int rows = Arguments.Rows(logits.Length, columns, {(Spec.Has(Role.Inner) ? "inner" : "1")}, {names.NameOf(named)});");
        }

        if (Spec.Options.EmptyRow == EmptyRow.Throw)
        {
            writer.Line($"Arguments.RequireNotEmpty({(length > 0 ? "logits.Length" : "columns")}, {names.NameOf(Role.Logits)});");
        }

        if (Spec.Has(Role.Results))
        {
            using (writer.Block("if (columns > 0)"))
            {
                writer.Line($"Arguments.RequireLength(results.Length, rows, {names.NameOf(Role.Results)});");
            }
        }
        else if (!Reduces && !InPlace)
        {
            writer.Line($"Arguments.RequireLength({names.Output}.Length, logits.Length, {names.NameOf(plan.Kernel.Output)});");
        }

        foreach (Role role in names.Inputs.Where(static role => role != Role.Logits))
        {
            writer.Line($"Arguments.RequireRowOrAll({role.ToName()}.Length, columns, logits.Length, {names.NameOf(role)});");
        }

        if (ReturnsValue)
        {
            return;
        }

        string output = InPlace ? "logits" : Rows;
        string outputName = names.NameOf(InPlace ? Role.Logits : Reduces ? Role.Results : plan.Kernel.Output);
        if (!InPlace)
        {
            writer.Line(Reduces
                ? $"Arguments.RequireApart<{T}, {T}>({output}, logits, {outputName});"
                : $"Arguments.RequireSameOrApart({output}, logits, {outputName});");
        }

        foreach (Role role in names.Inputs.Where(static role => role != Role.Logits))
        {
            writer.Line($"Arguments.RequireApart<{T}, {names.TypeOf(role)}>({output}, {role.ToName()}, {outputName});");
        }
    }

    private void WriteRows()
    {
        writer.Line();
        if (plan.Program.WhenEmpty is { } empty && Spec.Options.Length == 0)
        {
            using (writer.Block("if (columns == 0)"))
            {
                if (ReturnsValue)
                {
                    writer.Line($"return {names.Element.Literal(empty)};");
                }
                else
                {
                    writer.Line($"results.Fill({names.Element.Literal(empty)});");
                    writer.Line("return;");
                }
            }

            writer.Line();
        }
        else if (!Batch)
        {
            using (writer.Block("if (columns == 0)"))
            {
                writer.Line("return;");
            }

            writer.Line();
        }

        foreach (Role input in names.Inputs)
        {
            writer.Line($"ref {names.TypeOf(input)} first{input} = ref MemoryMarshal.GetReference({input.ToName()});");
        }

        if (!ReturnsValue && !InPlace)
        {
            writer.Line($"ref {T} firstOutput = ref MemoryMarshal.GetReference({Rows});");
        }

        if (!Batch)
        {
            WriteRow("0", columns: "(nuint)columns", ReturnsValue ? "return " : "");
            return;
        }

        foreach (Role input in names.Inputs.Where(static role => role != Role.Logits))
        {
            writer.Line($"nuint {input.ToName()}Step = {input.ToName()}.Length == logits.Length ? (nuint)columns : 0;");
        }

        if (Spec.Has(Role.Inner))
        {
            WriteSideBySide();
            return;
        }

        if (plan.StraightLine)
        {
            WriteGroups();
            return;
        }

        if (ReturnsValue)
        {
            WriteRow("0", "columns", "return ");
            return;
        }

        using (writer.Block("for (nuint row = 0; row < (nuint)rows; row++)"))
        {
            WriteRow("row", "(nuint)columns", Reduces ? "Unsafe.Add(ref firstOutput, row) = " : "");
        }
    }

    /// <summary>Rows of a constant length, in groups.</summary>
    private void WriteGroups()
    {
        List<string> inputs = [];
        foreach (Role input in names.Inputs)
        {
            inputs.Add($"ref first{input}");
            if (input != Role.Logits)
            {
                inputs.Add(input.ToName() + "Step");
            }
        }

        string output = ReturnsValue ? "ref result" : InPlace ? "ref firstLogits" : "ref firstOutput";
        string rows = ReturnsValue ? "1" : "(nuint)rows";
        if (ReturnsValue)
        {
            writer.Line($"{T} result = default;");
        }

        writer.Line($"{RowGroupWriter.Name}<TTarget>({string.Join(", ", inputs.Concat([output, rows]).Concat(names.RuntimeTemperature ? ["in temperature"] : []))});");
        if (ReturnsValue)
        {
            writer.Line("return result;");
        }
    }

    /// <summary>Rows along another axis, a register's lanes at a time; with no neighbour, rows are ordinary ones.</summary>
    private void WriteSideBySide()
    {
        using (writer.Block("if (inner == 1)"))
        {
            using (writer.Block("for (nuint row = 0; row < (nuint)rows; row++)"))
            {
                WriteRow("row", "(nuint)columns", Reduces ? "Unsafe.Add(ref firstOutput, row) = " : "");
            }

            writer.Line();
            writer.Line("return;");
        }

        writer.Line();
        writer.Line("nuint plane = (nuint)columns * (nuint)inner;");
        using (writer.Block("for (nuint outer = 0; outer < (nuint)(rows / inner); outer++)"))
        {
            using (writer.Block("for (nuint row = 0; row < (nuint)inner; row += (nuint)TTarget.Width)"))
            {
                List<string> arguments = [];
                foreach (Role input in names.Inputs)
                {
                    if (input == Role.Logits)
                    {
                        arguments.Add("ref Unsafe.Add(ref firstLogits, (outer * plane) + row)");
                        continue;
                    }

                    string name = input.ToName();
                    arguments.Add($"ref Unsafe.Add(ref first{input}, {name}Step == 0 ? 0 : (outer * plane) + row)");
                    arguments.Add($"{name}Step == 0");
                }

                if (!InPlace)
                {
                    arguments.Add(Reduces ? "ref Unsafe.Add(ref firstOutput, (outer * (nuint)inner) + row)" : "ref Unsafe.Add(ref firstOutput, (outer * plane) + row)");
                }
                else
                {
                    arguments.Add("ref Unsafe.Add(ref firstLogits, (outer * plane) + row)");
                }

                arguments.AddRange(["(nuint)columns", "(nuint)inner", "nuint.Min((nuint)inner - row, (nuint)TTarget.Width)"]);
                if (names.RuntimeTemperature)
                {
                    arguments.Add("in temperature");
                }

                writer.Line($"{SideBySideRowWriter.Name}<TTarget>({string.Join(", ", arguments)});");
            }
        }
    }

    private void WriteRow(string row, string columns, string prefix)
    {
        bool single = row == "0";
        List<string> arguments = [];
        foreach (Role input in names.Inputs)
        {
            string step = input == Role.Logits ? "(nuint)columns" : input.ToName() + "Step";
            arguments.Add(single ? $"ref first{input}" : $"ref Unsafe.Add(ref first{input}, {row} * {step})");
        }

        if (!Reduces)
        {
            string output = InPlace ? "firstLogits" : "firstOutput";
            arguments.Add(single ? $"ref {output}" : $"ref Unsafe.Add(ref {output}, {row} * (nuint)columns)");
        }

        arguments.Add(columns);
        if (names.RuntimeTemperature)
        {
            arguments.Add("in temperature");
        }

        writer.Line($"{prefix}Row<TTarget>({string.Join(", ", arguments)});");
    }
}
