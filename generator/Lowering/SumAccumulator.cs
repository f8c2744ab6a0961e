namespace FusedKernels.Generator.Lowering;

/// <summary>
/// The running sum of a pass, the same on every target: column i belongs to virtual lane i modulo <see cref="Element.SumLanes"/>; the two
/// columns of a tile in one lane are added first, their sum goes to the lane's accumulator. Floats accumulate in doubles, doubles with the
/// rounding errors in a second accumulator (Knuth's TwoSum): no drift at any length. Lanes fold by halves.
/// </summary>
internal sealed class SumAccumulator(Target target, Element element)
{
    public string Type => element == Element.Single ? target.WideVector : target.Vector(element);

    /// <summary>The accumulators for a register of virtual lanes.</summary>
    public IEnumerable<string> Names(int register) =>
        element == Element.Single ? [$"sum{2 * register}", $"sum{(2 * register) + 1}"] : [$"sum{register}", $"error{register}"];

    /// <summary>Declares the accumulators with the first register of pairs' sums.</summary>
    public IEnumerable<string> Begin(int register, string pair) => element == Element.Single
        ? [$"{Type} sum{2 * register} = {target.WidenLower(pair)};", $"{Type} sum{(2 * register) + 1} = {target.WidenUpper(pair)};"]
        : [$"{Type} sum{register} = {pair};", $"{Type} error{register} = default;"];

    /// <summary>Adds a register of pairs' sums to its accumulators.</summary>
    public IEnumerable<string> Add(int register, string pair) => element == Element.Single
        ? [$"sum{2 * register} += {target.WidenLower(pair)};", $"sum{(2 * register) + 1} += {target.WidenUpper(pair)};"]
        : [$"Lanes.AddCompensated(ref sum{register}, ref error{register}, {pair});"];
}
