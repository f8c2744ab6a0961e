namespace FusedKernels.Analyzers.Values;

/// <summary>The exponentials that a term grows with: those in its sums, products and choices, but not inside another function.</summary>
internal static class Exponentials
{
    private const double LargestDouble = 709.7;

    private const double LargestSingle = 88.7;

    public static bool Contains(Term term) => term.HasExponential && term switch
    {
        ApplyTerm apply => Functions.IsExponential(apply),
        Constant or SymbolTerm or LoopTerm or ElementTerm or MemberTerm => false,
        _ => term.Operands.Any(Contains),
    };

    public static IEnumerable<ApplyTerm> In(Term term) => !term.HasExponential ? [] : term switch
    {
        ApplyTerm apply when Functions.IsExponential(apply) => [apply],
        ApplyTerm apply when apply.Is(Functions.Max) => apply.Arguments.SelectMany(In),
        ReduceTerm { Kind: ReduceKind.Sum or ReduceKind.Max, Body: var body } => In(body),
        ChoiceTerm choice => choice.Options.SelectMany(In),
        Polynomial polynomial => polynomial.Monomials
            .SelectMany(static each => each.Factors)
            .Where(static each => each.Power > 0)
            .SelectMany(static each => In(each.Base)),
        _ => [],
    };

    public static IEnumerable<ApplyTerm> UnboundedIn(Term term, Ranges ranges) => In(term).Where(each => IsUnbounded(each, ranges));

    public static bool IsUnbounded(ApplyTerm exponential, Ranges ranges) =>
        ranges.Upper(exponential.Arguments[0]) > (exponential.Is(Functions.ExpSingle) ? LargestSingle : LargestDouble)
        && double.IsPositiveInfinity(FactBounds.Upper(exponential, ranges));
}
