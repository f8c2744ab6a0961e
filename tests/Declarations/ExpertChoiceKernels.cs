namespace FusedKernels.Tests.Declarations;

/// <summary>Experts that choose tokens.</summary>
public static partial class ExpertChoiceKernels
{
    [ExpertChoice]
    public static partial void Choose(ReadOnlySpan<float> logits, int experts, int capacity, Span<float> probabilities, Span<int> selectedTokens, Span<float> weights);

    [ExpertChoice(Experts = 20, Parallel = true)]
    public static partial void Choose(ReadOnlySpan<double> logits, ReadOnlySpan<bool> active, int capacity, Span<double> probabilities, Span<int> selectedTokens, Span<double> weights, int maxDegreeOfParallelism, double temperature);
}
