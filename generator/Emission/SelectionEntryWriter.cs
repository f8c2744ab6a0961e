using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel that selects is entered: checks of the arguments, the rows, then what concerns the whole batch.</summary>
internal sealed class SelectionEntryWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names)
    : LanesEntryWriter(writer, names, RowCost.InLanes(plan.Spec.Element, plan.Count))
{
    private static readonly Role[] Outputs = [Role.Selected, Role.Weights, Role.Load, Role.DenseWeights];

    private SelectionRangeWriter Range => new(Writer, plan, names);

    /// <inheritdoc/>
    protected override IEnumerable<(string Type, string Name)> RangeParameters => Range.Parameters;

    /// <inheritdoc/>
    protected override bool Writes(Role role) => Outputs.Contains(role);

    /// <inheritdoc/>
    protected override void WriteRange() => Range.Write();

    /// <inheritdoc/>
    protected override void WriteChecks()
    {
        WriteShape($"Selection.RequireColumns(experts, {names.Count}, {LanesNames.Number(plan.Groups?.Count ?? 1)}, {LanesNames.Number(plan.Groups?.Kept ?? 1)}, {names.NameOfColumns});");
        if (Spec.Has(Role.SelectionBias))
        {
            Writer.Line($"Arguments.RequireLength(selectionBias.Length, experts, {names.NameOf(Role.SelectionBias)});");
        }

        if (Spec.Has(Role.Active))
        {
            Writer.Line($"Arguments.RequireLength(active.Length, rows, {names.NameOf(Role.Active)});");
        }

        if (Spec.Has(Role.ExpertStart))
        {
            Writer.Line($"Selection.RequireRange(expertStart, expertStop, experts, {names.NameOf(Role.ExpertStart)}, {names.NameOf(Role.ExpertStop)});");
        }

        List<Role> others = [.. new[] { Role.Logits, Role.SelectionBias, Role.Active }.Where(Spec.Has)];
        foreach (Role output in Outputs.Where(Spec.Has))
        {
            WriteOutput(output, LengthOf(output), others);
            others.Add(output);
        }
    }

    /// <summary>Rows that were taken out, counts, experts elsewhere, the dense form.</summary>
    protected override void WriteBatch()
    {
        if (Spec.Has(Role.Active))
        {
            Writer.Line($"Selection.ClearInactive(active, selected, weights, {names.Count});");
        }

        if (Spec.Has(Role.Load))
        {
            Writer.Line("Selection.Count(selected, load);");
        }

        if (Spec.Has(Role.ExpertStart))
        {
            Writer.Line("Selection.ClearOutside(selected, weights, expertStart, expertStop);");
        }

        if (Spec.Has(Role.DenseWeights))
        {
            Writer.Line($"Selection.Spread<{names.T}>(selected, weights, denseWeights, {names.Count}, experts);");
        }
    }

    private string LengthOf(Role output) => output switch
    {
        Role.Load => "experts",
        Role.DenseWeights => "logits.Length",
        _ => $"checked(rows * {names.Count})",
    };
}
