namespace FusedKernels.Verification;

/// <summary>Arrays; the values begin so many elements after an array's first, one more with each further buffer.</summary>
public sealed class ArrayBuffers(int offset = 0) : IBuffers
{
    private int _buffers;

    public Span<T> Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int start = offset == 0 ? 0 : offset + _buffers++;
        Span<T> copy = new T[start + values.Length].AsSpan(start);
        values.CopyTo(copy);
        return copy;
    }
}
