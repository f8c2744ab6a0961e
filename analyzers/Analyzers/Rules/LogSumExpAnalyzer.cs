using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>log Σ exp(x), and log(exp(a) + exp(b)).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogSumExpAnalyzer() : NumericAnalyzer(NumericDescriptors.LogOfSumOfExponentials)
{
    private protected override Match? Find(Site site, Ranges ranges)
    {
        if (site.Kind is not (SiteKind.Logarithm or SiteKind.LogarithmPlusOne))
        {
            return null;
        }

        ApplyTerm[] exponentials = [.. Exponentials.UnboundedIn(site.Left, ranges)];
        if (exponentials.Length == 0)
        {
            return null;
        }

        return SumIn(site.Left, ranges) is { } sum ? new SoftmaxMatch(site, exponentials[0], sum, ExponentialText.Of(exponentials[0]))
            : LogOperand.CountOfExponentials(site.Left, ranges) > 1 ? new Match(site, ExponentialText.Of(exponentials[0]))
            : null;
    }

    private static ReduceTerm? SumIn(Term term, Ranges ranges) => term switch
    {
        ReduceTerm { Kind: ReduceKind.Sum } sum => Exponentials.UnboundedIn(sum.Body, ranges).Any() ? sum : null,
        ChoiceTerm choice => choice.Options.Select(each => SumIn(each, ranges)).FirstOrDefault(static each => each is not null),
        Polynomial polynomial => polynomial.Monomials
            .SelectMany(static each => each.Factors)
            .Where(static each => each.Power > 0)
            .Select(each => SumIn(each.Base, ranges))
            .FirstOrDefault(static each => each is not null),
        _ => null,
    };
}
