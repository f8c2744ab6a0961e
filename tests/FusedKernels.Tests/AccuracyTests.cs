using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Every kernel, target, length and kind of input against the reference, within the contract.</summary>
public abstract class AccuracyTests<T>(UlpReport report) : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Theory]
    [MemberData(nameof(All))]
    public void IsWithinTheContract(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var check = new AccuracyCheck<T>(new KernelRunner<T>(kernel));
        foreach ((InputClass<T> input, Workload<T> workload) in WorkloadsOf(kernel))
        {
            check.Check(input.Name, workload);
        }

        report.Add(kernel, check.Worst);
        AssertNone(check.Failures);
    }
}

public sealed class SingleAccuracyTests(UlpReport report) : AccuracyTests<float>(report);

public sealed class DoubleAccuracyTests(UlpReport report) : AccuracyTests<double>(report);
