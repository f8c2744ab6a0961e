using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass over rows that lie side by side, one in each lane, walking their columns in step; nothing is transposed. One lane and
/// neighbouring columns is the scalar target's form of the pass along a row.
/// </summary>
internal sealed class SideBySidePassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target, bool alongRow)
{
    /// <summary>What such a pass is called beside the one along a row.</summary>
    public const string Suffix = "SideBySide";

    private readonly Element _element = names.Element;

    private int Lanes => target.Lanes(_element);

    public void Write(Pass pass)
    {
        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, sideBySide: !alongRow);
        if (alongRow && plan.Grouped)
        {
            string columns = RowGroup.Columns(plan);
            using (RowGroup.Begin(writer, names, lowered, columns))
            {
                writer.Line("const nuint start = 0;");
                writer.Line($"{(plan.StraightLine ? "const " : "")}nuint end = {columns};");
                WriteColumns(lowered);
            }

            return;
        }

        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}{(alongRow ? "" : ", rows side by side")}.</summary>");
        string parameters = EmittedNames.Declare(alongRow ? names.Parameters(pass) : names.SideBySideParameters(pass));
        using (writer.Block(alongRow
            ? $"public static {names.ReturnType(pass)} {pass.Name}({parameters})"
            : $"public static void {pass.Name}{Suffix}({parameters})"))
        {
            writer.Declare(lowered.Body.RowConstants.Concat(lowered.Body.Constants));

            WriteColumns(lowered);
        }
    }

    private void WriteColumns(LoweredPass lowered)
    {
        Declare(lowered.Pass);
        using (writer.Block("for (nuint i = start; i < end; i++)"))
        {
            if (!alongRow)
            {
                writer.Line("nuint at = i * inner;");
            }

            WriteColumn(lowered);
        }

        WriteResult(lowered.Pass);
    }

    private void Declare(Pass pass)
    {
        if (pass.Reduction?.Operation == Operation.Max)
        {
            writer.Line($"{target.Vector(_element)} max = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
        }
        else if (pass.Reduction is not null)
        {
            string scratch = (Lanes * _element.SumLanes).ToString(CultureInfo.InvariantCulture);
            writer.Line($"Span<{names.T}> pending = {names.OnStack(scratch)};");
            writer.Line($"Span<double> lanes = {EmittedNames.DoublesOnStack(scratch)};");
            writer.Line("lanes.Clear();");
            if (_element == Element.Double)
            {
                writer.Line($"Span<double> errors = {EmittedNames.DoublesOnStack(scratch)};");
                writer.Line("errors.Clear();");
            }

            if (SumAccumulator.HasChunks(_element, pass))
            {
                writer.Line($"Span<{names.T}> chunks = {names.OnStack(scratch)};");
                writer.Line("chunks.Fill(ChunkSum.Start);");
                writer.Line($"Span<{names.T}> errors = {names.OnStack(scratch)};");
                writer.Line("errors.Clear();");
                writer.Line($"SideBySideSum sum = new(pending, lanes, {Lanes}, chunks, errors, ChunkSum.End(start, end) - start);");
            }
            else
            {
                writer.Line(_element == Element.Single
                    ? $"SideBySideSum sum = new(pending, lanes, {Lanes});"
                    : $"CompensatedSideBySideSum sum = new(pending, lanes, errors, {Lanes});");
            }
        }
    }

    private void WriteColumn(LoweredPass lowered)
    {
        foreach (Step step in lowered.Body.Steps)
        {
            writer.Line(step.TailStatement(At));
        }

        if (lowered.Stored is not null)
        {
            writer.Line(target.StoreTail(names.Output, alongRow ? "i" : "at", alongRow ? "end" : "at + rows", At(lowered.Stored)));
        }

        if (lowered.Pass.Reduction is { } reduction)
        {
            string reduced = At(lowered.Reduced!);
            writer.Line(reduction.Operation == Operation.Max ? $"max = {target.Max(_element, "max", reduced)};" : $"sum.Add(i - start, {reduced});");
        }
    }

    private void WriteResult(Pass pass)
    {
        if (pass.Reduction is null)
        {
            return;
        }

        bool max = pass.Reduction.Operation == Operation.Max;
        writer.Line();
        if (alongRow)
        {
            string result = max ? "max" : "sum.Total(end - start)";
            writer.Line(plan.Grouped ? $"{(max ? EmittedNames.Maxima : EmittedNames.Sums)}[row] = {result};" : $"return {result};");
        }
        else if (max)
        {
            writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "0", "max"));
        }
        else
        {
            string lanes = _element == Element.Single ? $"<{target.RowScalars(_element)}>" : "";
            writer.Line($"sum.Total{lanes}(end - start, {EmittedNames.Sums});");
        }
    }

    /// <summary>Along a row, a row's number goes to the only lane; side by side, each lane has its own, from a span.</summary>
    private string RowScalar(string member) =>
        alongRow && plan.Grouped ? RowGroup.ScalarOfRow(member)
        : alongRow ? target.Broadcast(_element, member)
        : target.Load($"MemoryMarshal.GetReference({EmittedNames.SideBySideName(member)})", "0");

    private string At(string text) => text.Replace("#", "").Replace("@", alongRow ? "i" : "at").Replace("$", alongRow ? "end" : "at + rows");
}
