namespace FusedKernels.Benchmarks.Contenders;

/// <summary>The names by which results are found again.</summary>
internal static class ContenderNames
{
    public const string Ours = "FusedKernels";
    public const string TensorSoftMax = "TensorPrimitives.SoftMax";
    public const string TensorComposition = "TensorPrimitives composed";
    public const string OurSoftmax = "FusedKernels softmax";
    public const string PlainLoop = "plain loop";
}
