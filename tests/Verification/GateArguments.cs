namespace FusedKernels.Verification;

/// <summary>What any gate can take; each takes its own part.</summary>
public ref struct GateArguments<T>
{
    public ReadOnlySpan<T> Logits;
    public ReadOnlySpan<T> SelectionBias;
    public ReadOnlySpan<T> Noise;
    public ReadOnlySpan<T> NoiseLogits;
    public Span<int> Selected;
    public Span<T> Weights;
    public ReadOnlySpan<bool> Active;
    public Span<int> Load;
    public Span<T> DenseWeights;
    public Span<T> PreparedLogits;
    public Span<T> Importance;
    public Span<T> LogSumExp;
    public Span<T> ZLoss;
    public Span<int> Slots;
    public Span<int> Offsets;
    public int Capacity;
    public int MaxDegreeOfParallelism;
    public CancellationToken CancellationToken;
    public T Temperature;
    public int ExpertStart;
    public int ExpertStop;
    public int Experts;
}

/// <summary>One emitted method of a gate, called the same way whatever its parameters are.</summary>
public delegate void GateCall<T>(ref GateArguments<T> arguments);
