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
        WriteWalk(Name, plan.Accumulate, plan.Finish);
        if (plan.Long is { } passes)
        {
            writer.Line();
            writer.Line("/// <summary>Rows along another axis that are longer than a block: their exponentials are evaluated again instead of kept.</summary>");
            WriteWalk("Long" + Name, passes.Accumulate, passes.Finish);
        }
    }

    private void WriteWalk(string name, Pass accumulate, Pass? finish)
    {
        bool stored = finish?.Evaluates(Operation.Stored) == true;
        writer.Line($"private static void {name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (stored)
            {
                using (writer.Block("if (columns > BlockLength)"))
                {
                    writer.Line($"Long{name}<TTarget>({EmittedNames.Pass(Parameters)});");
                    writer.Line("return;");
                }

                writer.Line();
            }

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
                WriteFinish(finish, stored);
            }

            WriteResults(finish);
        }
    }

    private void DeclareSpans(Pass? finish)
    {
        writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[{Lanes}];");
        writer.Line($"Span<ExponentialSum> totals = stackalloc ExponentialSum[{Lanes}];");
        writer.Line("totals.Clear();");
        writer.Line($"Span<DoubleDouble> sums = stackalloc DoubleDouble[{Lanes}];");
        IEnumerable<string> spans = names.ReferenceMembers.Select(static member => EmittedNames.SideBySideName("reference." + member)).Prepend("maxima");
        if (finish is not null)
        {
            spans = spans.Concat(EmittedNames.Scalars(finish).SelectMany(static scalar => new[] { scalar + "Highs", scalar + "Lows" }));
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
        writer.Line($"TTarget.{plan.Maximum.Name}{Name}({Arguments(plan.Maximum, "maxima")});");
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

    private void WriteFinish(Pass finish, bool stored)
    {
        bool perBlock = finish.Evaluates(Operation.ScaledExp);
        if (!perBlock)
        {
            WriteScalars(finish, shiftOnly: !stored);
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

    private void WriteResults(Pass? finish)
    {
        using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
        {
            if (finish is null)
            {
                writer.Line($"Unsafe.Add(ref {Output}, row) = totals[row].IsEmpty ? {names.MaskedValue} : {names.Result("totals[row]")};");
                return;
            }

            // Nothing was summed: 1 / 0 has made nonsense of the row.
            using (writer.Block("for (nuint i = 0; totals[row].IsEmpty && i < columns; i++)"))
            {
                writer.Line($"Unsafe.Add(ref {Output}, (i * inner) + (nuint)row) = {names.MaskedValue};");
            }
        }
    }

    /// <summary>One call of the target; where a row holds +∞, each row goes to the scalar target, which alone knows ∞ − ∞ = 0, the limit.</summary>
    private void WriteCall(Pass pass)
    {
        string result = pass.Reduction is null ? "" : "sums";
        if (!pass.Refers)
        {
            writer.Line($"TTarget.{pass.Name}{Name}({Arguments(pass, result)});");
            return;
        }

        using (writer.Block("if (!infinite)"))
        {
            writer.Line($"TTarget.{pass.Name}{Name}({Arguments(pass, result)});");
        }

        using (writer.Block("else"))
        {
            using (writer.Block("for (int row = 0; row < (int)rows; row++)"))
            {
                writer.Line($"Scalar.{pass.Name}{Name}({ScalarArguments(pass, result)});");
            }
        }
    }

    private string Arguments(Pass pass, string result) =>
        EmittedNames.Pass(names.SideBySideParameters(pass).Select(parameter => parameter.Name == "sums" ? (parameter.Type, result + "[..(int)rows]") : parameter));

    private string ScalarArguments(Pass pass, string result) => EmittedNames.Pass(names.SideBySideParameters(pass).Select(parameter => parameter switch
    {
        { Name: "sums" } => (parameter.Type, result + ".Slice(row, 1)"),
        { Name: "rows" } => (parameter.Type, "1"),
        { Name: "bias" or "mask" } => (parameter.Type, $"Unsafe.Add(ref {parameter.Name}, {parameter.Name}IsRow ? 0 : row)"),
        _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => (parameter.Type, $"Unsafe.Add(ref {parameter.Name}, row)"),
        _ when parameter.Type.StartsWith("ReadOnlySpan", StringComparison.Ordinal) => (parameter.Type, parameter.Name + "[row..]"),
        _ => parameter,
    }));
}
