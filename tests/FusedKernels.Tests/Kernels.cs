extern alias Double;
extern alias Single;
extern alias SingleUnsafe;

using FusedKernels.Verification;

namespace FusedKernels.Tests;

/// <summary>The kernels under test: the same declarations for each element type.</summary>
internal static class Kernels
{
    public static IReadOnlyList<Kernel> Single { get; } = KernelCatalogue.Of(typeof(Single::FusedKernels.Tests.Kernels.SoftmaxKernels).Assembly);

    public static IReadOnlyList<Kernel> Double { get; } = KernelCatalogue.Of(typeof(Double::FusedKernels.Tests.Kernels.SoftmaxKernels).Assembly);

    /// <summary>Those of <see cref="Single"/>, from a project that allows unsafe code.</summary>
    public static IReadOnlyList<Kernel> SingleUnsafe { get; } = KernelCatalogue.Of(typeof(SingleUnsafe::FusedKernels.Tests.Kernels.SoftmaxKernels).Assembly);

    public static IReadOnlyList<Kernel> Of<T>() => typeof(T) == typeof(float) ? Single : Double;

    public static Kernel Find<T>(string name) => Find(Of<T>(), name);

    public static Kernel Find(IEnumerable<Kernel> kernels, string name) => kernels.Single(kernel => kernel.Name == name);

    /// <summary>The kernel of one row, without mask or constant length, that has the same mathematics.</summary>
    public static Kernel Plain<T>(Kernel kernel) => Of<T>().Single(other =>
        other.Operator == kernel.Operator
        && !other.InPlace && !other.Takes("mask") && !other.Takes("columns")
        && other.Takes("bias") == kernel.Takes("bias")
        && other.Takes("temperature") == kernel.Takes("temperature")
        && other.Options.Length == 0
        && other.Options.EmptyRow == EmptyRowPolicy.Identity
        && other.Options.Temperature == kernel.Options.Temperature
        && other.Options.MaskedRow == kernel.Options.MaskedRow
        && other.Options.PositiveInfinity == kernel.Options.PositiveInfinity);
}
