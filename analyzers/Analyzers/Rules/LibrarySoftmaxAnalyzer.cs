using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary><c>TensorPrimitives.SoftMax</c> on values that may be large: it never subtracts the maximum.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LibrarySoftmaxAnalyzer() : NumericAnalyzer(NumericDescriptors.UnshiftedLibrarySoftmax)
{
    /// <summary>A little less than where the exponential of a float is ∞, or 0 for all.</summary>
    private const double Limit = 88;

    private protected override Match? Find(Site site, Ranges ranges) =>
        site.Kind == SiteKind.Softmax && !(ranges.Upper(site.Left) <= Limit && (new Ranges(site.Facts).Lower(site.Left) >= -Limit || IsShifted(site.Left)))
            ? new Match(site, "SoftMax")
            : null;

    /// <summary>Whether one element at least is near 0.</summary>
    private static bool IsShifted(Term logits) => Shape.Any(logits, static each =>
        each is ReduceTerm { Kind: ReduceKind.Max } || (each is ApplyTerm apply && (apply.Is(Functions.Max) || apply.Is(Functions.Log))) || NameHints.IsUpperBound(each));
}
