using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the walk over the rows of a loss, a group at a time: what is gathered for each row before the passes, and where the results go after
/// them. What lies between is the walk over the columns.
/// </summary>
internal sealed class LossRowsWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, LossLayout layout)
{
    /// <summary>Rows in a group that lie one after the other: two of the widest registers of doubles.</summary>
    private const int Group = 16;

    /// <summary>A row of the group among all rows.</summary>
    private const string Row = "first + (nuint)row";

    private readonly LossPlan _loss = plan.Loss!;
    private readonly LossParameters _parameters = new(plan, names);
    private readonly LossScalarsWriter _scalars = new(writer, plan, names);
    private readonly LossTargetsWriter _targets = new(writer, plan, names, layout);

    private bool HasExponentials => plan.Exponentials is not null;

    private string T => names.T;

    private string Sum => names.Element.Sum;

    public string Ignore => plan.Spec.Options.IgnoreIndex.ToString(CultureInfo.InvariantCulture);

    private string MaskedValue => plan.Spec.Options.MaskedRow == MaskedRow.Zero ? "0" : "double.NaN";

    /// <summary>The length of the spans with a number for each row.</summary>
    public string Size => layout.SideBySide ? "TTarget.Width" : layout.InLanes ? "atOnce" : "Group";

    /// <param name="name">The method's name.</param>
    /// <param name="declare">Declares what the walk over the columns needs beside.</param>
    /// <param name="atOnce">How many rows make a group.</param>
    /// <param name="columns">
    /// The walk over the columns: fills the scalars' spans, then stores the gradient but in the targets' columns. In lanes it also calls
    /// <see cref="WriteGather"/> and <see cref="WriteResults"/>, for each register, whose scalar work then overlaps with the work in registers.
    /// </param>
    public void Write(string name, Action declare, string atOnce, Action columns)
    {
        if (layout.InLanes && plan.Spec.AllowUnsafe)
        {
            writer.Line("[SkipLocalsInit]");
        }

        writer.Line($"private static {_parameters.RangeType} {name}<TTarget>({EmittedNames.Declare(_parameters.Range.Concat(RowRangeWriter.Bounds))})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (plan.Spec.Options.Length > 0)
            {
                writer.Line($"const nuint columns = {plan.Spec.Options.Length.ToString(CultureInfo.InvariantCulture)};");
            }

            if (layout.InLanes)
            {
                writer.Line($"int atOnce = {atOnce};");
            }

            Declare();
            declare();
            if (_parameters.Reduces)
            {
                writer.Line($"{_parameters.SumType} sum = default;");
            }

            if (!layout.SharesRegisters)
            {
                writer.Line($"nuint atOnce = {atOnce};");
            }

            writer.Line("int group;");
            using (writer.Block("for (; first < last; first += (nuint)group)"))
            {
                WriteFirst();
                if (!layout.InLanes)
                {
                    WriteGather();
                }

                if (HasExponentials && !layout.InLanes)
                {
                    writer.Line("bool empty = false;");
                }

                columns();
                if (!layout.InLanes)
                {
                    WriteResults();
                }
            }

            if (_parameters.Reduces)
            {
                writer.Line();
                writer.Line("return sum;");
            }
        }
    }

    /// <summary>The group that begins at the local <c>first</c>: rows that follow each other, none of them ignored, or neighbours in a plane.</summary>
    private void WriteFirst()
    {
        if (layout.SideBySide)
        {
            writer.Line("nuint outer = first / inner;");
            writer.Line("nuint neighbour = first - (outer * inner);");
            writer.Line($"nuint {LossLayout.Start} = (outer * columns * inner) + neighbour;");
            writer.Line("group = (int)nuint.Min(nuint.Min(inner - neighbour, last - first), (nuint)TTarget.Width);");
        }
        else if (layout.InLanes)
        {
            writer.Line($"nuint {LossLayout.Start} = first * columns;");
            writer.Line("group = (int)nuint.Min(last - first, (nuint)atOnce);");
        }
        else
        {
            writer.Line($"nuint {LossLayout.Start} = first * columns;");
            if (!_loss.HasTarget)
            {
                writer.Line("group = (int)nuint.Min(last - first, atOnce);");
            }
            else
            {
                WriteRun();
            }
        }

        foreach (Role role in _parameters.Rows)
        {
            writer.Line($"ref {T} {EmittedNames.RowsOf(role.ToName())} = ref Unsafe.Add(ref {role.ToName()}, {LossLayout.Start});");
        }
    }

