using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>Everyone who takes part: a line here is a column in every table. A native peer is one more line and one more file.</summary>
internal static class ContenderCatalog
{
    private static readonly Contender[] s_softmax =
    [
        new(ContenderNames.Ours, FusedContenders.Softmax),
        new(ContenderNames.TensorSoftMax, RowByRow.For<TensorSoftMax>),
        new(ContenderNames.TensorComposition, TensorComposition.For<TensorOperators.Softmax>),
        new(ContenderNames.PlainLoop, RowByRow.For<PlainLoop.Softmax>),
    ];

    private static readonly Contender[] s_logSoftmax =
    [
        new(ContenderNames.Ours, FusedContenders.LogSoftmax),
        new(ContenderNames.TensorComposition, TensorComposition.For<TensorOperators.LogSoftmax>),
        new(ContenderNames.PlainLoop, RowByRow.For<PlainLoop.LogSoftmax>),
    ];

    private static readonly Contender[] s_logSumExp =
    [
        new(ContenderNames.Ours, FusedContenders.LogSumExp),
        new(ContenderNames.TensorComposition, TensorComposition.For<TensorOperators.LogSumExp>),
        new(ContenderNames.PlainLoop, RowByRow.For<PlainLoop.LogSumExp>),
    ];

    private static readonly Contender[] s_crossEntropy =
    [
        new(ContenderNames.Ours, FusedContenders.CrossEntropy),
        new(ContenderNames.TensorComposition, LossOfSoftmax.After(TensorComposition.For<TensorOperators.Softmax>)),
        new(ContenderNames.PlainLoop, LossOfSoftmax.After(RowByRow.For<PlainLoop.Softmax>)),
    ];

    private static readonly Contender[] s_gate =
    [
        new(ContenderNames.Ours, FusedContenders.Gate),
        new(ContenderNames.TensorComposition, static _ => GateByRow.Composed),
        new(ContenderNames.PlainLoop, static _ => GateByRow.Loop),
    ];

    private static readonly Contender[] s_gateYardsticks = [.. MemoryYardsticks.All, new(ContenderNames.OurSoftmax, FusedContenders.SoftmaxOfGate)];

    /// <summary>What is timed beside the contenders and computes something else.</summary>
    public static IReadOnlyList<Contender> YardsticksFor(KernelFamily family) => family == KernelFamily.Gate ? s_gateYardsticks : MemoryYardsticks.All;

    public static IReadOnlyList<Contender> For(KernelFamily family) => family switch
    {
        KernelFamily.Softmax => s_softmax,
        KernelFamily.LogSoftmax => s_logSoftmax,
        KernelFamily.LogSumExp => s_logSumExp,
        KernelFamily.CrossEntropy => s_crossEntropy,
        KernelFamily.Gate => s_gate,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, message: null),
    };
}
