using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>A kernel as work on some of its rows, whatever thread it is done by: its numbers, while its memory is handed to it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowRange
{
    /// <summary>Does the rows from <paramref name="first"/> to before <paramref name="last"/>.</summary>
    /// <param name="memory">The memory in the order in which it was given.</param>
    /// <param name="first">The first row.</param>
    /// <param name="last">The row after the last.</param>
    /// <param name="block">Which block these rows are.</param>
    void Run(in PinnedMemory memory, nuint first, nuint last, int block);
}
