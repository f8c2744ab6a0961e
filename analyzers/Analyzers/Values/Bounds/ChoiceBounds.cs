namespace FusedKernels.Analyzers.Values;

/// <summary>A value that depends on a branch is looked at branch by branch, so that both of its occurrences take the same one.</summary>
internal static class ChoiceBounds
{
    private const int MaximumOptions = 6;

    public static ChoiceTerm? Split(Term term)
    {
        foreach (Monomial monomial in Algebra.MonomialsOf(term))
        {
            foreach (Factor factor in monomial.Factors)
            {
                if (factor.Base is ChoiceTerm { Options.Length: <= MaximumOptions } choice)
                {
                    return choice;
                }
            }
        }

        return null;
    }
}
