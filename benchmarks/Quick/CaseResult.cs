using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>A row of the table: one operator on one shape.</summary>
internal sealed record CaseResult(KernelFamily Family, Shape Shape, IReadOnlyList<ContenderResult> Results)
{
    public ContenderResult? Find(string contender) => Results.SingleOrDefault(result => result.Contender == contender);

    /// <summary>Our time as a part of the other's; null where that one does not take part.</summary>
    public double? RatioTo(string contender) => Find(contender) is { } other ? Find(ContenderNames.Ours)!.RatioTo(other) : null;

    /// <summary>The noise of the contender that was disturbed most.</summary>
    public double Noise => Results.Where(static result => result.WorstUlp is not null).Max(static result => result.Noise);

    public override string ToString() => $"{Name(Family)} {Shape}";

    public static string Name(KernelFamily family) => family switch
    {
        KernelFamily.Softmax => "softmax",
        KernelFamily.LogSoftmax => "log-softmax",
        KernelFamily.LogSumExp => "log-sum-exp",
        KernelFamily.CrossEntropy => "cross-entropy",
        KernelFamily.Gate => "top-k gate",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, message: null),
    };
}
