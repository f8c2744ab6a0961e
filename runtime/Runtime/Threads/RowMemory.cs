using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedKernels.Runtime;

/// <summary>Memory of the caller that several threads work on: where it starts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RowMemory
{
    private readonly ref byte _first;

    private RowMemory(ref byte first) => _first = ref first;

    /// <summary>The memory from an element on.</summary>
    public static RowMemory From<T>(ref T first) => new(ref Unsafe.As<T, byte>(ref first));

    /// <summary>What a <c>fixed</c> statement pins.</summary>
    internal ref byte GetPinnableReference() => ref _first;
}
