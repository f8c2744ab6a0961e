using System.Globalization;
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

    private readonly RowScalarsWriter _scalars = new(writer, plan, names);

    private bool Reduces => plan.Finish is null;

    private string Output => Reduces ? Role.Results.ToName() : names.Output;

    private string Length => plan.Spec.Options.Length.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows, how far apart they are, the output and the number of rows.</summary>
    private IEnumerable<(string Type, string Name)> Parameters
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
        writer.Line($"/// <summary>Rows of {Length} columns, {Group} at a time: pass after pass over all of them, so that no row waits for itself.</summary>");
        writer.Line($"private static void {Name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line($"const int Group = {Group};");
            writer.Line($"const nuint columns = {Length};");
            DeclareSpans("Group");
            writer.Line(plan.RowsInLanes ? $"nuint first = TTarget.Width > 1 ? {RowLanesWriter.Name}<TTarget>({EmittedNames.Pass(Parameters)}) : 0;" : "nuint first = 0;");
            using (writer.Block("while (first < rows)"))
            {
                writer.Line("int group = (int)nuint.Min(rows - first, Group);");
                WriteGroupCall(plan.Maximum);
                WriteReferences();
                WriteGroupCall(plan.Accumulate);
                writer.Line();
                _scalars.WriteScalarsCall();
                if (plan.Finish is { } finish)
                {
                    WriteGroupCall(finish);
                }

                _scalars.WriteResults("group", Output, WriteMasked);
                writer.Line();
                writer.Line("first += (nuint)group;");
            }
        }

        if (plan.RowsInLanes)
        {
            writer.Line();
            new RowLanesWriter(writer, plan, names).Write();
        }
    }

    private void DeclareSpans(string size)
    {
        foreach (string span in _scalars.ReferenceSpans.Prepend(EmittedNames.Maxima).Concat(_scalars.ScalarSpans))
        {
            writer.Line($"Span<{names.T}> {span} = {names.OnStack(size)};");
        }

        writer.Line($"Span<{names.Element.Sum}> {EmittedNames.Sums} = {names.SumsOnStack(size)};");
    }

    /// <summary>A row with +∞ goes to the scalar target, which alone knows ∞ − ∞ = 0, the limit; the group ends before it.</summary>
    private void WriteReferences()
    {
        writer.Line();
        using (writer.Block($"if (TTarget.{RowScalarsWriter.References}({EmittedNames.Pass(_scalars.ReferenceParameters)}))"))
        {
            IEnumerable<string> arguments = Parameters.Select(parameter => parameter switch
            {
                { Name: "rows" } => "1",
                _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => "ref " + RowsAt(parameter.Name),
                _ => EmittedNames.Pass([parameter]),
            });
            writer.Line($"int infinite = shifts[..group].IndexOf({names.T}.PositiveInfinity);");
            using (writer.Block("if (infinite == 0)"))
            {
                writer.Line($"{Name}<Scalar>({string.Join(", ", arguments)});");
                writer.Line("first++;");
                writer.Line("continue;");
            }

            writer.Line();
            writer.Line("group = infinite > 0 ? infinite : group;");
        }

        writer.Line();
    }

    /// <summary>A pass over the group's rows as they lie.</summary>
    private void WriteGroupCall(Pass pass)
    {
        IEnumerable<string> arguments = names.GroupParameters(pass).Select(parameter =>
            parameter.Name == "rows" ? "group"
            : parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? "ref " + RowsAt(EmittedNames.RowOf(parameter.Name))
            : EmittedNames.Pass([parameter]));
        writer.Line($"TTarget.{pass.Name}({string.Join(", ", arguments)});");
    }

    private void WriteMasked() => writer.Line($"MemoryMarshal.CreateSpan(ref {Row(names.Output)}, (int)columns).Fill({names.MaskedValue});");

    /// <summary>One row of the group.</summary>
    private string Row(string name) => $"Unsafe.Add(ref {name}, (first + (nuint)row) * {Step(name)})";

    /// <summary>The group's first row.</summary>
    private string RowsAt(string name) => $"Unsafe.Add(ref {name}, first{(Reduces && name == Output ? "" : $" * {Step(name)}")})";

    private string Step(string name) => name == Role.Logits.ToName() || name == names.Output ? "columns" : name + "Step";
}
