using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary><c>OrderByDescending(x).Take(k)</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FullSortAnalyzer() : NumericAnalyzer(NumericDescriptors.FullSortForTopK)
{
    private protected override Match? Find(Site site, Ranges ranges) => site.Kind == SiteKind.SortedPrefix ? new Match(site) : null;
}
