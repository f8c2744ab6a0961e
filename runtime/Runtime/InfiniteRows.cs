using System.ComponentModel;
using System.Numerics;

namespace FusedKernels.Runtime;

/// <summary>Rows in lanes whose largest logit is +∞: shifted here, by a word that registers do not have, so that their neighbours stay in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InfiniteRows
{
    /// <summary>Takes +∞ off the rows that are shifted by it, where ∞ − ∞ = 0, the limit; what is left of their shift is 0.</summary>
    /// <param name="logits">lanes[column · stride + row].</param>
    /// <param name="bias">What is added to them, or nothing.</param>
    /// <param name="mask">Which of them count, or nothing.</param>
    /// <param name="stride">From column to column.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="shifts">The rows' shifts.</param>
    public static void Shift<T>(Span<T> logits, Span<T> bias, ReadOnlySpan<bool> mask, int stride, nuint columns, Span<T> shifts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < shifts.Length; row++)
        {
            if (!T.IsPositiveInfinity(shifts[row]))
            {
                continue;
            }

            shifts[row] = T.Zero;
            for (int at = row; at < (int)columns * stride; at += stride)
            {
                T value = bias.IsEmpty ? logits[at] : logits[at] + bias[at];
                if (!bias.IsEmpty)
                {
                    bias[at] = T.Zero;
                }

                bool counts = mask.IsEmpty || mask[at];
                logits[at] = counts && T.IsPositiveInfinity(value) ? T.Zero : (counts ? value : T.Zero) - T.PositiveInfinity;
            }
        }
    }
}
