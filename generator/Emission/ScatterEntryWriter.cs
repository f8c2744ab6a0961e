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
        WriteShape($"Arguments.RequireAtLeast(experts, {names.Count}, {names.NameOfColumns});");
        foreach (Role role in PerEntry)
        {
            Writer.Line($"Arguments.RequireLength({role.ToName()}.Length, checked(rows * {names.Count}), {names.NameOf(role)});");
        }

        Writer.Line($"SelectedEntries.Require(selected, experts, {names.NameOf(Role.Selected)});");
        WriteOutput(Output, "logits.Length", PerEntry.Prepend(Role.Logits));
    }
}
