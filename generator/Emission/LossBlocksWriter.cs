using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the passes of a loss over rows of several blocks: block after block, the sums merged in order; then the gradient from the last block on.
/// The exponentials are kept from one walk to the other, or evaluated again, and the blocks' references with them.
/// </summary>
internal sealed class LossBlocksWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, LossLayout layout, bool keeps)
{
    private const string Totals = "totals";
    private const string References = "references";
    private const string Homes = "homes";
    private const string OtherTotals = "otherTotals";
    public const string Alone = "alone";

    private readonly LossPlan _loss = plan.Loss!;
    private readonly LossTargetsWriter _targets = new(writer, plan, names, layout);

    private Pass Accumulate => keeps || plan.Long is null ? plan.Accumulate : plan.Long.Accumulate;

    private Pass? Finish => keeps || plan.Long is null ? plan.Finish : plan.Long.Finish;

    private Pass Others => keeps ? _loss.Others! : _loss.OthersLong ?? _loss.Others!;

    private string Reference => names.ReferenceType;

    private string Part => names.Element == Element.Single ? ".High" : "";

    private string Temperature => names.Temperature.Value;

    /// <summary>The place of the local block's reference.</summary>
    private string Here => keeps ? $"{References}[block]" : $"{References}[row]";

    private bool MeetsInfinity => names.MeetsInfinity(plan.Accumulate);

    /// <summary>True where a walk for the largest logits has left the blocks' references.</summary>
    private bool KnowsReferences => keeps && _loss.NeedsLargest;

    private static string TotalOf(RowSum sum) => sum.Name + "Totals";

    private static string TypeOf(RowSum sum) => sum.IsMean ? "ExponentialSum" : "DoubleDouble";

    public void Declare(string size)
    {
        writer.Line("int blocks = (int)((columns + (BlockLength - 1)) / BlockLength);");
        writer.Line($"Span<{Reference}> {References} = stackalloc {Reference}[{(keeps ? "blocks" : size)}];");
        writer.Line($"Span<{Reference}> {Homes} = stackalloc {Reference}[{size}];");
        writer.Line($"Span<ExponentialSum> {Totals} = stackalloc ExponentialSum[{size}];");
        writer.Line($"Span<ExponentialSum> {OtherTotals} = stackalloc ExponentialSum[{size}];");
        writer.Line($"Span<{names.Element.Sum}> {LossScalarsWriter.HomeSums} = {names.SumsOnStack(size)};");
        if (!layout.SideBySide)
        {
            writer.Line($"Span<{names.Element.Sum}> {Alone} = {names.SumsOnStack(size)};");
        }

        foreach (RowSum sum in _loss.Sums)
        {
            writer.Line($"Span<{TypeOf(sum)}> {TotalOf(sum)} = stackalloc {TypeOf(sum)}[{size}];");
        }
    }

    public void Write()
    {
        if (MeetsInfinity)
        {
            writer.Line("bool infinite = false;");
        }

        WriteLargest();
        _targets.WriteMapped();
        WriteSums();
        WriteOwn();
        WriteOthers();
        WriteScalars();
        if (Finish is { } finish)
        {
            WriteGradient(finish);
        }
    }

    /// <summary>The largest logits, where sums are measured from them or they are split off; what only asks for their columns finds them along the way.</summary>
    private void WriteLargest()
    {
        if (_loss.NeedsLargest || _loss.NeedsPeak)
        {
            _targets.WriteBeforeLargest();
        }

        if (!_loss.NeedsLargest)
        {
            return;
        }

        using (writer.Block("for (int block = 0; block < blocks; block++)"))
        {
            WriteBounds();
            writer.Line(layout.Call("TTarget", plan.Maximum, block: true));
            if (keeps)
            {
                using (EachRow())
                {
                    WriteRefer();
                }

                writer.Line();
            }

            _targets.WriteLargest("start", "end");
        }

        writer.Line();
        _targets.WriteAfterLargest();
    }

    private void WriteSums()
    {
        writer.Line($"{Totals}.Clear();");
        foreach (RowSum sum in _loss.Sums)
        {
            writer.Line($"{TotalOf(sum)}.Clear();");
        }

        using (writer.Block("for (int block = 0; block < blocks; block++)"))
        {
            WriteBounds();
            WriteReferences(first: true);
            if (_loss.SumsElsewhere)
            {
                _targets.WriteColumns("start");
            }

            foreach (RowSum sum in _loss.Sums)
            {
                LossCalls.Write(writer, names, layout, sum.Pass, block: true, LossScalarsWriter.OfGroup(sum));
            }

            LossCalls.Write(writer, names, layout, Accumulate, block: true);
            using (EachRow())
            {
                string max = KnowsReferences ? _targets.RawLargest : EmittedNames.Maxima;
                writer.Line($"{Totals}[row].Add(sums[row], {max}[row], in {Here}, {Temperature});");
                foreach (RowSum sum in _loss.Sums)
                {
                    string value = $"{LossScalarsWriter.OfGroup(sum)}[row]";
                    writer.Line(sum.IsMean ? $"{TotalOf(sum)}[row].AddMultiples({value}, in {Here}, {Temperature});" : $"{TotalOf(sum)}[row] += {value};");
                }
            }
        }

        writer.Line();
    }

