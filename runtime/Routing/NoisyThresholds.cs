using System.Numerics;

namespace FusedKernels.Routing;

/// <summary>The k-th and the next largest of a token's noisy logits: what any one of them has to beat to be among the k best.</summary>
/// <param name="Last">The index of the k-th; −1 where there are fewer.</param>
/// <param name="Next">The index of the one after it; −1 where there is none.</param>
internal readonly record struct NoisyThresholds(int Last, int Next)
{
    public static NoisyThresholds Of<T>(ReadOnlySpan<T> noisy, int k)
        where T : struct, IFloatingPointIeee754<T>
    {
        int last = -1;
        int next = After(noisy, -1);
        for (int rank = 0; rank < k && next >= 0; rank++)
        {
            last = next;
            next = After(noisy, last);
            if (next < 0 && rank + 1 < k)
            {
                last = -1;
            }
        }

        return new NoisyThresholds(last, next);
    }

    /// <summary>The index of the k-th largest without the i-th, or −1.</summary>
    public int Without<T>(ReadOnlySpan<T> noisy, int i)
        where T : struct, IFloatingPointIeee754<T> => i == Last || (Last >= 0 && Precedes(noisy, i, Last)) ? Next : Last;

    /// <summary>How far a clean logit is above its threshold, in standard deviations of its noise.</summary>
    public double Score<T>(ReadOnlySpan<T> noisy, T clean, T scale, int i)
        where T : struct, IFloatingPointIeee754<T>
    {
        int threshold = Without(noisy, i);
        double above = double.CreateTruncating(clean) - (threshold < 0 ? double.NegativeInfinity : double.CreateTruncating(noisy[threshold]));
        return above / double.CreateTruncating(scale);
    }

    /// <summary>The index of the largest that comes after another one, or of the largest of all after −1; −1 where there is none. NaN comes nowhere.</summary>
    private static int After<T>(ReadOnlySpan<T> noisy, int previous)
        where T : struct, IFloatingPointIeee754<T>
    {
        int best = -1;
        for (int i = 0; i < noisy.Length; i++)
        {
            if (!T.IsNaN(noisy[i]) && (previous < 0 || Precedes(noisy, previous, i)) && (best < 0 || noisy[i] > noisy[best]))
            {
                best = i;
            }
        }

        return best;
    }

    private static bool Precedes<T>(ReadOnlySpan<T> noisy, int first, int second)
        where T : struct, IFloatingPointIeee754<T> => noisy[first] > noisy[second] || (noisy[first] == noisy[second] && first < second);
}
