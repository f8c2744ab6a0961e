using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The plan of a kernel that adds to selected columns, in words, for the documentation of the user's method.</summary>
internal static class ScatterDescription
{
    public static IEnumerable<string> Lines(ScatterPlan plan)
    {
        foreach (Scalar sum in plan.Sums)
        {
            yield return $"{Name(plan, sum)} = reduce(add, {Describe(plan, sum.Operands[0])})";
        }

        yield return Sum(plan);
    }

    public static string Sum(ScatterPlan plan) => $"{plan.Kernel.Output.ToName()}[selected] += {Describe(plan, plan.Entries)}";

    public static IEnumerable<string> Notes(ScatterPlan plan)
    {
        Element element = Element.Of(plan.Spec.Element);
        yield return "Rows lie in the lanes of registers, a register for each entry: nothing across the lanes. What comes out is added column by column.";
        yield return "Sums over a row's entries run in order, in doubles (doubles with their rounding errors), so that every target returns the same bits.";
        yield return "Targets: " + string.Join(", ", Target.All.Select(target => $"{target.Title} ({target.Lanes(element)} lane{(target.Lanes(element) == 1 ? "" : "s")})")) + ".";
        yield return "Edge cases: the index −1 adds nothing; a NaN stays in its row.";
        if (plan.Spec.Options.Parallel)
        {
            yield return PlanDescription.Threads;
        }
    }

    private static string Describe(ScatterPlan plan, Expression node)
    {
        return node switch
        {
            { Operation: Operation.Gather } => $"{PlanText.Describe(node.Operands[0])}[selected]".Replace(" / ", "/"),
            Scalar { Operation: Operation.Sum } sum => Name(plan, sum),
            { Operation: Operation.Add } => Infix("+"),
            { Operation: Operation.Subtract } => Infix("-"),
            { Operation: Operation.Multiply, Operands: [Row row, { Operation: Operation.Constant, Value: -1 }] } => "-" + Describe(plan, row),
            { Operation: Operation.Multiply } => Infix("*"),
            { Operation: Operation.Divide } => Infix("/"),
            { Operation: Operation.Sigmoid } => $"sigmoid({Describe(plan, node.Operands[0])})",
            { Operation: Operation.Softplus } => $"softplus({Describe(plan, node.Operands[0])})",
            _ => PlanText.Describe(node),
        };

        string Infix(string sign) => $"{Term(0)} {sign} {Term(1)}";

        string Term(int index) => node.Operands[index].Operation is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide
            ? $"({Describe(plan, node.Operands[index])})"
            : Describe(plan, node.Operands[index]);
    }

    private static string Name(ScatterPlan plan, Scalar sum) => EntryInLanes.SumName(plan.Sums.ToList().IndexOf(sum));
}
