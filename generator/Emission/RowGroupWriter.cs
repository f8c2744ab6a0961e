using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the walk of the passes over rows of a constant length: each pass over a group of rows before the next, since a short row's time is
/// the wait from one pass to the next, and rows do not wait for each other.
/// </summary>
internal sealed class RowGroupWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string Name = "Rows";

    private const int Group = 16;

    private bool Reduces => plan.Finish is null;

    private string Output => Reduces ? Role.Results.ToName() : names.Output;

    private string Infinity => $"{names.T}.PositiveInfinity";

    private string Temperature => names.RuntimeTemperature ? ", in temperature" : "";

    /// <summary>The rows, how far apart they are, the output and the number of rows.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {names.TypeOf(input)}", input.ToName());
                if (input != Role.Logits)
                {
                    yield return ("nuint", input.ToName() + "Step");
                }
            }

            yield return ($"ref {names.T}", Output);
            yield return ("nuint", "rows");
            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    public void Write()
    {
        writer.Line($"/// <summary>Rows of {plan.Spec.Options.Length} columns, {Group} at a time: pass after pass over all of them, so that no row waits for itself.</summary>");
        writer.Line($"private static void {Name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line($"const int Group = {Group};");
            writer.Line($"const nuint columns = {plan.Spec.Options.Length};");
            writer.Line($"Span<{names.T}> maxima = stackalloc {names.T}[Group];");
            writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[Group];");
            writer.Line("Span<DoubleDouble> sums = stackalloc DoubleDouble[Group];");
            using (writer.Block("for (nuint first = 0; first < rows; first += Group)"))
            {
                writer.Line("int group = (int)nuint.Min(rows - first, Group);");
                WriteLoop(() => writer.Line($"maxima[row] = TTarget.{plan.Maximum.Name}({Arguments(plan.Maximum)});"));
                WriteLoop(() => writer.Line($"references[row] = Refer(maxima[row]{Temperature});"));
                WriteLoop(WriteSum);
                WriteLoop(WriteResult);
            }
        }
    }

    private void WriteLoop(Action body)
    {
        writer.Line();
        using (writer.Block("for (int row = 0; row < group; row++)"))
        {
            body();
        }
    }

    private void WriteSum()
    {
        writer.Line($"ref readonly {names.ReferenceType} reference = ref references[row];");
        string arguments = Arguments(plan.Accumulate);
        writer.Line($"sums[row] = reference.Shift == {Infinity} ? Scalar.{plan.Accumulate.Name}({arguments}) : TTarget.{plan.Accumulate.Name}({arguments});");
    }

    private void WriteResult()
    {
        writer.Line("DoubleDouble sum = sums[row];");
        string empty = "sum.High == 0";
        if (Reduces)
        {
            using (writer.Block($"if ({empty})"))
            {
                writer.Line($"Unsafe.Add(ref {Output}, first + (nuint)row) = {names.MaskedValue};");
                writer.Line("continue;");
            }

            writer.Line();
            WriteTotal();
            writer.Line($"Unsafe.Add(ref {Output}, first + (nuint)row) = {names.Result("total")};");
            return;
        }

        Pass finish = plan.Finish!;
        using (writer.Block($"if ({empty})"))
        {
            writer.Line($"MemoryMarshal.CreateSpan({Row(names.Output)}, (int)columns).Fill({names.MaskedValue});");
            writer.Line("continue;");
        }

        writer.Line();
        if (finish.Refers)
        {
            WriteTotal();
            writer.Line($"ref readonly {names.ReferenceType} reference = ref references[row];");
        }

        foreach ((string name, string value) in names.ScalarValues(finish, "total", "sum"))
        {
            writer.Line($"({names.T} {name}High, {names.T} {name}Low) = {value};");
        }

        if (!finish.Refers)
        {
            writer.Line($"TTarget.{finish.Name}({Arguments(finish)});");
            return;
        }

        using (writer.Block($"if (reference.Shift == {Infinity})"))
        {
            writer.Line($"Scalar.{finish.Name}({Arguments(finish)});");
        }

        using (writer.Block("else"))
        {
            writer.Line($"TTarget.{finish.Name}({Arguments(finish)});");
        }
    }

    private void WriteTotal()
    {
        writer.Line("ExponentialSum total = default;");
        writer.Line($"total.Add(sum, maxima[row], in references[row], {names.Temperature.Value});");
    }

    private string Arguments(Pass pass) => string.Join(", ", names.Parameters(pass).Select(parameter =>
        parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? Row(parameter.Name) : EmittedNames.Pass([parameter])));

    private string Row(string name)
    {
        string step = name == Role.Logits.ToName() || name == names.Output ? "columns" : name + "Step";
        return $"ref Unsafe.Add(ref {name}, (first + (nuint)row) * {step})";
    }
}
