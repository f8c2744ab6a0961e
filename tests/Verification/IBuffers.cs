namespace FusedKernels.Verification;

/// <summary>Where the memory of a call comes from.</summary>
public interface IBuffers
{
    /// <summary>A copy of the values in memory of its own.</summary>
    Span<T> Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged;
}
