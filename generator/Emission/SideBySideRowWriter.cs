using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the walk of the passes over rows along another axis: neighbours lie in the lanes of registers, which are read and written where they lie.
/// Those that do not fill a register, rows with +∞, and columns that would push each other out of the cache go through lanes in scratch. As
/// <see cref="RowWriter"/> otherwise, with the numbers of each row in spans.
/// </summary>
internal sealed class SideBySideRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string Name = "SideBySide";

    private const string Blocks = "Long" + Name;

    /// <summary>Where the block begins in the group's first row.</summary>
    private const string Block = "at + (start * inner)";

    private readonly RowScalarsWriter _scalars = new(writer, plan, names);
    private readonly SideBySideLanesWriter _lanes = new(writer, plan, names);

    private string T => names.T;

    private string Infinity => $"{T}.PositiveInfinity";

    /// <summary>What the walk takes: every range's parameters, and the output although it may be the logits.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {names.TypeOf(input)}", input.ToName());
            }

            yield return ($"ref {T}", OutputOf(plan, names));
            foreach (Role input in names.Inputs.Where(static input => input != Role.Logits))
            {
                yield return ("nuint", EmittedNames.StepOf(input.ToName()));
            }

            yield return ("nuint", "columns");
            yield return ("nuint", "inner");
            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }

            foreach ((string Type, string Name) bound in RowRangeWriter.Bounds)
            {
                yield return bound;
            }
        }
    }

    /// <summary>The output's name in the walk.</summary>
    public static string OutputOf(KernelPlan plan, EmittedNames names) => plan.Finish is null ? Role.Results.ToName() : names.Output;

    public void Write()
    {
        writer.Line();
        writer.Line("/// <summary>Rows along another axis: neighbours in the lanes of registers, the same passes in the same order.</summary>");
        WriteMethod(Name, WriteBlock);
        writer.Line();
        writer.Line($"/// <summary>Rows along another axis that are longer than a block{(plan.KeepsExponentials ? ": their exponentials are evaluated again instead of kept" : "")}.</summary>");
        WriteMethod(Blocks, () => WriteWalk(plan.Long?.Accumulate ?? plan.Accumulate, plan.Long?.Finish ?? plan.Finish));
    }

    private void WriteMethod(string name, Action body)
    {
        writer.Line($"private static void {name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            body();
        }
    }

    /// <summary>Rows of one block: nothing to merge.</summary>
    private void WriteBlock()
    {
        bool keepsTerms = names.KeepsTerms(plan.Accumulate);
        using (writer.Block("if (columns > BlockLength)"))
        {
            writer.Line($"{Blocks}<TTarget>({EmittedNames.Pass(Parameters)});");
            writer.Line("return;");
        }

        writer.Line();
        writer.Line("int group = Planes.Rows(TTarget.Width, columns, inner);");
        _lanes.Declare("(int)columns");
        if (keepsTerms)
        {
            writer.Line($"Span<{T}> {InLanesPassWriter.Terms} = columns > Planes.Kept ? {SideBySideLanesWriter.LanesOfLogits} : {names.OnStack("(int)columns * TTarget.Width")};");
        }

        foreach (string span in _scalars.ReferenceSpans.Prepend(EmittedNames.Maxima).Concat(_scalars.ScalarSpans))
        {
            writer.Line($"Span<{T}> {span} = {names.OnStack("group")};");
        }

        writer.Line($"Span<{names.Element.Sum}> {EmittedNames.Sums} = {names.SumsOnStack("group")};");
        WriteGroups(() =>
        {
            _lanes.WriteRows("at", "columns");
            WriteCall(plan.Maximum, "columns");
            WriteReferences(areInLanes: false);
            WriteCall(plan.Accumulate, "columns");
            _scalars.WriteScalarsCall();
            if (plan.Finish is { } finish)
            {
                if (keepsTerms)
                {
                    using (writer.Block($"if ({SideBySideLanesWriter.IsInLanes} && columns > Planes.Kept)"))
                    {
                        _lanes.WriteToLanes("at", "columns");
                        WriteReferences(areInLanes: true);
                    }

                    writer.Line();
                }

                WriteCall(finish, "columns");
                _lanes.WriteFromLanes("at", "columns");
            }

            _scalars.WriteResults("rows", OutputOf(plan, names), () =>
            {
                using (writer.Block("for (nuint i = 0; i < columns; i++)"))
                {
                    WriteMasked();
                }
            });
        });
    }

    private void WriteWalk(Pass accumulate, Pass? finish)
    {
        writer.Line("int group = TTarget.Width;");
        _lanes.Declare("BlockLength");
        if (names.KeepsTerms(accumulate))
        {
            writer.Line($"Span<{T}> {InLanesPassWriter.Terms} = {SideBySideLanesWriter.LanesOfLogits};");
        }

        DeclareSpans(finish);
        WriteGroups(() =>
        {
            writer.Line("totals.Clear();");
            WriteBlocks(() =>
            {
                WriteMaximum();
                WriteCall(accumulate, "block");
                using (writer.Block("for (int row = 0; row < rows; row++)"))
                {
                    writer.Line($"totals[row].Add(sums[row], maxima[row], in references[row], {names.Temperature.Value});");
                }
            });
            if (finish is not null)
            {
                WriteFinish(finish);
            }

            WriteResults(finish);
        });
    }

    /// <summary>The loop over groups of rows that lie side by side.</summary>
    private void WriteGroups(Action body)
    {
        writer.Line();
        using (writer.Block("while (first < last)"))
        {
            writer.Line("nuint outer = first / inner;");
            writer.Line("nuint neighbour = first - (outer * inner);");
            writer.Line("nuint at = (outer * columns * inner) + neighbour;");
            writer.Line("int rows = (int)nuint.Min(nuint.Min(inner - neighbour, last - first), (nuint)group);");
            body();
            writer.Line();
            writer.Line("first += (nuint)rows;");
        }
    }

    /// <summary>The loop over the blocks of long rows.</summary>
    private void WriteBlocks(Action body)
    {
        using (writer.Block("for (nuint start = 0; start < columns; start += BlockLength)"))
        {
            writer.Line("nuint block = nuint.Min(BlockLength, columns - start);");
            body();
        }

        writer.Line();
    }

    private void WriteReferences(bool areInLanes)
    {
        using (writer.Block($"if (TTarget.{RowScalarsWriter.References}({EmittedNames.Pass(_scalars.ReferenceParameters)}))"))
        {
            _lanes.WriteShift("at", "columns", areInLanes);
        }

        writer.Line();
    }

    private void DeclareSpans(Pass? finish)
    {
        string lanes = names.Element.SumLanes.ToString(CultureInfo.InvariantCulture);
        writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[{lanes}];");
        writer.Line($"Span<ExponentialSum> totals = stackalloc ExponentialSum[{lanes}];");
        writer.Line($"Span<{names.Element.Sum}> sums = stackalloc {names.Element.Sum}[{lanes}];");
        IEnumerable<string> spans = _scalars.ReferenceSpans.Prepend(EmittedNames.Maxima);
        if (finish is not null)
        {
            spans = spans.Concat(_scalars.ScalarSpans);
        }

        foreach (string span in spans)
        {
            writer.Line($"Span<{T}> {span} = stackalloc {T}[{lanes}];");
            writer.Line($"{span}.Clear();");
        }
    }

    private void WriteMaximum()
    {
        _lanes.WriteRows(Block, "block");
        WriteCall(plan.Maximum, "block");
        WriteSpread($"Refer(maxima[row]{(names.RuntimeTemperature ? ", in temperature" : "")})");
    }

    /// <summary>References to their spans, and +∞ off the rows that have it.</summary>
    private void WriteSpread(string reference)
    {
        writer.Line("bool infinite = false;");
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"references[row] = {reference};");
            foreach (string member in names.ReferenceMembers)
            {
                writer.Line($"{EmittedNames.SideBySideName("reference." + member)}[row] = references[row].{member};");
            }

            writer.Line($"infinite |= references[row].Shift == {Infinity};");
        }

        writer.Line();
        using (writer.Block("if (infinite && TTarget.Width > 1)"))
        {
            _lanes.WriteShift(Block, "block", areInLanes: false);
        }

        writer.Line();
    }

    private void WriteFinish(Pass finish) => WriteBlocks(() =>
    {
        if (finish.Evaluates(Operation.ScaledExp))
        {
            WriteMaximum();
        }
        else
        {
            _lanes.WriteRows(Block, "block");
            WriteSpread($"Reference.OfShift(totals[row].Shift, {names.Temperature.Limit})");
        }

        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"{names.ReferenceType} reference = references[row];");
            foreach ((string name, string value) in names.ScalarValues(finish, "totals[row]"))
            {
                writer.Line($"({name}Highs[row], {name}Lows[row]) = {value};");
            }
        }

        writer.Line();
        WriteCall(finish, "block");
        _lanes.WriteFromLanes(Block, "block");
    });

    /// <summary>The results of rows of several blocks, or only what stands for one of which nothing was summed.</summary>
    private void WriteResults(Pass? finish)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            if (finish is null)
            {
                writer.Line($"Unsafe.Add(ref {OutputOf(plan, names)}, first + (nuint)row) = totals[row].IsEmpty ? {names.MaskedValue} : {names.Result("totals[row]")};");
                return;
            }

            using (writer.Block("for (nuint i = 0; totals[row].IsEmpty && i < columns; i++)"))
            {
                WriteMasked();
            }
        }
    }

    /// <summary>What stands for column <c>i</c> of a row of which nothing was summed.</summary>
    private void WriteMasked() => writer.Line($"Unsafe.Add(ref {names.Output}, at + (i * inner) + (nuint)row) = {names.MaskedValue};");

    /// <summary>A pass over the group, a register of rows after the other.</summary>
    private void WriteCall(Pass pass, string columns)
    {
        // The exponentials are kept side by side in scratch, since columns that lie far apart push each other out of the cache.
        string to = pass == plan.Accumulate ? $"ref {SideBySideLanesWriter.LanesOfLogits}[row]" : $"ref Unsafe.Add(ref {_lanes.To}, row)";
        IEnumerable<string> arguments = names.InLanesParameters(pass).Select(parameter => parameter.Name switch
        {
            InLanesPassWriter.Terms => $"ref MemoryMarshal.GetReference({parameter.Name})",
            InLanesPassWriter.Stride => pass.Evaluates(Operation.Stored) ? SideBySideLanesWriter.Group : InLanesPassWriter.Stride,
            InLanesPassWriter.Destination => to,
            InLanesPassWriter.DestinationStride => pass == plan.Accumulate ? SideBySideLanesWriter.Group : InLanesPassWriter.Stride,
            "columns" => columns,
            "bias" or "mask" => $"ref Unsafe.Add(ref {EmittedNames.RowsOf(parameter.Name)}, {parameter.Name}IsRow ? 0 : row)",
            _ when parameter.Name == names.Output && pass.Evaluates(Operation.Stored) => $"ref {SideBySideLanesWriter.LanesOfLogits}[row]",
            _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => $"ref Unsafe.Add(ref {EmittedNames.RowsOf(parameter.Name)}, row)",
            _ when parameter.Type.Contains("Span<") => parameter.Name + "[row..]",
            _ => EmittedNames.Pass([parameter]),
        });
        using (writer.Block("for (int row = 0; row < rows; row += TTarget.Width)"))
        {
            writer.Line($"TTarget.{pass.Name}{InLanesPassWriter.Suffix}({string.Join(", ", arguments)});");
        }

        writer.Line();
    }
}
