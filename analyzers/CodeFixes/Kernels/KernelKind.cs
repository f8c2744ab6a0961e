namespace FusedKernels.CodeFixes.Kernels;

/// <summary>A kernel that a fix can declare: its attribute's operator and how its method is written.</summary>
/// <param name="Name">The operator's name, as in <c>Fused(Name)Attribute</c>.</param>
/// <param name="Output">The name of the output row, or null where the kernel returns a number.</param>
internal sealed record KernelKind(string Name, string? Output)
{
    public static KernelKind Softmax { get; } = new("Softmax", "probabilities");

    public static KernelKind LogSoftmax { get; } = new("LogSoftmax", "logProbabilities");

    public static KernelKind LogSumExp { get; } = new("LogSumExp", null);

    public string Attribute => "FusedKernels.Fused" + Name + "Attribute";
}
