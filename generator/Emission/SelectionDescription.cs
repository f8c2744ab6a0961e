using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The plan of a kernel that selects, in words, for the documentation of the user's method.</summary>
internal static class SelectionDescription
{
    public static IEnumerable<string> Lines(SelectionPlan plan)
    {
        foreach (Row map in plan.Preparation)
        {
            yield return $"logits = {PlanText.Describe(map)}";
        }

        if (plan.SumsRow)
        {
            yield return "max = reduce(max, logits)";
            yield return "sum = reduce(add, exp(logits - max))";
        }

        string key = PlanText.Describe(plan.Key);
        if (plan.Groups is { } groups)
        {
            yield return $"scores = reduce(add, top({groups.Summed}, {key})) of each of {groups.Count} groups;   kept = top({groups.Kept}, scores)";
        }

        yield return $"selected = top({plan.Count}, {key}){(plan.Groups is null ? "" : " of the groups that are kept")}";
        yield return $"weights = {Weights(plan)}";
        if (plan.Spec.Has(Role.LogSumExp))
        {
            yield return "logSumExp = max + log(reduce(add, exp(logits - max)))";
        }

        if (plan.Spec.Has(Role.Importance))
        {
            string share = plan.Spec.Options.Gate.Score == GateScore.Softmax ? "exp(logits - max)" : PlanText.Describe(plan.Numerator);
            yield return $"importance += {share} / reduce(add, {share})";
        }
    }

    public static string Weights(SelectionPlan plan)
    {
        string numerator = plan.IsShifted ? "exp(logits[selected] - max)" : PlanText.Describe(plan.Numerator);
        string divided = plan.Divisor switch
        {
            WeightDivisor.One => numerator,
            WeightDivisor.Row => $"{numerator} / sum",
            _ when plan.Guard == 0 => $"{numerator} / reduce(add, {numerator})",
            _ => $"{numerator} / (reduce(add, {numerator}) + {PlanText.Describe((Scalar)plan.Guard)})",
        };
        return divided + (plan.Factor == 1 ? "" : $" * {PlanText.Describe((Scalar)plan.Factor)}");
    }

    public static IEnumerable<string> Notes(SelectionPlan plan)
    {
        Element element = Element.Of(plan.Spec.Element);
        yield return "Rows are transposed into the lanes of registers: a lane for each row, nothing across the lanes. The selected stay in registers, largest first; a column is compared with all of them at once and enters without a branch. (Measured; searching a row's registers for its maximum K times took longer.)";
        if (plan.Groups is not null)
        {
            yield return "Of each row only the columns that reach a bound are brought together, in their order, and compared: the least of the largest few of each kept group, which enough columns reach. (Measured. Where columns are equal, all may reach it: such rows take longer.)";
        }

        yield return "Among equals the lowest index is first. The selection is exact, and what is summed is summed in one order, so that every target returns the same bits.";
        yield return "Targets: " + string.Join(", ", Target.All.Select(target => $"{target.Title} ({target.Lanes(element)} lane{(target.Lanes(element) == 1 ? "" : "s")})")) + ".";
        yield return $"Error: each weight at most {ErrorBound} ulp where the weights and what they are divided by are normal numbers.";
        if (plan.Preparation.Count > 0)
        {
            yield return "What the logits are before the selection is a number of their type: rounded, and a tie where two are equal.";
        }

        yield return "Edge cases: −∞ and NaN are never selected: index −1, weight 0; a row of nothing but NaN has NaN weights; entries of +∞ share a softmax equally.";
        if (plan.Spec.Options.Parallel)
        {
            yield return PlanDescription.Threads;
        }
    }

    /// <summary>The contract for the weights.</summary>
    public const int ErrorBound = 4;
}
