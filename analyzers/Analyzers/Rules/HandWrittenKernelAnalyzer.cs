using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>A softmax or log-sum-exp that does subtract its maximum, by hand.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandWrittenKernelAnalyzer() : NumericAnalyzer(NumericDescriptors.HandWrittenKernel)
{
    private protected override Match? Find(Site site, Ranges ranges)
    {
        if (Normalization.CompletedAt(site, each => IsShifted(each, ranges)) is { } softmax)
        {
            return new SoftmaxMatch(site, softmax.Exponential, softmax.Sum, "softmax", "FusedSoftmax");
        }

        return site is { Kind: SiteKind.Logarithm, Left: ReduceTerm { Kind: ReduceKind.Sum } sum }
            && Exponentials.In(sum.Body).FirstOrDefault(each => IsShifted(each, ranges)) is { } exponential
                ? new SoftmaxMatch(site, exponential, sum, "log-sum-exp", "FusedLogSumExp")
                : null;
    }

    private static bool IsShifted(ApplyTerm exponential, Ranges ranges) =>
        Shape.Any(exponential.Arguments[0], static each => each is ReduceTerm { Kind: ReduceKind.Max } || (each is ApplyTerm apply && apply.Is(Functions.Max)))
        && !Exponentials.IsUnbounded(exponential, ranges);
}
