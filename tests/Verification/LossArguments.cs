namespace FusedKernels.Verification;

/// <summary>What any loss kernel can take; each takes its own part.</summary>
public ref struct LossArguments<T>
{
    public ReadOnlySpan<T> Logits;
    public ReadOnlySpan<int> IntTargets;
    public ReadOnlySpan<long> LongTargets;
    public ReadOnlySpan<T> TargetProbabilities;
    public ReadOnlySpan<T> ClassWeights;
    public ReadOnlySpan<T> RowWeights;
    public Span<T> Gradient;
    public Span<T> Losses;
    public Span<T> LogSumExp;
    public Span<T> Entropy;
    public Span<int> Predictions;
    public T GradientScale;
    public T Temperature;
    public int Columns;
    public int Inner;
    public int MaxDegreeOfParallelism;

    /// <summary>The reduced loss.</summary>
    public T Returned;

    /// <summary>The targets, as either type that a kernel may take.</summary>
    public ReadOnlySpan<int> Targets
    {
        readonly get => IntTargets;
        set
        {
            IntTargets = value;
            var wide = new long[value.Length];
            for (int row = 0; row < value.Length; row++)
            {
                wide[row] = value[row];
            }

            LongTargets = wide;
        }
    }
}

/// <summary>One emitted method of a loss, called the same way whatever its parameters are.</summary>
public delegate void LossCall<T>(ref LossArguments<T> arguments);
