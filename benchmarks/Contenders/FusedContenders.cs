using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>Our kernels, each shape by the one that is made for it.</summary>
internal static class FusedContenders
{
    public static Repeat Softmax(Shape shape) => shape switch
    {
        { ConstantLength: true, Columns: 8 } => Contender.Repeat<Softmax8>,
        { ConstantLength: true, Columns: 64 } => Contender.Repeat<Softmax64>,
        { ConstantLength: true } => throw NoKernel(shape),
        { IsSingleRow: true } => Contender.Repeat<SoftmaxRow>,
        { Inner: 1 } => Contender.Repeat<SoftmaxBatch>,
        _ => Contender.Repeat<SoftmaxAxis>,
    };

    public static Repeat LogSoftmax(Shape shape) => shape switch
    {
        { ConstantLength: true, Columns: 8 } => Contender.Repeat<LogSoftmax8>,
        { ConstantLength: true, Columns: 64 } => Contender.Repeat<LogSoftmax64>,
        { ConstantLength: true } => throw NoKernel(shape),
        { IsSingleRow: true } => Contender.Repeat<LogSoftmaxRow>,
        { Inner: 1 } => Contender.Repeat<LogSoftmaxBatch>,
        _ => Contender.Repeat<LogSoftmaxAxis>,
    };

    public static Repeat LogSumExp(Shape shape) => shape switch
    {
        { ConstantLength: true, Columns: 8 } => Contender.Repeat<LogSumExp8>,
        { ConstantLength: true, Columns: 64 } => Contender.Repeat<LogSumExp64>,
        { ConstantLength: true } => throw NoKernel(shape),
        { IsSingleRow: true } => Contender.Repeat<LogSumExpRow>,
        { Inner: 1 } => Contender.Repeat<LogSumExpBatch>,
        _ => Contender.Repeat<LogSumExpAxis>,
    };

    public static Repeat CrossEntropy(Shape shape) =>
        shape is { Inner: 1, ConstantLength: false } ? Contender.Repeat<CrossEntropyBatch> : throw NoKernel(shape);

    public static Repeat Gate(Shape shape) => shape switch
    {
        { Columns: 8, Selected: 2 } => Contender.Repeat<Gate8>,
        { Columns: 64, Selected: 2 } => Contender.Repeat<Gate64>,
        { Columns: 64, Selected: 8 } => Contender.Repeat<Gate64Of8>,
        { Columns: 128, Selected: 8 } => Contender.Repeat<Gate128>,
        { Columns: 256, Selected: 8 } => Contender.Repeat<GateDeepSeek>,
        _ => throw NoKernel(shape),
    };

    /// <summary>A softmax of all of a gate's rows, to the scratch: what the rows cost where nothing is selected.</summary>
    public static Repeat SoftmaxOfGate(Shape shape) => shape.Columns switch
    {
        8 => Contender.Repeat<GateSoftmax8>,
        64 => Contender.Repeat<GateSoftmax64>,
        128 => Contender.Repeat<GateSoftmax128>,
        256 => Contender.Repeat<GateSoftmax256>,
        _ => throw NoKernel(shape),
    };

    private static NotSupportedException NoKernel(Shape shape) => new($"Kernels.cs declares no kernel of the constant length {shape.Columns}.");

    private readonly struct CrossEntropyBatch : IContender
    {
        public static void Run(Workload workload) => Kernels.CrossEntropy(workload.Logits, workload.Targets, workload.Output, workload.Columns);
    }

    private readonly struct Gate8 : IContender
    {
        public static void Run(Workload workload) => Kernels.Gate8(workload.Logits, workload.Selected, workload.Output);
    }

    private readonly struct Gate64 : IContender
    {
        public static void Run(Workload workload) => Kernels.Gate64(workload.Logits, workload.Selected, workload.Output);
    }

    private readonly struct Gate64Of8 : IContender
    {
        public static void Run(Workload workload) => Kernels.Gate64Of8(workload.Logits, workload.Selected, workload.Output);
    }

    private readonly struct Gate128 : IContender
    {
        public static void Run(Workload workload) => Kernels.Gate128(workload.Logits, workload.Selected, workload.Output);
    }

    private readonly struct GateDeepSeek : IContender
    {
        public static void Run(Workload workload) => Kernels.GateDeepSeek(workload.Logits, workload.SelectionBias, workload.Selected, workload.Output);
    }

    private readonly struct GateSoftmax8 : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax8(workload.Logits, workload.Scratch);
    }

    private readonly struct GateSoftmax64 : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax64(workload.Logits, workload.Scratch);
    }

    private readonly struct GateSoftmax128 : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax128(workload.Logits, workload.Scratch);
    }

    private readonly struct GateSoftmax256 : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax256(workload.Logits, workload.Scratch);
    }

    private readonly struct SoftmaxRow : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax(workload.Logits, workload.Output);
    }

    private readonly struct SoftmaxBatch : IContender
    {
        public static void Run(Workload workload) => Kernels.SoftmaxBatch(workload.Logits, workload.Output, workload.Columns);
    }

    private readonly struct Softmax8 : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax8(workload.Logits, workload.Output);
    }

    private readonly struct Softmax64 : IContender
    {
        public static void Run(Workload workload) => Kernels.Softmax64(workload.Logits, workload.Output);
    }

    private readonly struct SoftmaxAxis : IContender
    {
        public static void Run(Workload workload) =>
            Kernels.SoftmaxAxis(workload.Logits, workload.Output, workload.Columns, workload.Shape.Inner);
    }

    private readonly struct LogSoftmaxRow : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSoftmax(workload.Logits, workload.Output);
    }

    private readonly struct LogSoftmaxBatch : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSoftmaxBatch(workload.Logits, workload.Output, workload.Columns);
    }

    private readonly struct LogSoftmax8 : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSoftmax8(workload.Logits, workload.Output);
    }

    private readonly struct LogSoftmax64 : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSoftmax64(workload.Logits, workload.Output);
    }

    private readonly struct LogSoftmaxAxis : IContender
    {
        public static void Run(Workload workload) =>
            Kernels.LogSoftmaxAxis(workload.Logits, workload.Output, workload.Columns, workload.Shape.Inner);
    }

    private readonly struct LogSumExpRow : IContender
    {
        public static void Run(Workload workload) => workload.Output[0] = Kernels.LogSumExp(workload.Logits);
    }

    private readonly struct LogSumExpBatch : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSumExpBatch(workload.Logits, workload.Output, workload.Columns);
    }

    private readonly struct LogSumExp8 : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSumExp8(workload.Logits, workload.Output);
    }

    private readonly struct LogSumExp64 : IContender
    {
        public static void Run(Workload workload) => Kernels.LogSumExp64(workload.Logits, workload.Output);
    }

    private readonly struct LogSumExpAxis : IContender
    {
        public static void Run(Workload workload) =>
            Kernels.LogSumExpAxis(workload.Logits, workload.Output, workload.Columns, workload.Shape.Inner);
    }
}
