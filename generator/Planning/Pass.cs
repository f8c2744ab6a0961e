using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>One walk over a block of a row: reads, maps, then reduces or stores or both.</summary>
/// <param name="Name">The emitted method's name.</param>
/// <param name="Formula">What it does, in the words of the plan.</param>
/// <param name="Reduction">A <see cref="Operation.Max"/> or <see cref="Operation.Sum"/> over the block, or null.</param>
/// <param name="Store">What is written to the output, or null.</param>
/// <param name="NextBlock">Where the next block lies, for passes that the search of a block's maximum waits for: its columns are prefetched. 0 for others.</param>
/// <param name="Streams">True where the output is too long for the cache and not read again soon: stores may bypass the cache.</param>
internal sealed record Pass(string Name, string Formula, Scalar? Reduction = null, Row? Store = null, int NextBlock = 0, bool Streams = false)
{
    /// <summary>True where the output is met for the first time: it is fetched a little ahead, since a store waits for the rest of its cache line.</summary>
    public bool FetchesOutput { get; init; }

    /// <summary>The rows that the pass evaluates.</summary>
    public IEnumerable<Row> Rows => new[] { Reduction?.Operands[0] as Row, Store }.OfType<Row>();

    /// <summary>True where the pass evaluates exponentials relative to a reference, or a row less a log-sum-exp, which has the row's shift taken off.</summary>
    public bool Refers => Evaluates(Operation.ScaledExp) || Rows.Any(static row => row.Uses(Operation.LogSumExp));

    /// <summary>True where the pass sums a block's exponentials, of which the largest is near the reference.</summary>
    public bool SumsExponentials => Reduction is { Operation: Operation.Sum, Operands: [Row { Operation: Operation.ScaledExp }] };

    /// <summary>True where the pass may subtract +∞ from +∞, which only the scalar target knows the limit of.</summary>
    public bool MeetsInfinity => Refers || Evaluates(Operation.Subtract);

    /// <summary>True where one of the pass's rows does <paramref name="operation"/>.</summary>
    public bool Evaluates(Operation operation) => Rows.SelectMany(static row => row.Rows).Any(row => row.Operation == operation);
}
