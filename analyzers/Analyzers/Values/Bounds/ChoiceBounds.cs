namespace FusedKernels.Analyzers.Values;

/// <summary>A value that depends on a branch is looked at branch by branch, so that both of its occurrences take the same one.</summary>
internal static class ChoiceBounds
{
    private const int MaximumOptions = 6;

    /// <summary>The options to look at: beside a maximum, a number is what an empty row has.</summary>
    public static IEnumerable<Term> OptionsOf(ChoiceTerm choice) => choice.Options.Any(static each => each is ReduceTerm { Kind: not ReduceKind.Sum })
        ? choice.Options.Where(static each => each is not Constant)
        : choice.Options;

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
