using System.Collections.Immutable;
using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FusedKernels.Analyzers.Rules;

/// <summary>
/// A rule on ordinary code with exponentials. It sees sites – divisions, logarithms, calls – whose operands are known as terms, and says which it minds.
/// A code fix asks <see cref="MatchesAt"/> for what was recognised where a diagnostic stands.
/// </summary>
public abstract class NumericAnalyzer : DiagnosticAnalyzer
{
    private protected NumericAnalyzer(DiagnosticDescriptor descriptor)
    {
        Descriptor = descriptor;
        SupportedDiagnostics = ImmutableArray.Create(descriptor);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private DiagnosticDescriptor Descriptor { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(Analyze);
    }

    /// <summary>What this rule recognises within a span of a file, where it reported before.</summary>
    internal IEnumerable<Match> MatchesAt(SemanticModel model, TextSpan span, CancellationToken cancellation) =>
        Matches(model, cancellation).Where(each => each.Syntax.Span == span);

    /// <summary>What the rule minds about a site; null if nothing.</summary>
    private protected abstract Match? Find(Site site, Ranges ranges);

    private Match? Find(Site site) => Find(site, new Ranges(site.Facts));

    private IEnumerable<Match> Matches(SemanticModel model, CancellationToken cancellation)
    {
        HashSet<TextSpan> reported = [];
        foreach (Site site in BodyTable.SitesOf(model, cancellation))
        {
            if (Find(site) is { } match && !reported.Contains(match.Syntax.Span) && IsFoundAsCalled(site, cancellation) && reported.Add(match.Syntax.Span))
            {
                yield return match;
            }
        }
    }

    /// <summary>Whether one of the calls of a private method leads to what a warning is about; a suggestion is for the method as it stands.</summary>
    private bool IsFoundAsCalled(Site site, CancellationToken cancellation) => Descriptor.DefaultSeverity < DiagnosticSeverity.Warning
        || site.AsCalled(site, cancellation) is not { Count: > 0 } calls
        || calls.Any(each => Find(each) is not null);

    private void Analyze(SemanticModelAnalysisContext context)
    {
        foreach (Match match in Matches(context.SemanticModel, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, match.Syntax.GetLocation(), match.Arguments));
        }
    }
}
