using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel is entered: choice of the target, checks of the arguments, loop over the rows.</summary>
internal sealed class EntryWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly RowRangeWriter _range = new(writer, plan, names);

    private BlocksWriter Blocks => new(writer, plan.Spec, plan.Cost, [.. _range.Parameters], sum: null);

    private KernelSpec Spec => plan.Spec;

    private string T => names.T;

    private bool Reduces => plan.Finish is null;

    private bool InPlace => !Reduces && !Spec.Has(plan.Kernel.Output);

    private bool ReturnsValue => Spec.Method.ReturnsValue;

    private bool Batch => Spec.Has(Role.Columns) || Spec.Options.Length > 0;

    private string ReturnType => ReturnsValue ? T : "void";

    private string Rows => Reduces ? Role.Results.ToName() : names.Output;

    public void Write()
    {
        new DispatchWriter(writer).Write(ReturnType, Parameters(), () =>
        {
            WriteChecks();
            if (plan.Kernel.ChoosesRows)
            {
                WriteChoiceChecks();
            }

            BlocksWriter.WriteCancellation(writer, Spec);
            WriteRows();
            if (plan.Kernel.ChoosesRows)
            {
                writer.Line($"Routing.ExpertChoice.Select(probabilities, columns, capacity, selectedTokens, weights{(Spec.Has(Role.Active) ? ", active" : "")});");
            }
        });
        if (Batch && !ReturnsValue)
        {
            writer.Line();
            _range.Write();
            Blocks.WriteWork();
        }
    }

    /// <summary>The user's parameters by the names of their roles; arrays have become spans.</summary>
    private IReadOnlyList<(string Type, string Name)> Parameters() => [.. Spec.Parameters.Select(parameter => (TypeOf(parameter), EmittedNames.ArgumentOf(parameter.Role)))];

    private string TypeOf(ParameterSpec parameter) => parameter.Role switch
    {
        Role.Columns or Role.Inner or Role.Capacity => "int",
        Role.MaxDegreeOfParallelism or Role.CancellationToken => parameter.Element,
        Role.Temperature => T,
        Role.Mask or Role.Active => "ReadOnlySpan<bool>",
        Role.SelectedTokens => "Span<int>",
        Role.Logits when InPlace => $"Span<{T}>",
        Role.Logits or Role.Bias => $"ReadOnlySpan<{T}>",
        _ => $"Span<{T}>",
    };

    private void WriteChecks()
    {
        BlocksWriter.WriteChecks(writer, Spec);
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

    /// <summary>What columns that choose rows need, before the probabilities are written.</summary>
    private void WriteChoiceChecks()
    {
        writer.Line($"Arguments.RequireAtLeast(capacity, 0, {names.NameOf(Role.Capacity)});");
        if (Spec.Has(Role.Active))
        {
            writer.Line($"Arguments.RequireLength(active.Length, rows, {names.NameOf(Role.Active)});");
        }

        foreach (Role output in new[] { Role.SelectedTokens, Role.Weights })
        {
            string type = output == Role.Weights ? T : "int";
            writer.Line($"Arguments.RequireLength({output.ToName()}.Length, checked(columns * capacity), {names.NameOf(output)});");
            foreach (Role other in new[] { Role.Logits, Role.Probabilities })
            {
                writer.Line($"Arguments.RequireApart<{type}, {T}>({output.ToName()}, {other.ToName()}, {names.NameOf(output)});");
            }
        }

        writer.Line($"Arguments.RequireApart<{T}, int>(weights, selectedTokens, {names.NameOf(Role.Weights)});");
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

        if (Batch && !ReturnsValue)
        {
            foreach (Role input in names.Inputs.Where(static role => role != Role.Logits))
            {
                writer.Line($"nuint {EmittedNames.StepOf(input.ToName())} = {input.ToName()}.Length == logits.Length ? (nuint)columns : 0;");
            }

            Blocks.WriteCalls(ArgumentOf);
            return;
        }

        WriteRow();
    }

    /// <summary>The only row.</summary>
    private void WriteRow()
    {
        bool group = plan.StraightLine;
        List<string> arguments = [];
        foreach (Role input in names.Inputs)
        {
            arguments.Add(ReferenceTo(input.ToName()));
            if (group && input != Role.Logits)
            {
                arguments.Add("0");
            }
        }

        if (group)
        {
            writer.Line($"{T} result = default;");
            arguments.AddRange(["ref result", "1"]);
        }
        else
        {
            if (!Reduces)
            {
                arguments.Add(ReferenceTo(InPlace ? Role.Logits.ToName() : names.Output));
            }

            arguments.Add("(nuint)columns");
        }

        if (names.RuntimeTemperature)
        {
            arguments.Add("in temperature");
        }

        string call = $"{(group ? RowGroupWriter.Name : "Row")}<TTarget>({string.Join(", ", arguments)});";
        writer.Line(ReturnsValue && !group ? $"return {call}" : call);
        if (group)
        {
            writer.Line("return result;");
        }
    }

    /// <summary>What the entry passes on for a parameter of a range.</summary>
    private static string ArgumentOf((string Type, string Name) parameter) =>
        parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? ReferenceTo(parameter.Name)
        : parameter.Name is "columns" or "inner" ? $"({parameter.Type}){parameter.Name}"
        : EmittedNames.Pass([parameter]);

    private static string ReferenceTo(string name) => $"ref MemoryMarshal.GetReference({name})";
}
