using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// Decides how a program that selects is computed. A map of a gathered row is the gathered map: only the logits are gathered, and what is made of
/// them is evaluated again for the few that were selected.
/// </summary>
internal static class SelectionPlanner
{
    public static SelectionPlan Plan(KernelSpec spec)
    {
        KernelDefinition kernel = KernelCatalog.Find(spec.Kernel);
        SelectionOutputs outputs = kernel.Define(spec).Selection ?? throw new NotSupportedException($"'{kernel.Name}' selects nothing.");
        Row key = (Row)outputs.Selected.Operands[0];
        GroupPlan? groups = null;
        if (key.Operation == KeepGroups)
        {
            groups = new GroupPlan(Number(key, 1), Number(key, 2), Number(key, 3));
            key = (Row)key.Operands[0];
        }

        (Row weights, double factor) = outputs.Weights is { Operation: Multiply, Operands: [Row row, Scalar { Operation: Constant } scale] } ? (row, scale.Value) : (outputs.Weights, 1);
        (Row numerator, WeightDivisor divisor, double guard) = weights switch
        {
            { Operation: Divide, Operands: [Row dividend, Scalar { Operation: Sum }] } => (dividend, WeightDivisor.Selected, 0),
            { Operation: Divide, Operands: [Row dividend, Scalar { Operation: Add, Operands: [_, Scalar { Operation: Constant } added] }] } => (dividend, WeightDivisor.Selected, added.Value),
            _ => (weights, WeightDivisor.One, 0.0),
        };

        numerator = (Row)Rewrite(numerator);
        if (numerator is { Operation: Divide, Operands: [Row { Operation: ScaledExp } share, Scalar] })
        {
            numerator = share;
            divisor = divisor == WeightDivisor.One ? WeightDivisor.Row : divisor;
        }

        Scalar? temperature = outputs.Weights.Nodes.OfType<Row>().FirstOrDefault(static node => node is { Operation: Divide, Operands: [{ Operation: Input }, Scalar] })?.Operands[1] as Scalar;
        return new SelectionPlan(
            spec,
            kernel,
            new Temperature(temperature is null ? 1 : temperature.Operation == Constant ? temperature.Value : null),
            Number(outputs.Selected, 1),
            outputs.Preparation,
            (Row)Rewrite(key),
            groups,
            numerator,
            divisor,
            guard,
            factor);
    }

    /// <summary>Gathered rows become the rows themselves, evaluated where they are selected; exponentials of all columns are relative to the row's reference.</summary>
    private static Expression Rewrite(Expression node) => node switch
    {
        Row { Operation: Gather } gather => Rewrite(gather.Operands[0]),
        Row { Operation: Exp, Operands: [Row { Operation: Subtract, Operands: [Row { Operation: not Gather } row, Scalar]}] } => new Row(ScaledExp, [row]),
        _ => node with { Operands = [.. node.Operands.Select(Rewrite)] },
    };

    private static int Number(Row row, int operand) => (int)((Scalar)row.Operands[operand]).Value;
}
