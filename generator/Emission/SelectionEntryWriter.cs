using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel that selects is entered: checks of the arguments, the rows, then what concerns the whole batch.</summary>
internal sealed class SelectionEntryWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names)
    : LanesEntryWriter(writer, names, RowCost.InLanes(plan.Spec.Element, plan.Count))
{
    private static readonly Role[] Outputs = [Role.Selected, Role.Weights, Role.PreparedLogits, Role.Load, Role.DenseWeights, Role.Importance, Role.LogSumExp, Role.ZLoss, Role.Slots, Role.Offsets];

    private SelectionRangeWriter Range => new(Writer, plan, names);

    /// <inheritdoc/>
    protected override IEnumerable<(string Type, string Name)> RangeParameters => Range.Parameters;

    /// <inheritdoc/>
    protected override string? PerBlock => Spec.Has(Role.Importance) ? Role.Importance.ToName() : null;

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

        if (Spec.Has(Role.Capacity))
        {
            Writer.Line($"Arguments.RequireAtLeast(capacity, 0, {names.NameOf(Role.Capacity)});");
        }

        foreach (Role noise in new[] { Role.Noise, Role.NoiseLogits }.Where(Spec.Has))
        {
            Writer.Line($"Arguments.RequireLength({noise.ToName()}.Length, logits.Length, {names.NameOf(noise)});");
        }

        List<Role> others = [.. new[] { Role.Logits, Role.Noise, Role.NoiseLogits, Role.SelectionBias, Role.Active }.Where(Spec.Has)];
        foreach (Role output in Outputs.Where(Spec.Has))
        {
            WriteOutput(output, LengthOf(output), others);
            others.Add(output);
        }
    }

    /// <summary>Rows that were taken out, counts and losses; then who is served, experts elsewhere, and other forms of what is left.</summary>
    protected override void WriteBatch()
    {
        if (PerBlock is not null)
        {
            Writer.Line($"RowStatistics.Merge({Blocks.PerBlockSums}, importance);");
        }

        if (Spec.Has(Role.Active))
        {
            Writer.Line($"Selection.ClearInactive(active, selected, weights, {names.Count});");
            foreach ((Role role, string columns) in new[] { (Role.PreparedLogits, "experts"), (Role.LogSumExp, "1") }.Where(cleared => Spec.Has(cleared.Item1)))
            {
                Writer.Line($"Selection.ClearInactive<{names.T}>(active, {role.ToName()}, {columns});");
            }
        }

        if (Spec.Has(Role.Load))
        {
            Writer.Line("Selection.Count(selected, load);");
        }

        if (Spec.Has(Role.ZLoss))
        {
            string coefficient = Lowering.Element.Double.Literal(Spec.Options.ZLoss);
            Writer.Line($"zLoss[0] = ({names.T})Routing.RouterZLoss.Evaluate(logSumExp, {coefficient}{(Spec.Has(Role.Active) ? ", active" : "")});");
        }

        WriteCapacity();
        if (Spec.Has(Role.ExpertStart))
        {
            Writer.Line("Selection.ClearOutside(selected, weights, expertStart, expertStop);");
        }

        if (Spec.Has(Role.Slots))
        {
            Writer.Line("ExpertSlots.Group(selected, slots, offsets);");
        }

        if (Spec.Has(Role.DenseWeights))
        {
            Writer.Line($"Selection.Spread<{names.T}>(selected, weights, denseWeights, {names.Count}, experts);");
        }
    }

    private void WriteCapacity()
    {
        if (!Spec.Has(Role.Capacity))
        {
            return;
        }

        if (Spec.Options.Gate.DropPolicy == DropPolicy.Position)
        {
            Writer.Line("ExpertSlots.DropLast(selected, weights, capacity, experts);");
            return;
        }

        Writer.Line("ExpertSlots.Group(selected, slots, offsets);");
        Writer.Line($"ExpertSlots.DropLeast<{names.T}>(selected, weights, capacity, slots, offsets);");
    }

    private string LengthOf(Role output) => output switch
    {
        Role.Load or Role.Importance => "experts",
        Role.Offsets => "experts + 1",
        Role.LogSumExp => "rows",
        Role.ZLoss => "1",
        Role.DenseWeights or Role.PreparedLogits => "logits.Length",
        _ => $"checked(rows * {names.Count})",
    };
}
