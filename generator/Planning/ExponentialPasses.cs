using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>The passes of a program around exp(x − max(x)).</summary>
/// <param name="Argument">The row x · T.</param>
/// <param name="Temperature">T.</param>
/// <param name="Maximum">Pass over a block: its maximum, from which the block's reference follows.</param>
/// <param name="Accumulate">Pass over a block: the sum of its exponentials, stored in the output where that saves evaluating them again.</param>
internal sealed record ExponentialPasses(Row Argument, Temperature Temperature, Pass Maximum, Pass Accumulate)
{
    /// <summary>The row whose maximum is searched: the argument without the maps that keep its order.</summary>
    public Row Ordered { get; } = Monotone.Argument(Argument);
}
