using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Rows beyond the caches: sums must not drift, and another algorithm may begin.</summary>
public sealed class LargeRowTests
{
    public static TheoryData<string, int> Rows => new MatrixTheoryData<string, int>(
        ["SoftmaxKernels.Row", "LogSoftmaxKernels.Row", "LogSumExpKernels.Row"],
        Scope.Reduced ? [(1 << 14) + 1] : [(1 << 20) - 1, (1 << 20) + 1]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void SingleRow(string name, int length) => Check<float>(name, length, "±4", "all equal", "ascending");

    [Theory]
    [MemberData(nameof(Rows))]
    public void DoubleRow(string name, int length) => Check<double>(name, length, "±4");

    [Fact]
    public void SingleRowBeyondTheLastLevelCache() => Check<float>("SoftmaxKernels.Row", Scope.Reduced ? (1 << 16) + 3 : (1 << 24) + 3, "±4");

    /// <summary>
    /// Where a row leaves the cache, its results may be stored past it, in several stretches of which the last is not whole; a project that allows
    /// unsafe code has instructions of its own for that. In ascending rows each block has another maximum.
    /// </summary>
    [Theory]
    [InlineData("SoftmaxKernels.Row")]
    [InlineData("LogSoftmaxKernels.Row")]
    public void SingleRowPastTheCache(string name)
    {
        const int Length = (1 << 21) + (300 * 4096) + 5;
        if (!Scope.Reduced)
        {
            Check<float>(name, Length, "±4", "ascending");
        }

        var safe = new KernelRunner<float>(Kernels.Find<float>(name));
        var @unsafe = new KernelRunner<float>(Kernels.Find(Kernels.SingleUnsafe, name));
        var workload = new Workload<float>(1, Length, 1);
        workload.SetRow(0, InputClass<float>.Find("ascending").Row(Length, seed: 0));
        float[] expected = safe.Run("Scalar", workload);
        Assert.DoesNotContain(0f, expected.AsSpan(Length - 5).ToArray());
        Assert.All(safe.Targets, target => Assert.Equal(-1, Bits.FirstDifference<float>(expected, safe.Run(target, workload))));
        Assert.All(@unsafe.Targets, target => Assert.Equal(-1, Bits.FirstDifference<float>(expected, @unsafe.Run(target, workload))));
    }

    /// <summary>The longest row of the contract: 512 MB and half a minute, so only where it is asked for (<c>--explicit on</c>).</summary>
    [Fact(Explicit = true)]
    public void SingleRowOfTheGreatestLength() => Check<float>("SoftmaxKernels.Row", 1 << 26, "±4");

    private static void Check<T>(string name, int length, params string[] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var runner = new KernelRunner<T>(Kernels.Find<T>(name));
        var check = new AccuracyCheck<T>(runner);
        foreach (string input in inputs)
        {
            var workload = new Workload<T>(1, length, 1);
            workload.SetRow(0, InputClass<T>.Find(input).Row(length, seed: 0));
            check.Check(input, workload);
            T[] scalar = runner.Run("Scalar", workload);
            Assert.All(runner.Targets, target => Assert.Equal(-1, Bits.FirstDifference<T>(scalar, runner.Run(target, workload))));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', check.Worst.Select(static worst => $"{worst.Key}: {worst.Value}")));
        Assert.True(check.Failures.Count == 0, string.Join('\n', check.Failures));
    }
}
