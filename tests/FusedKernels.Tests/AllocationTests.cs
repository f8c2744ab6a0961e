using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>No kernel allocates.</summary>
public abstract class AllocationTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Theory]
    [MemberData(nameof(All))]
    public void NothingIsAllocated(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        int length = kernel.Options.Length > 0 ? kernel.Options.Length : 5000;
        Workload<T> workload = Workloads.For(kernel, InputClass<T>.Find("±40"), length).First();
        var output = new T[workload.Logits.Length];
        (string, KernelCall<T>)[] calls =
        [
            .. kernel.SupportedTargets.Select(target => (target, kernel.Bind<T>(target))),
            ("dispatch", kernel.BindDispatch<T>()),
        ];
        foreach ((string target, KernelCall<T> call) in calls)
        {
            // The least of several calls: a collection in between counts what the thread had reserved.
            long allocated = long.MaxValue;
            for (int i = 0; i < 5; i++)
            {
                var arguments = new KernelArguments<T>
                {
                    Logits = kernel.InPlace ? output : workload.Logits,
                    Bias = workload.Bias,
                    Mask = workload.Mask,
                    Output = output.AsSpan(0, kernel.Reduces ? workload.Rows : output.Length),
                    Columns = workload.Columns,
                    Inner = workload.Inner,
                    Temperature = workload.Temperature,
                };
                long before = GC.GetAllocatedBytesForCurrentThread();
                call(ref arguments);
                allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.True(allocated == 0, $"{target} allocated {allocated} bytes.");
        }
    }
}

public sealed class SingleAllocationTests : AllocationTests<float>;

public sealed class DoubleAllocationTests : AllocationTests<double>;
