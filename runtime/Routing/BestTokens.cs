using System.Numerics;

namespace FusedKernels.Routing;

/// <summary>The best tokens of an expert so far, as a heap in the caller's own memory whose root is the worst of them.</summary>
/// <param name="scores">Their scores.</param>
/// <param name="tokens">Their indices: among equal scores the higher is the worse.</param>
internal readonly ref struct BestTokens<T>(Span<T> scores, Span<int> tokens)
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly Span<T> _scores = scores;
    private readonly Span<int> _tokens = tokens;

    public void ReplaceWorst(T score, int token) => SiftDown(score, token, _scores.Length);

    /// <summary>Best first: the worst of what is left goes to the end.</summary>
    public void Sort()
    {
        for (int last = _scores.Length - 1; last > 0; last--)
        {
            (T score, int token) = (_scores[last], _tokens[last]);
            (_scores[last], _tokens[last]) = (_scores[0], _tokens[0]);
            SiftDown(score, token, last);
        }
    }

    private void SiftDown(T score, int token, int count)
    {
        int hole = 0;
        for (int child = 1; child < count; child = (2 * hole) + 1)
        {
            if (child + 1 < count && IsWorse(_scores[child + 1], _tokens[child + 1], _scores[child], _tokens[child]))
            {
                child++;
            }

            if (!IsWorse(_scores[child], _tokens[child], score, token))
            {
                break;
            }

            (_scores[hole], _tokens[hole]) = (_scores[child], _tokens[child]);
            hole = child;
        }

        (_scores[hole], _tokens[hole]) = (score, token);
    }

    private static bool IsWorse(T score, int token, T otherScore, int otherToken) =>
        score < otherScore || (score == otherScore && token > otherToken);
}
