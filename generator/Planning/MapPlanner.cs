using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>Decides the passes of a program of maps and reductions that has no exponential of a row less its maximum.</summary>
internal static class MapPlanner
{
    public static KernelPlan Plan(KernelSpec spec, KernelDefinition kernel, RowProgram program)
    {
        return program.Loss is { } outputs ? PlanLoss(spec, kernel, program, outputs) : PlanResult(spec, kernel, program);
    }

    private static KernelPlan PlanResult(KernelSpec spec, KernelDefinition kernel, RowProgram program)
    {
        StageCollector stages = new();
        Expression result = program.Result is Row row ? stages.Collect(row) : stages.Collect((Scalar)program.Result);
        Pass? finish = result is Row store ? new Pass("Finish", $"{kernel.Output.ToName()} = {PlanText.Describe(store)}", Store: store) : null;
        return new KernelPlan(spec, kernel, program, result, null, finish, null, StraightLine: false, RowsInLanes: false) { Stages = stages.Stages };
    }

    private static KernelPlan PlanLoss(KernelSpec spec, KernelDefinition kernel, RowProgram program, LossOutputs outputs)
    {
        SumCollector sums = new(exponent: null, argument: null);
        LinearForm? form = spec.Has(Role.Gradient) ? LinearForm.Of(outputs.Gradient).Select(sums.Collect) : null;
        LossPlan loss = new(
            sums.Collect(outputs.Loss),
            Penalty: null,
            Results: [],
            form,
            sums.Sums,
            Others: null,
            HasTarget: spec.Has(Role.Targets));
        string store = Role.Gradient.ToName();
        Pass? finish = form?.ToRow(null) is { } affine ? new Pass("Gradient", form.Describe(store, null, loss.HasTarget), Store: affine) : null;
        return new KernelPlan(spec, kernel, program, program.Result, null, finish, null, StraightLine: false, RowsInLanes: false) { Loss = loss, Output = Role.Gradient };
    }
}
