namespace FusedKernels.Analyzers.Values;

/// <summary>What the branches taken so far say: a list of terms that are not positive.</summary>
internal sealed class Facts(Term notPositive, Facts? earlier)
{
    public Term NotPositive { get; } = notPositive;

    public Facts? Earlier { get; } = earlier;

    private int Count { get; } = (earlier?.Count ?? 0) + 1;

    /// <summary>What both know, which is what they have as their common beginning.</summary>
    public static Facts? Common(Facts? left, Facts? right)
    {
        while (!ReferenceEquals(left, right))
        {
            if ((left?.Count ?? 0) >= (right?.Count ?? 0))
            {
                left = left!.Earlier;
            }
            else
            {
                right = right!.Earlier;
            }
        }

        return left;
    }

    public static IEnumerable<Term> Since(Facts? latest, Facts? beginning)
    {
        for (Facts? facts = latest; facts is not null && !ReferenceEquals(facts, beginning); facts = facts.Earlier)
        {
            yield return facts.NotPositive;
        }
    }
}
