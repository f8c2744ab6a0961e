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
        new("the sum counts some lanes twice", "Row", Mutation.Vector, @"(sum1 \+= .*)pair0", "${1}(pair0 + pair0)"),
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
        new("the maximum's last iteration, which overlaps, is left out", "Row", Mutation.Vector, @"nuint i = start; ; i = nuint\.Min\(i \+ (\d+), last\)", "nuint i = start; i <= last; i += $1"),
        new("a row of a group takes its neighbour's sum", "Length64", Mutation.Vector, @"reciprocalHighs\[row\]", "reciprocalHighs[row ^ 1]"),
        new("a row of a group takes its neighbour's shift", "Length64", Mutation.Vector, @"shifts\[row\]", "shifts[row ^ 1]"),
        new("the last row of a group is left out", "Length64", Mutation.Vector, @"row < rows; row\+\+", "row < rows - 1; row++"),
        new("every other group is left out", "Length64", Mutation.Entry, @"first \+= \(nuint\)group", "first += 2 * (nuint)group"),
        new("the row with +∞ is left out", "Length64", Mutation.Entry, @"Rows<Scalar>\(.*\);(\s+first\+\+)", "$1"),
        new("+∞ is not found among a group's maxima", "Length64", Mutation.Vector, @"infinite \|= .*;", ""),
        new("a group's row of −∞ is not recognised", "Length64", Mutation.Entry, @"if \(sums\[row\] == 0\)", "if (columns == 0)"),
        new("a group's reference has no floor", "Length64", Mutation.Vector, @"floor = \(exponent \+ lowest\) \* ln2;", "floor = exponent * ln2;"),
        new("rows go to the lanes as they lie", "Length8", Mutation.Entry, @"Transposition\.ToLanes\(in (.+\* columns\)), ref (.+\* columns\)), \(nuint\)TTarget\.Width, columns\)", Copied),
        new("rows come from the lanes as they lie", "Length8", Mutation.Entry, @"Transposition\.FromLanes\(ref (.+\* columns\)), ref (.+\* columns\)), \(nuint\)TTarget\.Width, columns\)", Copied),
        new("a column is missing in the sum of rows in lanes", "Length8", Mutation.Vector, @"(lower4x1 = .*) \+ .*;", "$1;"),
        new("the upper half of rows in lanes takes the lower one's sum", "Length8", Mutation.Vector, @"upper(\d+x\d+) = .*Upper.*;", "upper$1 = lower$1;"),
        new("rows that do not fill a register are left out", "Length8", Mutation.Entry, @"while \(first < rows\)", "while (first < rows && TTarget.Width == 1)"),
        new("the second register of rows in lanes takes the first one's sums", "Length8", Mutation.Entry, @"(NormalizeInLanes\(.*), reciprocalHighs\[row\.\.\]", "$1, reciprocalHighs"),
        new("+∞ is not found among rows in lanes", "Length8", Mutation.Vector, @"infinite \|= .*;", ""),
        new("+∞ stays in rows in lanes", "Length8", Mutation.Entry, @"InfiniteRows\.Shift\(.*\);", ""),
        new("rows side by side take their neighbours' sums", "Axis", Mutation.Vector, @"(reciprocal1 = .*\(reciprocalHighs\), )0", "${1}1"),
        new("rows side by side take the first one's reference", "Axis", Mutation.Vector, @"(rounder = \w+\.)LoadUnsafe\(ref (MemoryMarshal\.GetReference\(rounders\)), 0\)", "$1Create($2)"),
        new("the last of the rows side by side is not stored", "Axis", Mutation.Entry, @"(Planes\.FromLanes\(.*)rows\);", "${1}int.Max(rows - 1, 1));"),
        new("the last of the rows side by side does not come to the lanes", "Axis", Mutation.Entry, @"(Planes\.ToLanes\(.*)rows\);", "${1}int.Max(rows - 1, 1));"),
        new("the last column of rows side by side is not summed", "Axis", Mutation.Vector, @"(LaneSum\.Total<\w+>\(.*)columns", "${1}columns - 1"),
        new("the maximum of rows side by side forgets a column", "Axis", Mutation.Vector, @"(MaximumInLanes\([^)]*\)(?:(?!InLanes)[\s\S])*?)nuint\.Min\(i \+ 1, columns - 1\)", "$1i"),
        new("rows side by side that fill registers go to the next column", "Axis", Mutation.Entry, @"nuint stride = inner;", "nuint stride = inner + 1;"),
        new("a column of rows side by side is stored as the next", "Axis", Mutation.Vector, @"exp3\.StoreUnsafe\(ref destination, i3 ", "exp3.StoreUnsafe(ref destination, i2 "),
        new("rows side by side that do not fill a register are left out", "Axis", Mutation.Entry, @"while \(first < last\)", "while (first + (nuint)TTarget.Width <= last)"),
        new("every register of rows side by side is the first", "Axis", Mutation.Entry, @"logitsLanes\[row\]", "logitsLanes[0]"),
        new("a masked row side by side is not recognised", "Axis", Mutation.Entry, @"sums\[row\] == 0", "columns == 0"),
        new("+∞ is not found among rows side by side", "Axis", Mutation.Vector, @"infinite \|= .*;", ""),
        new("+∞ stays in rows side by side", "Axis", Mutation.Entry, @"InfiniteRows\.Shift\(.*\);", ""),
        new("only the first block of rows side by side is summed", "Axis", Mutation.Entry, @"(totals\[row\]\.Add)", "if (start == 0) $1"),
    ];

    /// <summary>What stands in for a transposition from the first match to the second.</summary>
    private const string Copied = "MemoryMarshal.CreateReadOnlySpan(ref $1, (int)columns * TTarget.Width).CopyTo(MemoryMarshal.CreateSpan(ref $2, (int)columns * TTarget.Width))";
}
