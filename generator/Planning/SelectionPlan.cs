using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>How a kernel selects columns of its rows and weighs them: rows lie in the lanes, columns pass one after the other.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Kernel">The catalogue's line.</param>
/// <param name="Temperature">T.</param>
/// <param name="Count">How many columns are selected.</param>
/// <param name="Preparation">What the logits go through before rows lie in lanes, map after map: the row is what they leave.</param>
/// <param name="Key">What they are selected by.</param>
/// <param name="Groups">How groups of columns are chosen before; null where all are candidates.</param>
/// <param name="Numerator">A selected column's weight, but for what all are divided by; exp(x − max) is over the selected, as <see cref="Operation.ScaledExp"/> over all.</param>
/// <param name="Divisor">What they are divided by.</param>
/// <param name="Guard">Added to the selected numerators' sum.</param>
/// <param name="Factor">What the weights are multiplied by.</param>
internal sealed record SelectionPlan(
    KernelSpec Spec,
    KernelDefinition Kernel,
    Temperature Temperature,
    int Count,
    IReadOnlyList<Row> Preparation,
    Row Key,
    GroupPlan? Groups,
    Row Numerator,
    WeightDivisor Divisor,
    double Guard,
    double Factor)
{
    /// <summary>True where the key is the row itself: what was selected is then in the registers, in order, and need not be gathered.</summary>
    public bool KeyIsRow => Key.Operation == Operation.Input;

    /// <summary>True where the exponentials of all columns are summed.</summary>
    public bool SumsRow => Key.Uses(Operation.ScaledExp) || Numerator.Uses(Operation.ScaledExp);

    /// <summary>True where a numerator is relative to the largest of the selected.</summary>
    public bool IsShifted => Numerator.Operation == Operation.Exp;
}

/// <summary>Groups of neighbouring columns, chosen by the sum of their largest keys.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Kept">How many are kept.</param>
/// <param name="Summed">How many of a group's largest keys are summed.</param>
internal sealed record GroupPlan(int Count, int Kept, int Summed)
{
    /// <summary>How many of a group's largest keys are known: so many of each group that is kept are enough for a selection.</summary>
    /// <param name="selected">How many are selected.</param>
    public int Known(int selected) => Math.Max(Summed, (selected + Kept - 1) / Kept);
}

/// <summary>What the weights of a row are divided by.</summary>
internal enum WeightDivisor
{
    One,

    /// <summary>The sum of the selected numerators.</summary>
    Selected,

    /// <summary>The sum of the numerators of all columns.</summary>
    Row,
}