    /// <summary>The targets' exponentials, relative to the references of their own blocks.</summary>
    private void WriteOwn()
    {
        if (!keeps && MeetsInfinity)
        {
            writer.Line("infinite = false;");
        }

        using (EachRow())
        {
            writer.Line($"{LossScalarsWriter.HomeSums}[row] = {Totals}[row].RelativeTo(in {Homes}[row], {Temperature}){Part};");
            if (keeps)
            {
                writer.Line($"{LossScalarsWriter.Exponentials}[row] = Unsafe.Add(ref {names.Output}Rows, {layout.At("row", $"{LossParameters.Targets}[row]")});");
            }
            else
            {
                WriteSpread($"{Homes}[row]");
            }
        }

        writer.Line();
        if (!keeps)
        {
            LossCalls.WriteOwn(writer, names, Accumulate, LossTargetsWriter.RawTargets(plan));
        }
    }

    private void WriteOthers()
    {
        string cancels = LossCalls.Cancels(names, LossScalarsWriter.HomeSums);
        writer.Line("bool cancels = false;");
        using (EachRow())
        {
            writer.Line($"{LossScalarsWriter.Others}[row] = {LossScalarsWriter.HomeSums}[row] - {LossScalarsWriter.Exponentials}[row];");
            writer.Line($"cancels |= {cancels};");
        }

        writer.Line();
        using (writer.Block("if (cancels)"))
        {
            writer.Line($"{OtherTotals}.Clear();");
            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                WriteBounds();
                if (!keeps)
                {
                    WriteReferences(first: false);
                }

                _targets.WriteColumns("start");
                LossCalls.Write(writer, names, layout, Others, block: true, Alone);
                using (EachRow())
                {
                    writer.Line($"{OtherTotals}[row].Add({Alone}[row], {names.T}.NegativeInfinity, in {Here}, {Temperature});");
                }
            }

            writer.Line();
            using (EachRow())
            {
                writer.Line($"{LossScalarsWriter.Others}[row] = {cancels} ? {OtherTotals}[row].In(in {Homes}[row], {Temperature}){Part} : {LossScalarsWriter.Others}[row];");
            }
        }

        writer.Line();
    }

    private void WriteScalars()
    {
        using (EachRow())
        {
            writer.Line($"empty |= {Totals}[row].IsEmpty;");
            writer.Line($"{Totals}[row].Store(sums, maxima, shifts, rounders, row);");
            foreach (RowSum sum in _loss.Sums)
            {
                string value = sum.IsMean ? $"{TotalOf(sum)}[row].Over(in {Totals}[row], {Temperature}){Part}" : $"{TotalOf(sum)}[row]{Part}";
                writer.Line($"{LossScalarsWriter.OfGroup(sum)}[row] = {(sum.MeetsInfinity && !sum.IsMean ? $"TargetSum.Distances({value}, sums[row])" : value)};");
            }
        }

        writer.Line();
        new LossScalarsWriter(writer, plan, names).WriteCall($"TTarget.{RowScalarsWriter.Scalars}", "group", LossScalarsWriter.HomeSums);
    }

    private void WriteGradient(Pass finish)
    {
        writer.Line("// From the end: the last blocks are still in the cache.");
        using (writer.Block("for (int block = blocks - 1; block >= 0; block--)"))
        {
            WriteBounds();
            if (!keeps)
            {
                WriteReferences(first: false);
            }

            using (EachRow())
            {
                string sum = $"{Totals}[row].RelativeTo(in {Here}, {Temperature}){Part}";
                writer.Line($"(scaleHighs[row], scaleLows[row]) = Scalars.Split{names.Element.Name}({LossScalarsWriter.Probabilities}[row] / {sum});");
            }

            LossCalls.Write(writer, names, layout, finish, block: true);
        }

        if (finish.Streams && !layout.SideBySide)
        {
            writer.Line();
            writer.Line("TTarget.Fence();");
        }

        writer.Line();
    }

    private void WriteBounds()
    {
        writer.Line("nuint start = (nuint)block * BlockLength;");
        writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
    }

    /// <param name="first">True in the walk that meets the blocks first.</param>
    private void WriteReferences(bool first)
    {
        bool known = first && KnowsReferences;
        if (!known)
        {
            writer.Line(layout.Call("TTarget", plan.Maximum, block: true));
        }

        if (first && _loss is { NeedsPeak: true, NeedsLargest: false })
        {
            _targets.WriteLargest("start", "end");
        }

        if (MeetsInfinity)
        {
            writer.Line("infinite = false;");
        }

        using (EachRow())
        {
            if (!known)
            {
                WriteRefer();
            }

            WriteSpread(Here);
            if (first)
            {
                using (writer.Block($"if ({LossParameters.Targets}[row] - start < BlockLength)"))
                {
                    writer.Line($"{Homes}[row] = {Here};");
                }
            }
        }

        writer.Line();
    }

    private void WriteRefer() => writer.Line($"{Here} = Refer(maxima[row]{(names.RuntimeTemperature ? ", in temperature" : "")});");

    private void WriteSpread(string reference)
    {
        foreach (string member in names.ReferenceMembers)
        {
            writer.Line($"{EmittedNames.SideBySideName("reference." + member)}[row] = {reference}.{member};");
        }

        if (MeetsInfinity)
        {
            writer.Line($"infinite |= {reference}.Shift == {names.T}.PositiveInfinity;");
        }
    }

    private IndentedWriter.Scope EachRow() => writer.Block("for (int row = 0; row < group; row++)");
}
