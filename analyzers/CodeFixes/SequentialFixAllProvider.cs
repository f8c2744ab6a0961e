using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.CodeFixes;

/// <summary>
/// Applies a fix to one diagnostic after the other, in the order of paths and positions, each to the solution that the one before has left:
/// edits of one type in several places then share the method that the first of them adds, and the result depends on nothing but the input.
/// </summary>
internal sealed class SequentialFixAllProvider(RewritingCodeFix fix) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        CancellationToken cancellation = fixAllContext.CancellationToken;
        Solution solution = fixAllContext.Solution;
        Solution changed = solution;
        foreach (Document document in Documents(fixAllContext))
        {
            ImmutableArray<Diagnostic> diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            if (!diagnostics.IsEmpty)
            {
                changed = await FixAsync(changed, document.Id, diagnostics, cancellation).ConfigureAwait(false);
            }
        }

        return changed == solution ? null : CodeAction.Create("Fix all", _ => Task.FromResult(changed), equivalenceKey: fixAllContext.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Document> Documents(FixAllContext context)
    {
        IEnumerable<Document> documents = context.Scope switch
        {
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(project => project.Documents),
            _ => context.Document is { } document ? [document] : [],
        };
        return documents.OrderBy(document => document.FilePath ?? document.Name, StringComparer.Ordinal);
    }

    private async Task<Solution> FixAsync(Solution solution, DocumentId id, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Document document = solution.GetDocument(id)!;
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        List<SyntaxNode> nodes = diagnostics
            .Where(diagnostic => root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true))
            .Distinct()
            .ToList();

        // A mark survives the edits elsewhere in the document; where an edit took the node away, it was fixed with its neighbour.
        Dictionary<SyntaxNode, SyntaxAnnotation> marks = nodes.ToDictionary(node => node, _ => new SyntaxAnnotation());
        document = document.WithSyntaxRoot(root.ReplaceNodes(nodes, (node, current) => current.WithAdditionalAnnotations(marks[node])));
        Document fixedDocument = document;
        foreach (SyntaxNode original in nodes)
        {
            root = (await fixedDocument.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            if (root.GetAnnotatedNodes(marks[original]).FirstOrDefault() is { } node
                && await fix.FixAsync(fixedDocument, node, cancellation).ConfigureAwait(false) is { } next)
            {
                fixedDocument = next;
            }
        }

        return fixedDocument == document ? solution : fixedDocument.Project.Solution;
    }
}
