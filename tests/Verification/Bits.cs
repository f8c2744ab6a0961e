using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedKernels.Verification;

/// <summary>Comparison by bits, as the contract has it: a NaN equals every NaN, zeros differ by sign.</summary>
public static class Bits
{
    public static ulong Of<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T comparable = T.IsNaN(value) ? T.NaN : value;
        return Unsafe.SizeOf<T>() == sizeof(uint) ? Unsafe.BitCast<T, uint>(comparable) : Unsafe.BitCast<T, ulong>(comparable);
    }

    /// <summary>The first index at which the rows differ, or −1.</summary>
    public static int FirstDifference<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (left.Length != right.Length)
        {
            return Math.Min(left.Length, right.Length);
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (Of(left[i]) != Of(right[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
