using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>Decides the passes of a loss over rows that have a target.</summary>
internal static class LossPlanner
{
    /// <summary>The class weights' sum, the same for every row.</summary>
    public const string WeightsTotal = "classWeightsTotal";

    /// <summary>The sum of the logits' distances from the target's.</summary>
    public const string Distances = "distances";

    public static KernelPlan Plan(KernelSpec spec, KernelDefinition kernel, RowProgram program, Row exponent, Row argument, Temperature temperature)
    {
        LossOutputs outputs = program.Loss!;
        bool gradient = spec.Has(Role.Gradient);
        string name = PlanText.Describe(argument);
        Row exponentials = new(ScaledExp, [exponent]);
        Scalar sum = RowProgram.Sum(exponentials);
        string weight = "exp(" + PlanText.Describe(exponent) + " - max)";
        string store = Role.Gradient.ToName();
        Pass maximum = new("Maximum", $"max = reduce(max, {name})", RowProgram.Max(argument));
        Pass accumulate = gradient
            ? new("Exponentials", $"{store} = {weight};   sum = reduce(add, {store})", sum, exponentials, KernelPlan.BlockLength)
            : new("Sum", $"sum = reduce(add, {weight})", sum, NextBlock: KernelPlan.BlockLength);
        Pass others = gradient ? new("Stored", $"sum = reduce(add, {store})", RowProgram.Sum(new Row(Stored, []))) : accumulate;

        Scalar loss = ExponentialRewrite.Apply(outputs.Loss, exponent);
        LinearForm? form = gradient ? LinearForm.Of(ExponentialRewrite.Apply(outputs.Gradient, exponent)) : null;
        Pass? distances = null;
        if (FindDistances(loss, exponent) is { } found)
        {
            bool weighted = found.Operands[0].Operation == Multiply;
            Row distance = argument - RowProgram.At(argument);
            Row summed = weighted ? distance * RowProgram.Input(Role.ClassWeights) : distance;
            distances = new Pass("Distances", $"{Distances} = reduce(add, {(weighted ? $"({name} - {name}[target]) * {Role.ClassWeights.ToName()}" : $"{name} - {name}[target]")})", RowProgram.Sum(summed));
            Scalar reduced = Named(Distances);
            loss = Replace(loss, found, exponent == argument ? reduced : reduced / (Scalar)exponent.Operands[1]);
        }

        Scalar weights = RowProgram.Sum(RowProgram.Input(Role.ClassWeights));
        loss = Replace(loss, weights, Named(WeightsTotal));
        Pass? finish = null;
        if (form is not null)
        {
            form = form with { Probability = Replace(form.Probability, weights, Named(WeightsTotal)) };
            finish = new Pass("Gradient", $"{store} = {Describe(form, store)}", Store: Affine(form));
        }

        LossPlan plan = new(
            loss,
            outputs.Penalty is { } penalty ? ExponentialRewrite.Apply(penalty, exponent) : null,
            ExponentialRewrite.Apply(outputs.LogSumExp, exponent),
            form,
            distances,
            others);
        return new KernelPlan(spec, kernel, program, exponentials, argument, temperature, maximum, accumulate, finish, null, StraightLine: false, RowsInLanes: false) { Loss = plan, Output = Role.Gradient };
    }

    private static Scalar Named(string name) => new(Coefficient, []) { Name = name };

    /// <summary>Σ (x − x[target]), each times a weight or not.</summary>
    private static Expression? FindDistances(Scalar loss, Row exponent) => loss.Nodes.FirstOrDefault(node =>
        node is { Operation: Sum, Operands: [Row row] }
        && (row.Operation == Multiply ? row.Operands[0] : row) is { Operation: Subtract, Operands: [Row left, Scalar { Operation: At }] }
        && left == exponent);

    private static Scalar Replace(Expression node, Expression match, Expression replacement) =>
        (Scalar)(node == match ? replacement : node with { Operands = [.. node.Operands.Select(operand => operand is Scalar ? Replace(operand, match, replacement) : operand)] });

    /// <summary>The form off the target's column, with the exponentials that are stored.</summary>
    private static Row Affine(LinearForm form)
    {
        Row row = new Row(Stored, []) * Named("scale");
        row = form.InputRow is { } input ? row + (input * Named("inputScale")) : row;
        return form.Offset is null ? row : row + Named("offset");
    }

    private static string Describe(LinearForm form, string store)
    {
        string text = $"{store} * scale";
        text = form.InputRow is { } input ? $"{text} + {PlanText.Describe(input)} * inputScale" : text;
        return (form.Offset is null ? text : text + " + offset") + $", {store}[target] apart";
    }
}
