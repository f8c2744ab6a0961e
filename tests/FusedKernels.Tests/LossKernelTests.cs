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

    /// <summary>What breaks the contract on any target; results with the bits of the target before are not looked at again.</summary>
    private protected static IEnumerable<string> Failures(LossKernel kernel, LossWorkload<T> workload, LossReference?[] expected, bool inPlace = false)
    {
        T[]? before = null;
        foreach (string target in kernel.SupportedTargets)
        {
            T[] results = workload.Run(kernel.Bind<T>(target), new ArrayBuffers(), inPlace);
            IEnumerable<string> failures = before is not null && Bits.FirstDifference<T>(before, results) < 0 ? [] : LossCheck.Failures(kernel, workload, expected, results);
            before = results;
            foreach (string failure in failures)
            {
                yield return $"{target}, {failure}";
            }
        }
    }

    /// <summary>One message for all failures, short enough to read.</summary>
    private protected static void AssertNone(IReadOnlyCollection<string> failures) =>
        Assert.True(failures.Count == 0, $"{failures.Count} failures, the first of them:\n{string.Join('\n', failures.Take(12))}");
}
