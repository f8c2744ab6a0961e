namespace FusedKernels.Mutation.Tests;

/// <summary>The ways to break a gate that the checks must notice.</summary>
internal static class GateMutations
{
    public static readonly Mutation[] All =
    [
        new("a group takes its largest twice", "Gate", Mutation.Vector, @"score = top0 \+ top1", "score = top0 + top0"),
        new("losing groups count as 0", "Gate", Mutation.Vector, @"(absentKey = \w+\.Create\()float\.NegativeInfinity", "${1}0f"),
        new("a bound that too few columns reach", "Gate", Mutation.Vector, @"top\d(\.StoreUnsafe\(ref scores, \()", "top0$1"),
        new("a weight is its neighbour's", "Gate", Mutation.Vector, @"(chosen1 = \w+\.LoadUnsafe\(ref entries, )\d+", "${1}0"),
        new("rows that do not fill a register are left out", "Gate", Mutation.Entry, @"for \(; row < last; row\+\+\)", "for (; row < first; row++)"),
        new("a block's importance is not merged", "Gate", Mutation.Entry, @"Merge\(importanceSums,", "Merge(importanceSums[20..],"),
        new("a log-sum-exp has its shift for its largest", "Gate", Mutation.Vector, @"(\.LogSumExp<\w+>\(sums, \w+, )shiftLanes", "${1}maxLanes"),
    ];
}
