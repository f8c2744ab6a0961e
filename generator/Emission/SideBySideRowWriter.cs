using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the walk of the passes over rows along another axis: as <see cref="RowWriter"/>, with the numbers of each row in spans, one for each lane.
/// </summary>
internal sealed class SideBySideRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string Name = "SideBySide";

    private const string Blocks = "Long" + Name;

    private readonly RowScalarsWriter _scalars = new(writer, plan, names);

    private string T => names.T;

    private string Infinity => $"{T}.PositiveInfinity";

    private string Lanes => names.Element.SumLanes.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Output => plan.Finish is null ? Role.Results.ToName() : names.Output;

    private IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {names.TypeOf(input)}", input.ToName());
                if (input != Role.Logits)
                {
                    yield return ("bool", input.ToName() + "IsRow");
                }
            }

            yield return ($"ref {T}", Output);
            yield return ("nuint", "columns");
            yield return ("nuint", "inner");
            yield return ("nuint", "rows");
            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    public void Write()
    {
        writer.Line();
        writer.Line("/// <summary>Rows along another axis, one in each lane: the same passes in the same order.</summary>");
        WriteBlock();
        writer.Line();
        writer.Line($"/// <summary>Rows along another axis that are longer than a block{(plan.KeepsExponentials ? ": their exponentials are evaluated again instead of kept" : "")}.</summary>");
        WriteWalk(plan.Long?.Accumulate ?? plan.Accumulate, plan.Long?.Finish ?? plan.Finish);
    }

    /// <summary>Rows of one block: their scalars are computed in lanes too.</summary>
    private void WriteBlock()
    {
        writer.Line($"private static void {Name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            using (writer.Block("if (columns > BlockLength)"))
            {
                writer.Line($"{Blocks}<TTarget>({EmittedNames.Pass(Parameters)});");
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("const nuint start = 0;");
            writer.Line("nuint end = columns;");
            foreach (string span in _scalars.ReferenceSpans.Prepend(EmittedNames.Maxima).Concat(_scalars.ScalarSpans))
            {
                writer.Line($"Span<{T}> {span} = {names.OnStack("TTarget.Width")};");
            }

            writer.Line($"Span<{names.Element.Sum}> {EmittedNames.Sums} = {names.SumsOnStack("TTarget.Width")};");
            writer.Line($"TTarget.{plan.Maximum.Name}{Name}({Arguments(plan.Maximum)});");
            using (writer.Block($"if (TTarget.{RowScalarsWriter.References}({EmittedNames.Pass(_scalars.ReferenceParameters)}))"))
            {
                using (writer.Block("for (nuint row = 0; row < rows; row++)"))
                {
                    writer.Line($"{Name}<Scalar>({string.Join(", ", Parameters.Select(OneRow))});");
                }

                writer.Line();
                writer.Line("return;");
            }

            writer.Line();
            writer.Line($"TTarget.{plan.Accumulate.Name}{Name}({Arguments(plan.Accumulate)});");
            writer.Line($"TTarget.{RowScalarsWriter.Scalars}({EmittedNames.Pass(_scalars.ScalarParameters)});");
            if (plan.Finish is { } finish)
            {
                writer.Line($"TTarget.{finish.Name}{Name}({Arguments(finish)});");
            }

            WriteResults(plan.Finish, names.IsEmpty($"{EmittedNames.Sums}[row]"), $"{RowScalarsWriter.Results}[row]");
        }
    }

    /// <summary>A parameter as it is passed on for one of the rows.</summary>
    private static string OneRow((string Type, string Name) parameter) => parameter switch
    {
        { Name: "rows" } => "1",
        { Name: "bias" or "mask" } => $"ref Unsafe.Add(ref {parameter.Name}, {parameter.Name}IsRow ? 0 : row)",
        _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => $"ref Unsafe.Add(ref {parameter.Name}, row)",
        _ => EmittedNames.Pass([parameter]),
    };

    private void WriteWalk(Pass accumulate, Pass? finish)
    {
        writer.Line($"private static void {Blocks}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            DeclareSpans(finish);
            using (writer.Block("for (nuint start = 0; start < columns; start += BlockLength)"))
            {
                writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
                WriteReferences();
                WriteCall(accumulate);
                using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
                {
                    writer.Line($"totals[row].Add(sums[row], maxima[row], in references[row], {names.Temperature.Value});");
                }
            }

            writer.Line();
            if (finish is not null)
            {
                WriteFinish(finish);
            }

            WriteResults(finish, "totals[row].IsEmpty", finish is null ? names.Result("totals[row]") : "");
        }
    }

    private void DeclareSpans(Pass? finish)
    {
        writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[{Lanes}];");
        writer.Line($"Span<ExponentialSum> totals = stackalloc ExponentialSum[{Lanes}];");
        writer.Line("totals.Clear();");
        writer.Line($"Span<{names.Element.Sum}> sums = stackalloc {names.Element.Sum}[{Lanes}];");
        IEnumerable<string> spans = _scalars.ReferenceSpans.Prepend(EmittedNames.Maxima);
        if (finish is not null)
        {
            spans = spans.Concat(_scalars.ScalarSpans);
        }

        foreach (string span in spans)
        {
            writer.Line($"Span<{T}> {span} = stackalloc {T}[{Lanes}];");
            writer.Line($"{span}.Clear();");
        }

        writer.Line("bool infinite = false;");
    }

    private void WriteReferences()
    {
        writer.Line($"TTarget.{plan.Maximum.Name}{Name}({Arguments(plan.Maximum)});");
        writer.Line("infinite = false;");
        using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
        {
            writer.Line($"references[row] = Refer(maxima[row]{(names.RuntimeTemperature ? ", in temperature" : "")});");
            WriteSpread();
        }
    }

    private void WriteSpread()
    {
        foreach (string member in names.ReferenceMembers)
        {
            writer.Line($"{EmittedNames.SideBySideName("reference." + member)}[row] = references[row].{member};");
        }

        writer.Line($"infinite |= references[row].Shift == {Infinity};");
    }

    private void WriteFinish(Pass finish)
    {
        bool perBlock = finish.Evaluates(Operation.ScaledExp);
        if (!perBlock)
        {
            WriteScalars(finish, shiftOnly: true);
        }

        using (writer.Block("for (nuint start = 0; start < columns; start += BlockLength)"))
        {
            writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
            if (perBlock)
            {
                WriteReferences();
                WriteScalars(finish, shiftOnly: false);
            }

            WriteCall(finish);
        }

        writer.Line();
    }

    private void WriteScalars(Pass finish, bool shiftOnly)
    {
        if (shiftOnly)
        {
            writer.Line("infinite = false;");
        }

        using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
        {
            if (shiftOnly)
            {
                writer.Line($"references[row] = Reference.OfShift(totals[row].Shift, {names.Temperature.Limit});");
                WriteSpread();
            }

            writer.Line($"{names.ReferenceType} reference = references[row];");
            foreach ((string name, string value) in names.ScalarValues(finish, "totals[row]"))
            {
                writer.Line($"({name}Highs[row], {name}Lows[row]) = {value};");
            }
        }
    }

    private void WriteResults(Pass? finish, string isEmpty, string result)
    {
        using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
        {
            if (finish is null)
            {
                writer.Line($"Unsafe.Add(ref {Output}, row) = {isEmpty} ? {names.MaskedValue} : {result};");
                return;
            }

            // Nothing was summed: 1 / 0 has made nonsense of the row.
            using (writer.Block($"for (nuint i = 0; {isEmpty} && i < columns; i++)"))
            {
                writer.Line($"Unsafe.Add(ref {Output}, (i * inner) + (nuint)row) = {names.MaskedValue};");
            }
        }
    }

    /// <summary>One call of the target; where a row holds +∞, each row goes to the scalar target, which alone knows ∞ − ∞ = 0, the limit.</summary>
    private void WriteCall(Pass pass)
    {
        using (writer.Block("if (!infinite)"))
        {
            writer.Line($"TTarget.{pass.Name}{Name}({Arguments(pass)});");
        }

        using (writer.Block("else"))
        {
            using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
            {
                writer.Line($"Scalar.{pass.Name}{Name}({ScalarArguments(pass)});");
            }
        }
    }

    private string Arguments(Pass pass) => EmittedNames.Pass(names.SideBySideParameters(pass));

    private string ScalarArguments(Pass pass) => EmittedNames.Pass(names.SideBySideParameters(pass).Select(parameter => parameter switch
    {
        { Name: EmittedNames.Sums } => (parameter.Type, parameter.Name + ".Slice(row, 1)"),
        { Name: "rows" } => (parameter.Type, "1"),
        { Name: "bias" or "mask" } => (parameter.Type, $"Unsafe.Add(ref {parameter.Name}, {parameter.Name}IsRow ? 0 : row)"),
        _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => (parameter.Type, $"Unsafe.Add(ref {parameter.Name}, row)"),
        _ when parameter.Type.StartsWith("ReadOnlySpan", StringComparison.Ordinal) => (parameter.Type, parameter.Name + "[row..]"),
        _ => parameter,
    }));
}
