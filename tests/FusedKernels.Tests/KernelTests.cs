using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>A test for each kernel of an element type.</summary>
public abstract class KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    public static TheoryData<string> All => [.. Kernels.Of<T>().Select(kernel => kernel.Name)];

    private protected static IEnumerable<(InputClass<T> Input, Workload<T> Workload)> WorkloadsOf(Kernel kernel) =>
        from input in InputClass<T>.All
        from length in Scope.Lengths(kernel, input.Name)
        from workload in Workloads.For(kernel, input, length).Where((_, index) => Scope.TakesLayout(index, length))
        select (input, workload);

    /// <summary>One message for all failures, short enough to read.</summary>
    private protected static void AssertNone(IReadOnlyCollection<string> failures) =>
        Assert.True(failures.Count == 0, $"{failures.Count} failures, the first of them:\n{string.Join('\n', failures.Take(12))}");
}
