using System.Globalization;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk over some of a batch's rows, from one to another.</summary>
internal sealed class RowRangeWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string Name = "RowRange";

    /// <summary>What a range is given by: from <c>first</c> to before <c>last</c>.</summary>
    public static readonly (string Type, string Name)[] Bounds = [("nuint", "first"), ("nuint", "last")];

    private KernelSpec Spec => plan.Spec;

    private bool Reduces => plan.Finish is null;

    private string Output => Reduces ? Role.Results.ToName() : Spec.Has(plan.Kernel.Output) ? names.Output : Role.Logits.ToName();

    /// <summary>What is the same for every range: the rows by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {names.TypeOf(input)}", input.ToName());
            }

            if (Output != Role.Logits.ToName())
            {
                yield return ($"ref {names.T}", Output);
            }

            foreach (Role input in names.Inputs.Where(static input => input != Role.Logits))
            {
                yield return ("nuint", EmittedNames.StepOf(input.ToName()));
            }

            if (Spec.Options.Length == 0)
            {
                yield return ("nuint", "columns");
            }

            if (names.SideBySide)
            {
                yield return ("nuint", "inner");
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
        writer.Line($"private static void {Name}<TTarget>({EmittedNames.Declare(Parameters.Concat(Bounds))})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (plan.StraightLine)
            {
                WriteGroups();
                return;
            }

            if (Spec.Options.Length > 0)
            {
                writer.Line($"const nuint columns = {Spec.Options.Length.ToString(CultureInfo.InvariantCulture)};");
            }

            if (!names.SideBySide)
            {
                WriteRows();
                return;
            }

            using (writer.Block("if (inner == 1)"))
            {
                WriteRows();
                writer.Line();
                writer.Line("return;");
            }

            writer.Line();
            IEnumerable<string> arguments = new SideBySideRowWriter(writer, plan, names).Parameters.Select(parameter =>
                parameter.Name == SideBySideRowWriter.OutputOf(plan, names) ? $"ref {Output}" : EmittedNames.Pass([parameter]));
            writer.Line($"{SideBySideRowWriter.Name}<TTarget>({string.Join(", ", arguments)});");
        }
    }

    private void WriteRows()
    {
        if (plan.ShortRowsInLanes)
        {
            IEnumerable<string> inLanes = new RowLanesWriter(writer, plan, names).Parameters.Select(parameter => parameter switch
            {
                { Name: "rows" } => "last - first",
                _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => $"ref Unsafe.Add(ref {(parameter.Name == names.Output ? Output : parameter.Name)}, first{(Reduces && parameter.Name == Output ? "" : " * columns")})",
                _ => EmittedNames.Pass([parameter]),
            });
            using (writer.Block("if (TTarget.Width > 1 && columns <= LaneLength)"))
            {
                writer.Line($"first += {RowLanesWriter.Name}<TTarget>({string.Join(", ", inLanes)});");
            }

            writer.Line();
        }

        using (writer.Block("for (nuint row = first; row < last; row++)"))
        {
            List<string> arguments = [.. names.Inputs.Select(input => $"ref Unsafe.Add(ref {input.ToName()}, row * {Step(input)})")];
            if (!Reduces)
            {
                arguments.Add($"ref Unsafe.Add(ref {Output}, row * columns)");
            }

            arguments.Add("columns");
            writer.Line($"{(Reduces ? $"Unsafe.Add(ref {Output}, row) = " : "")}Row<TTarget>({Join(arguments)});");
        }
    }

    /// <summary>Rows of a constant length, in groups.</summary>
    private void WriteGroups()
    {
        string columns = Spec.Options.Length.ToString(CultureInfo.InvariantCulture);
        if (plan.HasShortRows)
        {
            new ShortRowWriter(writer, plan, names).WriteCall(
                "last - first == 1",
                parameter => parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? RowAt(parameter.Name) : EmittedNames.Pass([parameter]),
                Reduces ? $"Unsafe.Add(ref {Output}, first) = {ShortRowWriter.Result};\nreturn;" : "return;");
        }

        List<string> arguments = [];
        foreach (Role input in names.Inputs)
        {
            arguments.Add($"ref Unsafe.Add(ref {input.ToName()}, first * {(input == Role.Logits ? columns : Step(input))})");
            if (input != Role.Logits)
            {
                arguments.Add(Step(input));
            }
        }

        arguments.Add($"ref Unsafe.Add(ref {Output}, first{(Reduces ? "" : $" * {columns}")})");
        arguments.Add("last - first");
        writer.Line($"{RowGroupWriter.Name}<TTarget>({Join(arguments)});");
    }

    /// <summary>The first row of a range, of a constant length.</summary>
    private string RowAt(string name)
    {
        string step = name is "bias" or "mask" ? EmittedNames.StepOf(name) : Spec.Options.Length.ToString(CultureInfo.InvariantCulture);
        return $"ref Unsafe.Add(ref {(name == names.Output ? Output : name)}, first * {step})";
    }

    private string Join(List<string> arguments) => string.Join(", ", names.RuntimeTemperature ? [.. arguments, "in temperature"] : arguments);

    private static string Step(Role input) => input == Role.Logits ? "columns" : EmittedNames.StepOf(input.ToName());
}
