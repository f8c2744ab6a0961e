using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Contenders;

/// <summary>What the memory alone costs: no kernel that reads its logits can be faster than the read.</summary>
internal static class MemoryYardsticks
{
    public static readonly Contender[] All =
    [
        new("read", _ => Contender.Repeat<Read>),
        new("copy", _ => Contender.Repeat<Copy>),
    ];

    private readonly struct Read : IContender
    {
        private static Vector512<float> s_keep;

        public static void Run(Workload workload)
        {
            // As many accumulators as hide the latency of the OR behind two loads a cycle.
            const int Unroll = 4;
            ReadOnlySpan<float> logits = workload.Logits;
            ref float first = ref MemoryMarshal.GetReference(logits);
            Vector512<float> or0 = Vector512<float>.Zero;
            Vector512<float> or1 = Vector512<float>.Zero;
            Vector512<float> or2 = Vector512<float>.Zero;
            Vector512<float> or3 = Vector512<float>.Zero;
            nuint lanes = (nuint)Vector512<float>.Count;
            nuint tail = (nuint)logits.Length / (Unroll * lanes) * (Unroll * lanes);
            nuint i = 0;
            for (; i < tail; i += Unroll * lanes)
            {
                or0 |= Vector512.LoadUnsafe(ref first, i);
                or1 |= Vector512.LoadUnsafe(ref first, i + lanes);
                or2 |= Vector512.LoadUnsafe(ref first, i + (2 * lanes));
                or3 |= Vector512.LoadUnsafe(ref first, i + (3 * lanes));
            }

            // Short rows are all tail: narrower steps keep it a matter of memory.
            for (; i + (nuint)Vector128<float>.Count <= (nuint)logits.Length; i += (nuint)Vector128<float>.Count)
            {
                or0 |= Vector128.LoadUnsafe(ref first, i).ToVector256Unsafe().ToVector512Unsafe();
            }

            for (; i < (nuint)logits.Length; i++)
            {
                or0 |= Vector512.CreateScalarUnsafe(Unsafe.Add(ref first, i));
            }

            s_keep = or0 | or1 | or2 | or3;
        }
    }

    private readonly struct Copy : IContender
    {
        public static void Run(Workload workload) => workload.Logits.CopyTo(workload.Scratch);
    }
}
