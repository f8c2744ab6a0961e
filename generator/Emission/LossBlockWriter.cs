using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the passes of a loss over a group of rows that have one block: each pass over all of them before the next, since rows do not wait for each other.</summary>
internal sealed class LossBlockWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, LossLayout layout)
{
    private readonly LossPlan _loss = plan.Loss!;
    private readonly RowScalarsWriter _references = new(writer, plan, names);
    private readonly LossTargetsWriter _targets = new(writer, plan, names, layout);

    public void Write()
    {
        writer.Line(layout.Call("TTarget", plan.Maximum, block: false));
        string infinite = names.MeetsInfinity(plan.Accumulate) ? "bool infinite = " : "";
        writer.Line($"{infinite}TTarget.{RowScalarsWriter.References}({EmittedNames.Pass(_references.ReferenceParameters)});");
        WriteLargest();
        _targets.WriteMapped();
        if (_loss.SumsElsewhere)
        {
            _targets.WriteColumns("0");
        }

        foreach (RowSum sum in _loss.Sums)
        {
            LossCalls.Write(writer, names, layout, sum.Pass, block: false, LossScalarsWriter.OfGroup(sum));
        }

        LossCalls.Write(writer, names, layout, plan.Accumulate, block: false);
        if (!plan.KeepsExponentials)
        {
            LossCalls.WriteOwn(writer, names, plan.Accumulate, LossTargetsWriter.RawTargets(plan));
        }

        WriteOthers();
        new LossScalarsWriter(writer, plan, names).WriteCall($"TTarget.{RowScalarsWriter.Scalars}", "group", EmittedNames.Sums);
        if (plan.Finish is { } finish)
        {
            writer.Line(layout.Call("TTarget", finish, block: false));
        }

        if (!names.MeetsInfinity(plan.Accumulate))
        {
            return;
        }

        using (writer.Block("if (infinite)"))
        {
            writer.Line("// What is left of a group must not look like +∞ in the next one.");
            writer.Line($"{EmittedNames.Maxima}.Clear();");
        }
    }

    private void WriteLargest()
    {
        if (_loss.NeedsPeak)
        {
            _targets.WriteBeforeLargest();
            _targets.WriteLargest("0", "columns");
        }
        else if (_loss.NeedsLargest)
        {
            writer.Line($"{EmittedNames.Maxima}.CopyTo({_targets.RawLargest});");
        }

        _targets.WriteAfterLargest();
    }

    private void WriteOthers()
    {
        string exponential = $"{LossScalarsWriter.Exponentials}[row]";
        if (layout.SideBySide)
        {
            writer.Line("bool cancels = false;");
        }

        using (writer.Block("for (int row = 0; row < group; row++)"))
        {
            if (plan.KeepsExponentials)
            {
                writer.Line($"{exponential} = Unsafe.Add(ref {names.Output}Rows, {layout.At("row", $"{LossParameters.Targets}[row]")});");
            }

            writer.Line($"{LossScalarsWriter.Others}[row] = sums[row] - {exponential};");
            writer.Line($"empty |= {names.IsEmpty("sums[row]")};");
            foreach (RowSum sum in _loss.Sums.Where(static sum => sum.MeetsInfinity))
            {
                string name = LossScalarsWriter.OfGroup(sum);
                writer.Line($"{name}[row] = TargetSum.{(sum.IsMean ? "Mean" : "Distances")}({name}[row], sums[row]);");
            }

            if (layout.SideBySide)
            {
                writer.Line($"{RowLowering.TargetColumn}s[row] = {LossParameters.Targets}[row];");
                writer.Line($"cancels |= {LossCalls.Cancels(names, EmittedNames.Sums)};");
            }
            else
            {
                using (writer.Block($"if ({LossCalls.Cancels(names, EmittedNames.Sums)})"))
                {
                    writer.Line($"{RowLowering.TargetColumn}s[row] = {LossParameters.Targets}[row];");
                    LossCalls.WriteOne(writer, names, layout, _loss.Others!, block: false, LossScalarsWriter.Others);
                }
            }
        }

        writer.Line();
        if (!layout.SideBySide)
        {
            return;
        }

        using (writer.Block("if (cancels)"))
        {
            LossCalls.Write(writer, names, layout, _loss.Others!, block: false, LossBlocksWriter.Alone);
            using (writer.Block("for (int row = 0; row < group; row++)"))
            {
                writer.Line($"{LossScalarsWriter.Others}[row] = {LossCalls.Cancels(names, EmittedNames.Sums)} ? {LossBlocksWriter.Alone}[row] : {LossScalarsWriter.Others}[row];");
            }
        }

        writer.Line();
    }
}
