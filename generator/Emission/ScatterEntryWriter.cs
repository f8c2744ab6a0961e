using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a kernel is entered that adds to selected columns: checks of the arguments, indices included, then the rows.</summary>
internal sealed class ScatterEntryWriter(IndentedWriter writer, ScatterPlan plan, ScatterNames names)
    : LanesEntryWriter(writer, names, RowCost.InLanes(plan.Spec.Element, plan.Count))
{
    private static readonly Role[] PerEntry = [Role.Selected, Role.Weights, Role.WeightsGradient];

    private ScatterRangeWriter Range => new(Writer, plan, names);

    private Role Output => plan.Kernel.Output;

    /// <inheritdoc/>
    protected override IEnumerable<(string Type, string Name)> RangeParameters => Range.Parameters;

    /// <inheritdoc/>
    protected override bool Writes(Role role) => role == Output;

    /// <inheritdoc/>
    protected override void WriteRange() => Range.Write();

    /// <inheritdoc/>
    protected override void WriteChecks()
    {
        WriteShape(plan.Everywhere is null ? $"Arguments.RequireAtLeast(experts, {names.Count}, {names.NameOfColumns});" : $"Selection.RequireColumns(experts, {names.Count}, 1, 1, {names.NameOfColumns});");
        foreach (Role role in PerEntry)
        {
            Writer.Line($"Arguments.RequireLength({role.ToName()}.Length, checked(rows * {names.Count}), {names.NameOf(role)});");
        }

        if (Spec.Has(Role.Active))
        {
            Writer.Line($"Arguments.RequireLength(active.Length, rows, {names.NameOf(Role.Active)});");
        }

        Writer.Line($"SelectedEntries.Require(selected, experts, {names.NameOf(Role.Selected)});");
        WriteOutput(Output, "logits.Length", PerEntry.Prepend(Role.Logits).Concat(Spec.Has(Role.Active) ? [Role.Active] : []));
    }
}
