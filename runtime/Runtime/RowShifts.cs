using System.ComponentModel;
using System.Numerics;

namespace FusedKernels.Runtime;

/// <summary>Rows in lanes whose largest logit is so large that it is subtracted: done here for the few that need it, so that the passes subtract nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowShifts
{
    /// <summary>Takes the rows' shifts off them, with ∞ − ∞ = 0, the limit; what is left of a shift by +∞ is 0.</summary>
    /// <param name="lanes">lanes[column · width + row].</param>
    /// <param name="width">The lanes of a register.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="shifts">The rows' shifts.</param>
    public static void Subtract<T>(Span<T> lanes, int width, nuint columns, Span<T> shifts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InfiniteRows.Shift(lanes, default, default, width, columns, shifts);
        for (int column = 0; column < (int)columns; column++)
        {
            Span<T> rows = lanes.Slice(column * width, width);
            for (int row = 0; row < rows.Length; row++)
            {
                rows[row] -= shifts[row];
            }
        }
    }
}
