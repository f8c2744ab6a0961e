using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>log(1 + exp(x)).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SoftplusAnalyzer() : NumericAnalyzer(NumericDescriptors.NaiveSoftplus)
{
    private protected override Match? Find(Site site, Ranges ranges)
    {
        if (site.Kind is not (SiteKind.Logarithm or SiteKind.LogarithmPlusOne)
            || site.Left is not Polynomial { Monomials.Length: > 1 } sum
            || LogOperand.CountOfExponentials(sum, ranges) != 1)
        {
            return null;
        }

        Monomial growing = sum.Monomials.First(each => LogOperand.ExponentialIn(each, ranges) is not null);
        return growing.Coefficient > 0 && sum.Monomials.All(static each => each.Coefficient > 0 || each.Factors.Length == 0) && !growing.Factors.Any(static each => each.Base is ReduceTerm) && !Saturation.IsOnlyUseOf(site.Operation)
            ? new Match(site, ExponentialText.Of(LogOperand.ExponentialIn(growing, ranges)!))
            : null;
    }
}
