using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Lowering;

/// <summary>
/// The running sum of a pass, the same on every target: column i belongs to virtual lane i modulo <see cref="Element.SumLanes"/>; the two
/// columns of a tile in one lane are added first, their sum goes to the lane's accumulator. Floats accumulate in doubles, doubles with the
/// rounding errors in a second accumulator (Knuth's TwoSum): no drift at any length. Whole chunks of a block's exponentials of floats need no
/// doubles (<see cref="Chunked"/>). Lanes fold by halves.
/// </summary>
internal sealed class SumAccumulator(Target target, Element element, Pass pass)
{
    /// <summary>Columns of a chunk, as the runtime's <c>ChunkSum</c> has them.</summary>
    private const int ChunkColumns = 64;

    /// <summary>True where whole chunks of columns come first, which are summed in floats with the rounding errors in a second accumulator (Dekker's FastTwoSum).</summary>
    public bool Chunked { get; } = HasChunks(element, pass);

    public string Type => element == Element.Single ? target.WideVector : target.Vector(element);

    /// <summary>True where longer rows have chunks.</summary>
    public static bool HasChunks(Element element, Pass pass) => element == Element.Single && pass.SumsExponentials;

    /// <summary>How many columns of a row are in whole chunks: none where the row has no more columns than one.</summary>
    public int ColumnsOfChunks(int columns) => Chunked && columns > ChunkColumns ? columns / ChunkColumns * ChunkColumns : 0;

    /// <summary>Declares the accumulators of the chunks.</summary>
    public IEnumerable<string> BeginChunks(int register) =>
        [$"{target.Vector(element)} chunks{register} = {target.Broadcast(element, "ChunkSum.Start")};", $"{target.Vector(element)} errors{register} = default;"];

    /// <summary>Adds a register of pairs' sums of a chunk.</summary>
    public static IEnumerable<string> AddChunk(int register, string pair) => [$"ChunkSum.Add(ref chunks{register}, ref errors{register}, {pair});"];

    /// <summary>Declares the accumulators with the sums of the chunks.</summary>
    public IEnumerable<string> EndChunks(int register)
    {
        string chunks = $"(chunks{register} - {target.Broadcast(element, "ChunkSum.Start")})";
        yield return $"{Type} sum{2 * register} = {target.WidenLower(chunks)} + {target.WidenLower($"errors{register}")};";
        yield return $"{Type} sum{(2 * register) + 1} = {target.WidenUpper(chunks)} + {target.WidenUpper($"errors{register}")};";
    }

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
