using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>Decides the passes of a row program.</summary>
internal static class Planner
{
    /// <summary>Up to this many columns of a constant length are written without a loop: eight tiles, 16 AVX-512 registers.</summary>
    public const int StraightLineLength = 256;

    public static KernelPlan Plan(KernelSpec spec) => Plan(spec, KernelCatalog.Find(spec.Kernel));

    public static KernelPlan Plan(KernelSpec spec, KernelDefinition kernel)
    {
        RowProgram program = kernel.Define(spec);
        (Expression result, Row? exponent) = ExponentialRewrite.Apply(program.Result);
        if (exponent is null)
        {
            return MapPlanner.Plan(spec, kernel, program);
        }

        Temperature temperature = new(1.0);
        Row argument = exponent;
        if (exponent is { Operation: Divide, Operands: [Row row, Scalar divisor] })
        {
            // max and ≤ keep their order under a positive factor, so that the reference is found on the undivided row.
            temperature = new Temperature(divisor.Operation == Constant ? divisor.Value : null);
            argument = row;
        }

        if (program.Loss is not null)
        {
            return LossPlanner.Plan(spec, kernel, program, exponent, argument, temperature);
        }

        string weight = "exp(" + PlanText.Describe(exponent) + " - max)";
        Scalar sum = RowProgram.Sum(new Row(ScaledExp, [exponent]));
        Pass maximum = new("Maximum", "max = reduce(max, " + PlanText.Describe(argument) + ")", RowProgram.Max(argument));
        Pass accumulate = new("Sum", $"sum = reduce(add, {weight})", sum, NextBlock: KernelPlan.BlockLength);
        Pass? finish = null;
        LongRowPasses? longRow = null;
        if (result is Row map)
        {
            string output = kernel.Output.ToName();
            finish = new Pass("Finish", $"{output} = {PlanText.Describe(map)}", Store: map);
            longRow = new LongRowPasses(accumulate, finish with { Name = "FinishLong", Streams = spec.AllowUnsafe });

            // Where the result needs nothing of the row but its exponentials, the output keeps them between the passes.
            if (Replace(map, static node => node.Operation == ScaledExp, new Row(Stored, [])) is Row stored && !stored.Rows.Any(static row => row.Operation == Input))
            {
                accumulate = accumulate with { Name = "Exponentials", Formula = $"{output} = {weight};   sum = reduce(add, {output})", Store = new Row(ScaledExp, [exponent]) };
                finish = new Pass("Normalize", $"{output} = {PlanText.Describe(stored, output)}", Store: stored);
            }
            else if (!spec.AllowUnsafe)
            {
                longRow = null;
            }
        }

        bool straightLine = spec.Options.Length is > 0 and <= StraightLineLength && !spec.Has(Role.Inner);
        bool rowsInLanes = straightLine && PaysInLanes(spec.Options.Length) && spec.Element == ElementType.Single && !spec.Has(Role.Bias) && !spec.Has(Role.Mask);
        return new KernelPlan(spec, kernel, program, result, new ExponentialPasses(argument, temperature, maximum, accumulate), finish, spec.Options.Length is > 0 and < KernelPlan.LongRow && !spec.Has(Role.Inner) ? null : longRow, straightLine, rowsInLanes)
        {
            ShortRowsInLanes = spec.Options.Length == 0 && spec.Has(Role.Columns) && spec.Element == ElementType.Single && !spec.Has(Role.Bias) && !spec.Has(Role.Mask),
        };
    }

    /// <summary>True where transposing rows costs less than reductions across the lanes, or than registers that rows fill only in part.</summary>
    private static bool PaysInLanes(int columns) =>
        columns <= KernelPlan.UnrolledLanes || (columns < KernelPlan.LaneLength && columns % KernelPlan.UnrolledLanes != 0);

    private static Expression Replace(Expression node, Func<Expression, bool> match, Expression replacement) =>
        match(node) && node is Row ? replacement : node is Scalar ? node : node with { Operands = [.. node.Operands.Select(operand => Replace(operand, match, replacement))] };
}
