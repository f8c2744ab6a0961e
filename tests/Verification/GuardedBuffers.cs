namespace FusedKernels.Verification;

/// <summary>
/// Buffers that end exactly where an unreadable page begins, or begin exactly where one ends: an access outside ends the process.
/// </summary>
public sealed unsafe class GuardedBuffers(int capacityInBytes) : IBuffers, IDisposable
{
    private const int BuffersPerCall = 24;

    private readonly GuardedRegion[] _regions = [.. Enumerable.Range(0, BuffersPerCall).Select(_ => new GuardedRegion(capacityInBytes))];

    private int _used;

    /// <summary>Whether buffers end at the unreadable page; otherwise they begin after one.</summary>
    public bool AtEnd { get; set; }

    /// <summary>Makes all regions free for the next call.</summary>
    public void Reset() => _used = 0;

    public Span<T> Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        GuardedRegion region = _regions[_used++];
        int bytes = values.Length * sizeof(T);
        if (bytes > region.Length)
        {
            throw new ArgumentException($"{bytes} bytes do not fit.", nameof(values));
        }

        var copy = new Span<T>(AtEnd ? region.Start + region.Length - bytes : region.Start, values.Length);
        values.CopyTo(copy);
        return copy;
    }

    public void Dispose()
    {
        foreach (GuardedRegion region in _regions)
        {
            region.Dispose();
        }
    }
}
