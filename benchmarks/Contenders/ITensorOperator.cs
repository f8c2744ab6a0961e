namespace FusedKernels.Benchmarks.Contenders;

/// <summary>What the compositions of the three operators do differently, once the exponentials and their sum are known.</summary>
internal interface ITensorOperator
{
    /// <summary>True where the exponentials are wanted in the output, false where a temporary that stays in cache is better.</summary>
    static abstract bool KeepsExponentials { get; }

    /// <summary>One row.</summary>
    static abstract void Finish(ReadOnlySpan<float> logits, float max, float sum, Span<float> output);

    /// <summary>Neighbouring rows, a plane for each column. <paramref name="max"/> and <paramref name="sum"/>, one for each row, may be overwritten.</summary>
    static abstract void FinishPlanes(ReadOnlySpan<float> logits, Span<float> max, Span<float> sum, Span<float> output);
}
