using FusedKernels.Analyzers.Values;

namespace FusedKernels.Analyzers.Rules;

/// <summary>The shape of what a logarithm is taken of.</summary>
internal static class LogOperand
{
    /// <summary>How many of the terms of a sum are unbounded exponentials, possibly times something.</summary>
    public static int CountOfExponentials(Term operand, Ranges ranges) => Algebra.MonomialsOf(operand).Count(each => ExponentialIn(each, ranges) is not null);

    public static ApplyTerm? ExponentialIn(Monomial monomial, Ranges ranges) => monomial.Factors
        .Where(static each => each.Power > 0)
        .SelectMany(each => Exponentials.UnboundedIn(each.Base, ranges))
        .FirstOrDefault();
}
