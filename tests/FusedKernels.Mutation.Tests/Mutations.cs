namespace FusedKernels.Mutation.Tests;

/// <summary>The ways to break a kernel that the checks must notice.</summary>
internal static class Mutations
{
    public static readonly Mutation[] All =
    [
        new("the maximum is dropped", "Row", Mutation.Entry, @"Refer\(max\)", "Refer(0f)"),
        new("the last of several blocks is not summed", "Row", Mutation.Entry, @"block = 0; block < blocks", "block = 0; block < int.Max(1, blocks - 1)"),
        new("the first of several blocks is not written", "Row", Mutation.Entry, "block >= 0", "block > 0 || (block == 0 && blocks == 1)"),
        new("every block takes the first one's reference", "Row", Mutation.Entry, @"= references\[block\];", "= references[0];"),
        new("a row of −∞ is not recognised", "Row", Mutation.Entry, @"if \(total\.IsEmpty\)", "if (columns == 0)"),
        new("+∞ is not counted", "Row", Mutation.Entry, @"reference\.Shift == float\.PositiveInfinity", "columns == 0"),
        new("the maximum starts at 0", "Row", Mutation.Vector, @"(max\d* = \w+\.Create\()float\.NegativeInfinity", "${1}0f"),
        new("the maximum forgets a register", "Row", Mutation.Vector, @"(max1 = .*)logitsIn1\)", "${1}logitsIn0)"),
        new("the sum takes a lane for another", "Row", Mutation.Vector, @"(sum1 \+= .*)pair0", "${1}pair1"),
        new("the tail is shifted by one", "Row", Mutation.Vector, @"LoadTail\(ref logits, i, end", "LoadTail(ref logits, i + 1, end"),
        new("the last column is left out", "Row", Mutation.Vector, @"for \(; i < end; i \+=", "for (; i + 1 < end; i +="),
        new("the tail's last column is not stored", "Row", Mutation.Vector, @"StoreTail\((\w+), ref probabilities, i, end\)", "StoreTail($1, ref probabilities, i, end - 1)"),
        new("the floor is dropped", "Row", Mutation.Vector, @"\w+\.Max\(floor, shifted(\d)\)", "shifted$1"),
        new("the reduction's low part is dropped", "Row", Mutation.Vector, @"r(\d) = .*\(octave\d, ln2Low, r\d\);", ""),
        new("the last coefficient is dropped", "Row", Mutation.Vector, @"(c6 = \w+\.Create\()[^)]*", "${1}0f"),
        new("the reciprocal's low part is dropped in one register", "Row", Mutation.Vector, @"stored0 \* reciprocal2", "(stored0 - stored0)"),
        new("the exponential is stored one column on", "Row", Mutation.Scalar, @"Unsafe\.Add\(ref probabilities, i\) = exp", "Unsafe.Add(ref probabilities, nuint.Min(i + 1, end - 1)) = exp"),
        new("the scalar sum loses its last column", "Row", Mutation.Scalar, @"sum\.Total\(end - start", "sum.Total(end - start - 1"),
        new("the rows of a batch are one column off", "Batch", Mutation.Entry, @"\* \(nuint\)columns\b|\* columns\b", "* (nuint)(columns - 1)"),
        new("the mask is ignored", "Mask", Mutation.Vector, @"\w+\.ConditionalSelect\(maskIn0, (\w+), masked\)", "$1"),
    ];
}
