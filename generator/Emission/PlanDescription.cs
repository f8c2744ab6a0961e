using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The plan in words, for the documentation of the user's method.</summary>
internal static class PlanDescription
{
    /// <summary>The note of a kernel that uses threads.</summary>
    public const string Threads =
        "Parallel: threads take blocks of rows where a call is worth more than one of them, the caller's among them. The bits are the same on any number of threads.";

    public static IEnumerable<string> Lines(KernelPlan plan)
    {
        foreach (RowReduction reduction in plan.Stages.SelectMany(static stage => stage.Reductions))
        {
            yield return reduction.Pass.Formula;
        }

        IEnumerable<Pass> sums = plan.Loss?.Sums.Select(static sum => sum.Pass) ?? [];
        foreach (Pass pass in plan.Exponentials is { } exponentials ? [exponentials.Maximum, .. sums, exponentials.Accumulate] : sums)
        {
            yield return pass.Formula;
        }

        if (plan.Finish is { } finish)
        {
            yield return finish.Formula;
        }

        if (plan.Kernel.ChoosesRows)
        {
            yield return "selectedTokens = top(capacity, probabilities of each expert over the rows);   weights = probabilities[selectedTokens]";
        }
    }

    public static IEnumerable<string> Notes(KernelPlan plan)
    {
        Element element = Element.Of(plan.Spec.Element);
        if (plan.StraightLine)
        {
            yield return "Each pass is straight-line code without loop or tail; rows go in groups of 16, pass after pass, since rows do not wait for each other.";
            if (plan.RowsInLanes)
            {
                yield return $"Where rows fill a register's lanes, they are transposed: a register for each column, a lane for each row, nothing across the lanes{(plan.UnrollsLanes ? "" : ", a few columns at a time")}; what is left goes in a group.";
            }
        }
        else if (plan.Exponentials is not null)
        {
            yield return $"Passes 1 and 2 go together over blocks of {KernelPlan.BlockLength} columns, which stay in the first-level cache; the blocks' sums are merged in order.";
            if (plan.Grouped)
            {
                yield return "Rows of one block go in groups of up to 16, pass after pass, since rows do not wait for each other.";
            }
        }

        if (plan.HasShortRows)
        {
            yield return plan.StraightLine
                ? "A row alone stays in registers from the first pass to the last."
                : $"A row of up to {plan.ShortRowLength} columns stays in registers from the first pass to the last.";
        }

        if (plan.ShortRowsInLanes)
        {
            yield return $"Rows of up to {KernelPlan.LaneLength} columns are transposed where they fill a register's lanes: a register for each column, a lane for each row, nothing across the lanes.";
        }

        if (plan.Long is not null && !plan.KeepsExponentials)
        {
            yield return $"From {KernelPlan.LongRow} columns on, where a row leaves the cache, the last pass stores past it. The bits are the same.";
        }
        else if (plan.Long is not null)
        {
            yield return $"From {KernelPlan.LongRow} columns on, where a row leaves the cache, the exponentials are evaluated again instead of kept. The bits are the same.";
        }

        if (plan.Grouped || plan.Spec.Has(Role.Inner))
        {
            yield return "What belongs to a whole row is computed for as many rows at once as a register holds.";
        }

        if (plan.Exponentials is not null)
        {
            yield return "The maximum is taken off as a power of two, exactly, not as a rounded difference.";
        }

        yield return $"Sums run in {element.SumLanes} virtual lanes and one fixed tree, so that every target returns the same bits.";
        yield return "Targets: " + string.Join(", ", Target.All.Select(target => $"{target.Title} ({target.Lanes(element)} lane{(target.Lanes(element) == 1 ? "" : "s")})")) + ".";
        int bound = ErrorBound(plan);
        KernelOptions options = plan.Spec.Options;
        if (plan.Spec.Options.Parallel)
        {
            yield return Threads;
        }

        if (plan.Loss is not null)
        {
            if (plan.Spec.Options.Reduction != Reduction.None)
            {
                yield return "Losses are summed over blocks of rows, whose size depends on the shape alone, and the blocks' sums in order.";
            }

            if (plan.Exponentials is not null)
            {
                yield return $"{(plan.Loss.HasTarget ? "The target's column" : "The column of the largest logit")} is computed apart: where its probability rounds to 1, loss and derivative come from the sum of the others.";
            }

            yield return $"Error: at most {bound} ulp of max(|loss|, 1) for each row's loss, at any length and for any finite logits.";
            if (plan.Exponentials is null)
            {
                yield return $"Edge cases: AllIgnored = {options.AllIgnored}; terms with a target of 0 are left out.";
                yield break;
            }

            yield return $"Edge cases: MaskedRow = {options.MaskedRow}, PositiveInfinity = {options.PositiveInfinity}, AllIgnored = {options.AllIgnored}; a NaN makes its whole row NaN.";
            yield break;
        }

        if (plan.Exponentials is null)
        {
            yield break;
        }

        yield return plan.Kernel.Output == Role.Probabilities
            ? $"Error: at most {bound} ulp for probabilities that are normal numbers, at any length and for any finite logits."
            : $"Error: at most {bound} ulp of max(|result|, 1), at any length and for any finite logits.";
        yield return $"Edge cases: EmptyRow = {options.EmptyRow}, MaskedRow = {options.MaskedRow}, PositiveInfinity = {options.PositiveInfinity}; a NaN that is not masked makes its whole row NaN.";
    }

    /// <summary>The contract: 3 ulp of the correctly rounded result, 4 where a temperature's own constants are rounded too.</summary>
    public static int ErrorBound(KernelPlan plan) => plan.Temperature.IsOne ? 3 : 4;
}
