namespace FusedKernels.Benchmarks.Workloads;

/// <summary>The shapes of the tables, from where call overhead rules to where memory does.</summary>
internal static class Shapes
{
    /// <summary>What a loss is trained on: a loss has rows.</summary>
    private static readonly Shape[] s_loss =
    [
        Shape.Batch(64, 50_257),
        Shape.Batch(512, 32_000), // the vocabulary of Llama 2
        Shape.Batch(4_096, 10), // digits
        Shape.Batch(512, 1_000),
        Shape.BatchInPlace(64, 50_257),
        Shape.BatchInPlace(512, 32_000),
        Shape.BatchInPlace(4_096, 10),
    ];

    /// <summary>Routers: Mixtral's, then larger ones, then DeepSeek-V3's.</summary>
    private static readonly Shape[] s_gate =
    [
        Shape.Gate(4_096, 8, 2),
        Shape.Gate(4_096, 64, 2),
        Shape.Gate(4_096, 64, 8),
        Shape.Gate(4_096, 128, 8),
        Shape.Gate(4_096, 256, 8),
    ];

    public static readonly Shape[] All =
    [
        Shape.Row(8),
        Shape.Row(64),
        Shape.Row(256),
        Shape.Row(1_000),
        Shape.Row(4_096),
        Shape.Row(32_768),
        Shape.Row(128_256), // the vocabulary of Llama 3
        Shape.Row(1 << 20),
        Shape.Row(1 << 24),
        Shape.ConstantBatch(4_096, 8), // gates: 8 experts
        Shape.ConstantBatch(4_096, 64), // gates: 64 experts
        Shape.Batch(64, 50_257), // the vocabulary of GPT-2
        Shape.Batch(512, 1_000), // the classes of ImageNet
        Shape.Axis(8, 21, 4_096), // segmentation: 8 images, the 21 classes of Pascal VOC, 64×64 pixels
    ];

    /// <summary>Those of a family whose results do not take the logits' place.</summary>
    public static IEnumerable<Shape> Apart(KernelFamily family) => Of(family).Where(static shape => !shape.InPlace);

    /// <summary>The shapes that a family is measured on.</summary>
    public static IReadOnlyList<Shape> Of(KernelFamily family) => family switch
    {
        KernelFamily.CrossEntropy => s_loss,
        KernelFamily.Gate => s_gate,
        _ => All,
    };
}
