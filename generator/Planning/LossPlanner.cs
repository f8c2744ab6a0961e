using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>Decides the passes of a loss over rows of logits.</summary>
internal static class LossPlanner
{
    /// <summary>The class weights' sum, the same for every row.</summary>
    public const string WeightsTotal = "classWeightsTotal";

    public static KernelPlan Plan(KernelSpec spec, KernelDefinition kernel, RowProgram program, Row exponent, Row argument, Temperature temperature)
    {
        LossOutputs outputs = program.Loss!;
        LinearForm? uncollected = spec.Has(Role.Gradient) ? LinearForm.Of(ExponentialRewrite.Apply(outputs.Gradient, exponent)) : null;

        // The gradient's memory may be the logits' own: it keeps the exponentials where nothing asks for the logits again.
        bool keeps = uncollected is { Slope: null };
        Row exponentials = new(ScaledExp, [exponent]);
        Scalar sum = RowProgram.Sum(exponentials);
        string weight = "exp(" + PlanText.Describe(exponent) + " - max)";
        string store = Role.Gradient.ToName();
        Row ordered = Monotone.Argument(argument);
        Pass maximum = new("Maximum", $"max = reduce(max, {PlanText.Describe(ordered)})", RowProgram.Max(ordered));
        Pass accumulate = keeps
            ? new("Exponentials", $"{store} = {weight};   sum = reduce(add, {store})", sum, exponentials, KernelPlan.BlockLength) { FetchesOutput = true }
            : new("Sum", $"sum = reduce(add, {weight})", sum, NextBlock: KernelPlan.BlockLength);
        bool hasTarget = spec.Has(Role.Targets);
        Row kept = keeps ? new Row(Stored, []) : exponentials;

        SumCollector sums = new(exponent, argument);
        LinearForm? form = uncollected?.Select(sums.Collect);
        LossPlan plan = new(
            Rewritten(outputs.Loss),
            outputs.Penalty is { } penalty ? Rewritten(penalty) : null,
            [.. outputs.Results.Select(result => result with { Value = Rewritten(result.Value) })],
            form,
            sums.Sums,
            Others("Others", keeps ? store : weight, kept, hasTarget),
            hasTarget);
        LongRowPasses? longRow = null;
        if (keeps && (spec.Options.Length is 0 or >= KernelPlan.LongRow || (spec.Has(Role.Inner) && spec.Options.Length > KernelPlan.BlockLength)))
        {
            Pass evaluate = new("Sum", $"sum = reduce(add, {weight})", sum, NextBlock: KernelPlan.BlockLength);
            Pass again = new("GradientLong", form!.Describe(store, weight, hasTarget), Store: form.ToRow(exponentials), NextBlock: -KernelPlan.BlockLength, Streams: spec.AllowUnsafe);
            longRow = new LongRowPasses(evaluate, again);
            plan = plan with { OthersLong = Others("OthersLong", weight, exponentials, hasTarget) };
        }

        bool inLanes = hasTarget && plan is { NeedsMean: false, NeedsPeak: false, SumsElsewhere: false } && ordered == argument
            && spec.Element == ElementType.Single && spec.Options.Length <= KernelPlan.LaneLength && !spec.Has(Role.Inner);
        bool straightLine = spec.Options.Length is > 0 and <= Planner.StraightLineLength && !spec.Has(Role.Inner);
        Pass? finish = form is null ? null : new Pass("Gradient", form.Describe(store, keeps ? store : weight, hasTarget), Store: form.ToRow(kept));
        return new KernelPlan(spec, kernel, program, exponentials, new ExponentialPasses(argument, temperature, maximum, accumulate), finish, longRow, straightLine, RowsInLanes: false)
        {
            Loss = plan,
            Output = Role.Gradient,
            ShortRowsInLanes = inLanes,
        };

        Scalar Rewritten(Scalar scalar) => sums.Collect(ExponentialRewrite.Apply(scalar, exponent));
    }

    /// <summary>A sum without the one column.</summary>
    private static Pass Others(string name, string weight, Row exponentials, bool hasTarget) =>
        new(name, $"others = reduce(add, {weight}), {(hasTarget ? "target" : "largest")} apart", RowProgram.Sum(RowProgram.Select(RowProgram.Elsewhere, exponentials, 0)));
}
