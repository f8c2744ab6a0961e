using System.Runtime.CompilerServices;

namespace FusedKernels.Benchmarks.Workloads;

/// <summary>
/// An array that starts so many bytes after the start of a page and never moves: an alignment left to chance would change the times from
/// run to run.
/// </summary>
internal sealed unsafe class AlignedMemory
{
    private readonly float[] _array;
    private readonly int _start;

    public AlignedMemory(int elements, int bytesAfterPage)
    {
        int page = Environment.SystemPageSize;
        _array = GC.AllocateArray<float>(elements + ((page + bytesAfterPage) / sizeof(float)), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _array[0]);
        nint start = ((address + page - 1) & -page) + bytesAfterPage;
        _start = (int)(start - address) / sizeof(float);
    }

    public Span<float> First(int elements) => _array.AsSpan(_start, elements);
}
