namespace FusedKernels.Verification;

/// <summary>What any kernel of the family can take; each takes its own part.</summary>
public ref struct KernelArguments<T>
{
    public Span<T> Logits;
    public ReadOnlySpan<T> Bias;
    public ReadOnlySpan<bool> Mask;
    public Span<T> Output;
    public int Columns;
    public int Inner;
    public T Temperature;

    /// <summary>What a kernel of one row returns.</summary>
    public T Returned;
}

/// <summary>One emitted method, called the same way whatever its parameters are.</summary>
public delegate void KernelCall<T>(ref KernelArguments<T> arguments);