    /// <summary>As many rows as follow each other before an ignored one; that one is done here.</summary>
    private void WriteRun()
    {
        writer.Line($"group = Targets.Run(ref Unsafe.Add(ref targets, first), (int)nuint.Min(last - first, atOnce), {Ignore});");
        using (writer.Block("if (group == 0)"))
        {
            if (_parameters.HasGradient)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {names.Output}, {LossLayout.Start}), (int)columns).Clear();");
            }

            WriteIgnored("first");
            writer.Line("group = 1;");
            writer.Line("continue;");
        }

        writer.Line();
    }

    private void Declare()
    {
        if (!layout.SharesRegisters)
        {
            writer.Line($"const int Group = {Group};");
        }

        if (layout.SideBySide && HasExponentials)
        {
            writer.Line($"Span<{Sum}> {LossBlocksWriter.Alone} = {names.SumsOnStack(Size)};");
        }

        if (_parameters.HasColumn && !layout.InLanes)
        {
            writer.Line($"Span<nuint> {LossParameters.Targets} = stackalloc nuint[{Size}];");
        }

        if (_loss.NeedsPeak)
        {
            writer.Line($"Span<int> {LossTargetsWriter.Peaks} = stackalloc int[{Size}];");
        }

        List<(bool IsSum, string Name)> spans = [.. _scalars.Inputs.Concat(_scalars.Outputs).Select(span => (IsSum: span.Type.EndsWith($"<{Sum}>", StringComparison.Ordinal), span.Name))];
        if (HasExponentials)
        {
            spans.AddRange([(true, EmittedNames.Sums), (false, EmittedNames.Maxima), (false, RowLowering.TargetColumn + "s")]);
            spans.AddRange(new RowScalarsWriter(writer, plan, names).ReferenceSpans.Select(static span => (false, span)));
        }

        else if (_loss.SumsElsewhere)
        {
            spans.Add((false, RowLowering.TargetColumn + "s"));
        }

        spans.AddRange(_targets.Spans.Select(static span => (false, span)));
        HashSet<string> declared = [];
        foreach ((bool isSum, string name) in spans.Where(span => declared.Add(span.Name)))
        {
            writer.Line(isSum ? $"Span<{Sum}> {name} = {names.SumsOnStack(Size)};" : $"Span<{T}> {name} = {names.OnStack(Size)};");
        }
    }

    /// <summary>What the passes and the scalars need of each row beside its columns.</summary>
    public void WriteGather()
    {
        if (!_parameters.PerRow.Any() && (layout.InLanes ? !_targets.GathersMore : !_loss.HasTarget))
        {
            return;
        }

        using (writer.Block(layout.EachRow()))
        {
            if (_loss.HasTarget)
            {
                writer.Line($"nuint index = {(layout switch
                {
                    { InLanes: true } => $"(nuint){EmittedNames.SideBySideName(RowLowering.TargetColumn)}[row]",
                    { SideBySide: true } => $"{Of(Role.Targets)} == {Ignore} ? 0 : (nuint){Of(Role.Targets)}",
                    _ => $"(nuint){Of(Role.Targets)}",
                })};");
                _targets.WriteGather("index");
            }

            foreach (Role role in _parameters.PerRow)
            {
                writer.Line($"{LossScalarsWriter.OfGroup(role)}[row] = {Of(role)};");
            }
        }

        writer.Line();
    }

    /// <summary>Rows of which nothing was summed, and, where they share registers with others, those that are ignored: what takes the place of their results.</summary>
    private void WriteOthers()
    {
        if (HasExponentials)
        {
            string value = MaskedValue == "0" ? "0" : $"{T}.NaN";
            WriteInstead("empty && ", names.IsEmpty($"{EmittedNames.Sums}[row]"), MaskedValue, "double.NegativeInfinity", value);
        }

        if (layout.SharesRegisters && _loss.HasTarget)
        {
            WriteInstead(layout.InLanes ? "ignores && " : "", $"{Of(Role.Targets)} == {Ignore}", "0", "0", "0");
        }
    }

    private void WriteInstead(string any, string condition, string value, string logSumExp, string derivative)
    {
        writer.Line();
        using (writer.Block(layout.EachRow(any)))
        {
            using (writer.Block($"if ({condition})"))
            {
                foreach ((_, string span) in _scalars.Outputs.Where(static output => output.Name is LossScalarsWriter.Losses or LossScalarsWriter.Penalties))
                {
                    writer.Line($"{span}[row] = {value};");
                }

                foreach (RowResult result in _loss.Results)
                {
                    writer.Line(result.IsColumn
                        ? $"{LossTargetsWriter.Peaks}[row] = -1;"
                        : $"{LossScalarsWriter.OfGroup(result.Role)}[row] = {(result.Value.Operation == Operation.LogSumExp ? logSumExp : value)};");
                }

                if (_parameters.HasGradient)
                {
                    if (_loss.HasColumnApart)
                    {
                        writer.Line($"{LossScalarsWriter.Derivatives}[row] = {derivative};");
                    }

                    layout.WriteFill(writer, names.Output, "row", derivative);
                }
            }
        }
    }

    /// <summary>What is stored of each row after its gradient, and its part in the sum.</summary>
    public void WriteResults()
    {
        WriteOthers();
        writer.Line();
        bool penalty = _loss.Penalty is not null;
        if (_parameters.Reduces)
        {
            string rows = layout.InLanes ? $".Slice({LossLanesWriter.Register}, {LossLanesWriter.Present})" : "[..group]";
            writer.Line($"sum = LossSum.Add(sum, {LossScalarsWriter.Losses}{rows}{(penalty ? $", {LossScalarsWriter.Penalties}{rows}" : "")});");
        }

        List<string> results = [];
        if (_parameters.HasGradient && _loss.HasColumnApart && !layout.InLanes)
        {
            results.Add($"Unsafe.Add(ref {names.Output}Rows, {layout.At("row", $"{LossParameters.Targets}[row]")}) = {LossScalarsWriter.Derivatives}[row];");
        }

        if (plan.Spec.Has(Role.Losses))
        {
            results.Add($"{Of(Role.Losses)} = ({T})({LossScalarsWriter.Losses}[row]{(penalty ? $" + {LossScalarsWriter.Penalties}[row]" : "")});");
        }

        results.AddRange(_loss.Results.Select(result => result.IsColumn
            ? $"{Of(result.Role)} = {names.IsNaN($"{EmittedNames.Sums}[row]")} ? -1 : {LossTargetsWriter.Peaks}[row];"
            : $"{Of(result.Role)} = ({T}){LossScalarsWriter.OfGroup(result.Role)}[row];"));
        if (results.Count > 0)
        {
            using (writer.Block(layout.EachRow()))
            {
                results.ForEach(result => writer.Line(result));
            }
        }
    }

    /// <summary>What is left of a row that is ignored, beside its gradient.</summary>
    private void WriteIgnored(string row)
    {
        foreach (Role output in LossRoles.RowOutputs.Where(plan.Spec.Has))
        {
            writer.Line($"Unsafe.Add(ref {output.ToName()}, {row}) = {(output == Role.Predictions ? "-1" : "0")};");
        }
    }

    /// <summary>What belongs to a row of the group.</summary>
    private static string Of(Role role) => $"Unsafe.Add(ref {role.ToName()}, {Row})";
}
