using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the walk over whole registers of short rows, which are transposed there and back, so that a row's reductions need nothing across the
/// lanes: a register's passes wait for each other, registers do not.
/// </summary>
internal sealed class RowLanesWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string Name = RowGroupWriter.Name + InLanesPassWriter.Suffix;

    /// <summary>Registers of transposed rows in a group, where the length is known.</summary>
    private const int Blocks = 4;

    private readonly RowScalarsWriter _scalars = new(writer, plan, names);

    private bool Reduces => plan.Finish is null;

    private string Output => Reduces ? Role.Results.ToName() : names.Output;

    private int Length => plan.Spec.Options.Length;

    private const string Block = "Unsafe.Add(ref lanes, (nuint)row * columns)";

    private bool KeepsTermsApart => !Reduces && names.KeepsTerms(plan.Accumulate);

    /// <summary>The rows, the output and the number of rows.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            yield return ($"ref {names.T}", Role.Logits.ToName());
            yield return ($"ref {names.T}", Output);
            yield return ("nuint", "rows");
            if (Length == 0)
            {
                yield return ("nuint", "columns");
            }

            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    public void Write()
    {
        writer.Line("/// <summary>Short rows in the lanes of registers, transposed there and back; returns how many rows are done, all but less than a register's lanes.</summary>");
        writer.Line($"private static nuint {Name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            Declare();
            writer.Line("nuint first = 0;");
            using (writer.Block("while (first + (nuint)TTarget.Width <= rows)"))
            {
                writer.Line("int blocks = (int)nuint.Min((rows - first) / (nuint)TTarget.Width, Blocks);");
                writer.Line("int group = blocks * TTarget.Width;");
                WriteGroup();
                writer.Line();
                writer.Line("first += (nuint)group;");
            }

            writer.Line();
            writer.Line("return first;");
        }
    }

    private void Declare()
    {
        string? length = Length > 0 ? Length.ToString(CultureInfo.InvariantCulture) : null;
        if (length is not null)
        {
            writer.Line($"const nuint columns = {length};");
        }

        writer.Line($"const int Blocks = {Blocks};");
        writer.Line($"Span<{names.T}> block = {names.OnStack($"{length ?? "(int)columns"} * Blocks * TTarget.Width")};");
        writer.Line($"ref {names.T} lanes = ref MemoryMarshal.GetReference(block);");
        if (KeepsTermsApart)
        {
            writer.Line($"ref {names.T} {InLanesPassWriter.Terms} = ref MemoryMarshal.GetReference({names.OnStack("(int)columns * TTarget.Width")});");
        }

        foreach (string span in _scalars.ReferenceSpans.Prepend(EmittedNames.Maxima).Concat(_scalars.ScalarSpans))
        {
            writer.Line($"Span<{names.T}> {span} = {names.OnStack("Blocks * TTarget.Width")};");
        }

        writer.Line($"Span<{names.Element.Sum}> {EmittedNames.Sums} = {names.SumsOnStack("Blocks * TTarget.Width")};");
    }

    private void WriteGroup()
    {
        WriteBlocks(() =>
        {
            if (!plan.UnrollsLanes)
            {
                writer.Line($"Transposition.ToLanes(in {RowsAt(Role.Logits.ToName())}, ref {Block}, (nuint)TTarget.Width, columns);");
            }

            WriteCall(plan.Maximum);
        });
        writer.Line();
        using (writer.Block($"if (TTarget.{RowScalarsWriter.References}({EmittedNames.Pass(_scalars.ReferenceParameters)}))"))
        {
            string method = plan.ShiftsBeforehand ? "RowShifts.Subtract" : "InfiniteRows.Shift";
            string others = plan.ShiftsBeforehand ? "" : "default, default, ";
            WriteBlocks(() => writer.Line($"{method}(block.Slice(row * (int)columns, TTarget.Width * (int)columns), {others}TTarget.Width, columns, shifts.Slice(row, TTarget.Width));"));
        }

        writer.Line();
        WriteBlocks(() => WriteCall(plan.Accumulate));
        writer.Line();
        _scalars.WriteScalarsCall();
        if (plan.Finish is { } finish)
        {
            WriteBlocks(() =>
            {
                WriteCall(finish);
                if (!plan.UnrollsLanes)
                {
                    writer.Line($"Transposition.FromLanes(ref {Block}, ref {RowsAt(Output)}, (nuint)TTarget.Width, columns);");
                }
            });
        }

        _scalars.WriteResults("group", Output, () => writer.Line($"MemoryMarshal.CreateSpan(ref {RowsAt(Output)}, (int)columns).Fill({names.MaskedValue});"));
    }

    private void WriteBlocks(Action body)
    {
        using (writer.Block("for (int row = 0; row < group; row += TTarget.Width)"))
        {
            body();
        }
    }

    /// <summary>A pass over a register of rows, which what it stores overwrites.</summary>
    private void WriteCall(Pass pass)
    {
        IEnumerable<string> arguments = names.InLanesParameters(pass).Select(parameter => parameter switch
        {
            { Name: InLanesPassWriter.Terms } when KeepsTermsApart => $"ref {InLanesPassWriter.Terms}",
            { Name: InLanesPassWriter.Stride or InLanesPassWriter.DestinationStride } => "(nuint)TTarget.Width",
            { Name: InLanesPassWriter.Destination } when plan.UnrollsLanes => $"ref {RowsAt(Output)}",
            { Name: var name } when plan.UnrollsLanes && pass == plan.Maximum && name == names.Input => $"ref {RowsAt(name)}",
            _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => "ref " + Block,
            _ when parameter.Type.Contains("Span<") => parameter.Name + "[row..]",
            _ => EmittedNames.Pass([parameter]),
        });
        writer.Line($"TTarget.{pass.Name}{InLanesPassWriter.Suffix}({string.Join(", ", arguments)});");
    }

    /// <summary>The first row of a register, or the local <c>row</c>.</summary>
    private static string RowsAt(string name) => $"Unsafe.Add(ref {name}, (first + (nuint)row) * columns)";
}
