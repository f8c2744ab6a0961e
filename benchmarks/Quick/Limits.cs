using System.Runtime.Intrinsics;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>How far ahead we have to be. Each operator against the fastest way in .NET without us, a gate against the loop and our own softmax.</summary>
internal static class Limits
{
    private static readonly Limit[] s_vector512 =
    [
        new(Shape.Row(1_000), 0.40),
        new(Shape.Row(4_096), 0.40),
        new(Shape.Row(32_768), 0.40),
        new(Shape.Row(128_256), 0.40),
        new(Shape.Row(1 << 24), 0.60),
        new(Shape.ConstantBatch(4_096, 8), 0.15),
        new(Shape.ConstantBatch(4_096, 64), 0.35),
    ];

    /// <summary>Forward and gradient, whatever the vectors; in place against the same work in place.</summary>
    private static readonly Limit[] s_loss =
    [
        new(Shape.Batch(64, 50_257), 0.40),
        new(Shape.Batch(512, 32_000), 0.40),
        new(Shape.Batch(4_096, 10), 0.40),
        new(Shape.BatchInPlace(64, 50_257), 0.40),
        new(Shape.BatchInPlace(512, 32_000), 0.40),
        new(Shape.BatchInPlace(4_096, 10), 0.40),
    ];

    /// <summary>Against the plain loop, which selects with insertion and does not sort, and twice a softmax of the same rows.</summary>
    private static readonly Limit[] s_gate =
    [
        new(Shape.Gate(4_096, 8, 2), 0.10),
        new(Shape.Gate(4_096, 64, 2), 0.15),
        new(Shape.Gate(4_096, 64, 8), 0.25),
        new(Shape.Gate(4_096, 128, 8), 0.25),
        new(Shape.Gate(4_096, 256, 8), 0.25),
        .. Shapes.Of(KernelFamily.Gate).Select(static shape => new Limit(shape, 2, ContenderNames.OurSoftmax)),
    ];

    private static readonly Limit[] s_vector256 =
    [
        new(Shape.Row(4_096), 0.70),
    ];

    /// <summary>The limits on this machine; none where only narrower vectors are accelerated.</summary>
    public static IReadOnlyList<Limit> OfThisMachine =>
        Vector512.IsHardwareAccelerated ? s_vector512
        : Vector256.IsHardwareAccelerated ? s_vector256
        : [];

    /// <summary>A sentence for each limit that is missed.</summary>
    public static IEnumerable<string> Missed(IReadOnlyList<CaseResult> results) =>
        from family in Enum.GetValues<KernelFamily>()
        from limit in Of(family)
        let baseline = limit.Baseline ?? BaselineOf(family)
        let result = results.Single(result => result.Family == family && result.Shape == limit.Shape)
        let ratio = result.RatioTo(baseline) ?? throw new InvalidOperationException($"{baseline} took no part in {result}.")
        where !(ratio <= limit.Ratio)
        select FormattableString.Invariant($"{result}: {ratio:0.000} of {baseline}, the limit is {limit.Ratio:0.00}");

    private static IReadOnlyList<Limit> Of(KernelFamily family) => family switch
    {
        KernelFamily.CrossEntropy => s_loss,
        KernelFamily.Gate => s_gate,
        _ => OfThisMachine,
    };

    private static string BaselineOf(KernelFamily family) => family switch
    {
        KernelFamily.Softmax => ContenderNames.TensorSoftMax,
        KernelFamily.Gate => ContenderNames.PlainLoop,
        _ => ContenderNames.TensorComposition,
    };
}

/// <summary>Our time on a shape as a part of the baseline's, at most.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Ratio">Ours to theirs.</param>
/// <param name="Baseline">The contender; null for the family's.</param>
internal sealed record Limit(Shape Shape, double Ratio, string? Baseline = null);
