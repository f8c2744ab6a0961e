namespace FusedKernels.Benchmarks.Workloads;

/// <summary>The shapes of every table, from where call overhead rules to where memory does.</summary>
internal static class Shapes
{
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
}
