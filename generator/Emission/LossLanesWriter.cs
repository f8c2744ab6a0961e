using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the passes of a loss over a group of short rows that are transposed into lanes and back, a register of them after the other. The targets'
/// logits are one more column, so that nothing has to be gathered from the exponentials.
/// </summary>
internal sealed class LossLanesWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, LossRowsWriter rows)
{
    /// <summary>The local with the first row of a register.</summary>
    public const string Register = "register";

    /// <summary>The local with the number of rows in a register: of the last one, not all lanes have one.</summary>
    public const string Present = "present";

    /// <summary>The columns that have exponentials: those of a row, and its target's once more.</summary>
    public const string Columns = "(columns + 1)";

    private const string Lanes = "lanes";

    private static readonly string TargetColumns = EmittedNames.SideBySideName(RowLowering.TargetColumn);

    /// <summary>The lanes of a register of rows.</summary>
    private const string Block = "Unsafe.Add(ref " + Lanes + ", (nuint)" + Register + " * " + Columns + ")";

    private readonly LossPlan _loss = plan.Loss!;
    private readonly RowScalarsWriter _references = new(writer, plan, names);

    /// <summary>Scratch for the lanes.</summary>
    public void Declare()
    {
        writer.Line($"ref {names.T} {Lanes} = ref MemoryMarshal.GetReference({names.OnStack($"(int){Columns} * atOnce")});");
        if (_loss.Sums.Count > 0)
        {
            writer.Line($"ref {names.T} {InLanesPassWriter.Terms} = ref MemoryMarshal.GetReference({names.OnStack("(int)columns * TTarget.Width")});");
        }
    }

    public void Write()
    {
        writer.Line("bool ignores = false;");
        writer.Line("bool empty = false;");
        WriteBlocks(() =>
        {
            WritePresent();
            WriteTransposition("ToLanes", $"in {RowsAt(Role.Logits.ToName())}, ref {Block}");
            writer.Line($"ignores |= TargetLanes.Columns(in Unsafe.Add(ref {Role.Targets.ToName()}, first + (nuint){Register}), {rows.Ignore}, {PresentOf(TargetColumns)});");
            WriteCall(plan.Maximum);
            rows.WriteGather();
        });
        writer.Line($"bool infinite = TTarget.{RowScalarsWriter.References}({EmittedNames.Pass(_references.ReferenceParameters)});");
        using (writer.Block("if (infinite)"))
        {
            WriteBlocks(() => writer.Line($"InfiniteRows.Shift(MemoryMarshal.CreateSpan(ref {Block}, (int){Columns} * TTarget.Width), default, default, TTarget.Width, columns + 1, shifts.Slice({Register}, TTarget.Width));"), last: true);
        }

        writer.Line();
        if (_loss.NeedsLargest)
        {
            writer.Line($"{EmittedNames.Maxima}.CopyTo({LossTargetsWriter.LargestLogits});");
        }

        WriteBlocks(() =>
        {
            foreach (RowSum sum in _loss.Sums)
            {
                WriteCall(sum.Pass);
                writer.Line($"LaneSum.Total(in {InLanesPassWriter.Terms}, (nuint)TTarget.Width, columns, {LossScalarsWriter.OfGroup(sum)}[{Register}..]);");
            }

            WritePresent();
            WriteCall(plan.Accumulate);
            string[] spans = [EmittedNames.Sums, LossScalarsWriter.Exponentials, LossScalarsWriter.Others];
            writer.Line($"empty |= TargetLanes.Sum(ref {Block}, TTarget.Width, columns, {PresentOf(TargetColumns)}, {string.Join(", ", spans.Select(static span => $"{span}[{Register}..]"))});");
        });
        WriteInfinite();
        WriteDistances();
        new LossScalarsWriter(writer, plan, names).WriteCall($"TTarget.{RowScalarsWriter.Scalars}", "group", EmittedNames.Sums);
        WriteBlocks(() =>
        {
            WritePresent();
            if (plan.Finish is { } finish)
            {
                WriteCall(finish);
                WriteTransposition("FromLanes", $"ref {Block}, ref {RowsAt(names.Output)}");
            }

            rows.WriteResults();
        }, last: true);
    }

    /// <summary>Rows with +∞: their shift, and their sums of distances by the scalar target, which alone knows ∞ − ∞ = 0.</summary>
    private void WriteInfinite()
    {
        using (writer.Block("for (int row = 0; infinite && row < group; row++)"))
        {
            using (writer.Block($"if ({EmittedNames.Maxima}[row] == {names.T}.PositiveInfinity)"))
            {
                writer.Line($"shifts[row] = {names.T}.PositiveInfinity;");
                LossLayout layout = new(names, sideBySide: false);
                foreach (RowSum sum in _loss.Sums)
                {
                    writer.Line(layout.Call("Scalar", sum.Pass, block: false, "row", LossScalarsWriter.OfGroup(sum)));
                }
            }
        }

        writer.Line();
    }

    private void WriteDistances()
    {
        string[] distances = [.. _loss.Sums.Where(static sum => sum.MeetsInfinity).Select(LossScalarsWriter.OfGroup)];
        if (distances.Length == 0)
        {
            return;
        }

        using (writer.Block("for (int row = 0; row < group; row++)"))
        {
            foreach (string sum in distances)
            {
                writer.Line($"{sum}[row] = TargetSum.Distances({sum}[row], sums[row]);");
            }
        }

        writer.Line();
    }

    /// <param name="body">What is done with each register of rows.</param>
    /// <param name="last">True where nothing follows in the block.</param>
    private void WriteBlocks(Action body, bool last = false)
    {
        using (writer.Block($"for (int {Register} = 0; {Register} < group; {Register} += TTarget.Width)"))
        {
            body();
        }

        if (!last)
        {
            writer.Line();
        }
    }

    private void WriteTransposition(string method, string rows) =>
        writer.Line($"Transposition.{method}({rows}, (nuint)TTarget.Width, columns, (nuint){Present});");

    private void WritePresent() => writer.Line($"int {Present} = int.Min(group - {Register}, TTarget.Width);");

    private static string PresentOf(string span) => $"{span}.Slice({Register}, {Present})";

    /// <summary>A pass over a register of rows.</summary>
    private void WriteCall(Pass pass)
    {
        string[] inLanes = [.. names.Rows(pass).Select(static row => row.Name)];
        IEnumerable<string> arguments = names.InLanesParameters(pass).Select(parameter => parameter switch
        {
            _ when parameter.Name == InLanesPassWriter.Terms || EmittedNames.IsShared(parameter.Name) => EmittedNames.Pass([parameter]),
            _ when inLanes.Contains(parameter.Name, StringComparer.Ordinal) => $"ref {Block}",
            _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => $"ref {parameter.Name}[{Register}]",
            _ => EmittedNames.Pass([parameter]),
        });
        writer.Line($"TTarget.{pass.Name}{InLanesPassWriter.Suffix}({string.Join(", ", arguments)});");
    }

    /// <summary>The first row of a register.</summary>
    private static string RowsAt(string name) => $"Unsafe.Add(ref {EmittedNames.RowsOf(name)}, (nuint){Register} * columns)";
}
