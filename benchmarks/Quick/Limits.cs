using System.Runtime.Intrinsics;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>How far ahead we have to be. The same for every operator, each against the fastest way in .NET without us.</summary>
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

    /// <summary>Forward and gradient, whatever the vectors.</summary>
    private static readonly Limit[] s_loss =
    [
        new(Shape.Batch(64, 50_257), 0.40),
        new(Shape.Batch(512, 32_000), 0.40),
        new(Shape.Batch(4_096, 10), 0.40),
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
        from limit in family == KernelFamily.CrossEntropy ? s_loss : OfThisMachine
        let baseline = BaselineOf(family)
        let result = results.Single(result => result.Family == family && result.Shape == limit.Shape)
        let ratio = result.RatioTo(baseline) ?? throw new InvalidOperationException($"{baseline} took no part in {result}.")
        where !(ratio <= limit.Ratio)
        select FormattableString.Invariant($"{result}: {ratio:0.000} of {baseline}, the limit is {limit.Ratio:0.00}");

    private static string BaselineOf(KernelFamily family) =>
        family == KernelFamily.Softmax ? ContenderNames.TensorSoftMax : ContenderNames.TensorComposition;
}

/// <summary>Our time on a shape as a part of the baseline's, at most.</summary>
internal sealed record Limit(Shape Shape, double Ratio);
