using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Nothing outside the spans is read or written: all buffers of a call lie against an unreadable page, on either side.</summary>
public abstract class GuardPageTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly int[] LongLengths = [255, 1000, 4095, 4097, 8193];

    [Theory]
    [MemberData(nameof(All))]
    public void NothingOutsideIsTouched(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var runner = new KernelRunner<T>(kernel);
        using var buffers = new GuardedBuffers(capacityInBytes: 1 << 20);
        var failures = new List<string>();
        foreach (Workload<T> workload in WorkloadsAround(kernel))
        {
            foreach (string target in runner.Targets)
            {
                T[] expected = runner.Run(target, workload);
                foreach (bool atEnd in new[] { false, true })
                {
                    buffers.Reset();
                    buffers.AtEnd = atEnd;
                    if (Bits.FirstDifference<T>(expected, runner.Run(runner[target], workload, buffers)) is var at and >= 0)
                    {
                        failures.Add($"{target}, {workload}: differs at {at}.");
                    }
                }
            }
        }

        AssertNone(failures);
    }

    /// <summary>Whole registers, or less than the widest.</summary>
    private static int Neighbours(int length) => length < 256 && length % 3 == 0 ? 16 : 5;

    private static IEnumerable<Workload<T>> WorkloadsAround(Kernel kernel)
    {
        InputClass<T> input = InputClass<T>.Find("±40");
        if (kernel.Options.Length > 0)
        {
            return Workloads.For(kernel, input, kernel.Options.Length);
        }

        int first = kernel.TakesBatch || kernel.Options.EmptyRow == EmptyRowPolicy.Throw ? 1 : 0;
        int last = Scope.Reduced ? 40 : kernel.TakesBatch ? 70 : 200;
        int[] further = Scope.Reduced ? [100] : LongLengths;
        return Enumerable.Range(first, last - first + 1).Concat(further)
            .Select(length => Workloads.Create(kernel, input, kernel.TakesBatch ? 2 : 1, length, kernel.Takes("inner") ? Neighbours(length) : 1, shared: length % 2 == 0));
    }
}

public sealed class SingleGuardPageTests : GuardPageTests<float>;

public sealed class DoubleGuardPageTests : GuardPageTests<double>;
