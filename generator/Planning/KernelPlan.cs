using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>How a kernel walks its rows: data that a person can read, and that decides every bit of the result. It names no instruction.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Kernel">The catalogue's line.</param>
/// <param name="Program">The operator's mathematics.</param>
/// <param name="Result">The program's result after <see cref="ExponentialRewrite"/>.</param>
/// <param name="Exponentials">The passes around the exponentials; null for a program without any, which has <see cref="Stages"/>.</param>
/// <param name="Finish">Pass over a block that writes the result; null for a reduction.</param>
/// <param name="Long">The passes for rows beyond <see cref="LongRow"/>, where they differ.</param>
/// <param name="StraightLine">True where every row has the same few columns: each pass is straight-line code, over a group of rows before the next pass.</param>
/// <param name="RowsInLanes">True where rows have the same number of columns, so few that whole registers of them are transposed: a lane for each row, a register for each column.</param>
internal sealed record KernelPlan(
    KernelSpec Spec,
    KernelDefinition Kernel,
    RowProgram Program,
    Expression Result,
    ExponentialPasses? Exponentials,
    Pass? Finish,
    LongRowPasses? Long,
    bool StraightLine,
    bool RowsInLanes)
{
    /// <summary>
    /// Columns in a block. A block is read twice at once (maximum, then exponentials) and so stays in the first-level cache: 16 KiB of floats.
    /// Each block has its own reference and its own sum; the sums are merged in order, in double-double.
    /// </summary>
    public const int BlockLength = 4096;

    /// <summary>
    /// From this many columns on a row does not fit in the last-level cache: to evaluate the exponentials again costs less than to write and
    /// read them. The bits are the same, since a block's reference is.
    /// </summary>
    public const int LongRow = 1 << 21;

    /// <summary>
    /// Blocks that the last pass of a long row takes one after the other: 4 MiB of floats, a part of the last-level cache. The stretches are taken
    /// from the row's end, which is still there, but memory is read ahead forwards only.
    /// </summary>
    public const int Stretch = 256;

    /// <summary>Blocks whose maxima are kept on the stack, 32 KiB of floats, where the last pass needs them again: 2²⁵ columns. Those of further blocks are searched again.</summary>
    public const int KeptMaxima = 8192;

    /// <summary>
    /// Up to this many columns, where a call has as many rows as a register has lanes, transposing rows there and back costs less than passes along
    /// them, most of whose lanes and time would go to tails and to what crosses the lanes.
    /// </summary>
    public const int LaneLength = 64;

    /// <summary>Up to this many columns, as many as a sum has virtual lanes, passes over lanes have a register for each and no loop.</summary>
    public const int UnrolledLanes = 16;

    /// <summary>True where the output keeps the exponentials from one pass to the next.</summary>
    public bool KeepsExponentials => Finish?.Evaluates(Operation.Stored) == true;

    /// <summary>True where the last pass along a row evaluates exponentials again, relative to the blocks' maxima.</summary>
    public bool KeepsMaxima => Loss is null && new[] { Finish, Long?.Finish }.Any(static finish => finish?.Evaluates(Operation.ScaledExp) == true);

    /// <summary>True where stores may bypass the cache.</summary>
    public bool Streams => Passes.Any(static pass => pass.Streams);

    /// <summary>What decides when threads are worth their overhead.</summary>
    public RowCost Cost => RowCost.Of(this);

    /// <summary>True where the passes go over groups of rows, with a row's numbers in spans.</summary>
    public bool Grouped => StraightLine || Loss is not null;

    /// <summary>True where rows of up to <see cref="LaneLength"/> columns, whatever their number, are transposed into lanes as well.</summary>
    public bool ShortRowsInLanes { get; init; }

    /// <summary>True where <see cref="RowsInLanes"/>, without a loop over the columns.</summary>
    public bool UnrollsLanes => RowsInLanes && Spec.Options.Length <= UnrolledLanes;

    /// <summary>
    /// True where rows in lanes lose their shift before the passes. A tempered logarithm takes it off within: x - shift may be beyond the
    /// largest number where (x - shift) / T is not.
    /// </summary>
    public bool ShiftsBeforehand => UnrollsLanes && (Finish is null || KeepsExponentials || Temperature.IsOne);

    /// <summary>True where a row of a few columns has a method of its own, which keeps it in registers from the first pass to the last.</summary>
    public bool HasShortRows => Exponentials is not null && Loss is null && (!StraightLine || Spec.Options.Length <= ShortRowLength);

    /// <summary>How long such a row may be: as many columns as a sum has virtual lanes.</summary>
    public int ShortRowLength => Spec.Element == ElementType.Single ? UnrolledLanes : UnrolledLanes / 2;

    /// <summary>What makes a loss of the passes' sums; null for other operators.</summary>
    public LossPlan? Loss { get; init; }

    /// <summary>The walks that reduce a row, one after the other, before <see cref="Finish"/>.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>The row x in exp(x / T); null without exponentials.</summary>
    public Row? Exponent => Exponentials?.Argument;

    public Temperature Temperature => Exponentials?.Temperature ?? new Temperature(1.0);

    public Pass Maximum => Exponentials!.Maximum;

    public Pass Accumulate => Exponentials!.Accumulate;

    /// <summary>True where the exponent is a function of what the maximum is searched in.</summary>
    public bool MapsExponent => Exponentials is { } exponentials && exponentials.Argument != exponentials.Ordered;

    /// <summary>The role of the rows that the passes store.</summary>
    public Role Output { get; init; } = Kernel.Output;

    public IEnumerable<Pass> Passes => Stages.SelectMany(static stage => stage.Reductions).Select(static reduction => reduction.Pass)
        .Concat([Exponentials?.Maximum]).Concat(Loss?.Sums.Select(static sum => sum.Pass) ?? []).Concat([Exponentials?.Accumulate, Loss?.Others, Finish, Long?.Accumulate, Loss?.OthersLong, Long?.Finish]).OfType<Pass>().Distinct();
}

/// <summary>The passes that take the place of <see cref="KernelPlan.Accumulate"/> and <see cref="KernelPlan.Finish"/> for long rows.</summary>
internal sealed record LongRowPasses(Pass Accumulate, Pass Finish);
