extern alias Double;
extern alias Single;

using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>A test for each loss of an element type.</summary>
public abstract class LossKernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    internal static IReadOnlyList<LossKernel> Losses { get; } = LossKernel.Of(
        typeof(T) == typeof(float) ? typeof(Single::FusedKernels.Tests.Kernels.CrossEntropyKernels).Assembly : typeof(Double::FusedKernels.Tests.Kernels.CrossEntropyKernels).Assembly);

    public static TheoryData<string> Names => [.. Losses.Select(kernel => kernel.Name)];

    private protected static LossKernel Find(string name) => Losses.Single(kernel => kernel.Name == name);

    /// <summary>One message for all failures, short enough to read.</summary>
    private protected static void AssertNone(IReadOnlyCollection<string> failures) =>
        Assert.True(failures.Count == 0, $"{failures.Count} failures, the first of them:\n{string.Join('\n', failures.Take(12))}");
}
