namespace FusedKernels.Benchmarks.Contenders;

/// <summary>A contender that knows single contiguous rows only.</summary>
internal interface IRowContender
{
    /// <param name="logits">The row.</param>
    /// <param name="output">As long as the row, or one element where the operator reduces.</param>
    /// <param name="scratch">At least as long as the row.</param>
    static abstract void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch);
}
