using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>Memory of a caller that does not move while several threads work on it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct PinnedMemory
{
    private readonly Addresses _addresses;

    internal PinnedMemory(ReadOnlySpan<nint> addresses) => addresses.CopyTo(_addresses);

    /// <summary>The first element of what was given at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref T At<T>(int place) => ref Unsafe.AsRef<T>((void*)_addresses[place]);

    /// <summary>As many as a kernel can have: rows that it reads, rows and numbers that it writes, and the blocks' sums.</summary>
    [InlineArray(RowThreads.Places)]
    private struct Addresses
    {
        private nint _first;
    }
}
