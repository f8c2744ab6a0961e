using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.CodeFixes;

/// <summary>A fix that is a function from one document to the next; it is offered where the function has a value.</summary>
public abstract class RewritingCodeFix : CodeFixProvider
{
    private protected RewritingCodeFix()
    {
    }

    private protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new SequentialFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            SyntaxNode? node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (node is not null && await FixAsync(context.Document, node, context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), equivalenceKey: GetType().Name), diagnostic);
            }
        }
    }

    /// <summary>The document without the fault, or nothing where the spelling is not one that this fix knows.</summary>
    internal async Task<Document?> FixAsync(Document document, SyntaxNode node, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is not null && model is not null && (Rewrite(root, node, model, cancellation) ?? RewriteExpanded(root, node, model, cancellation)) is { } changed && changed != root && HasSameDirectives(root, changed)
            ? document.WithSyntaxRoot(Settled(Comments.Restore(root, UnusedFunctions.Remove(root, changed, model, cancellation))))
            : null;
    }

    // All is laid out as it is to be: elastic trivia would have lines formatted that are the author's.
    private static SyntaxNode Settled(SyntaxNode root) =>
        root.ReplaceTrivia(root.GetAnnotatedTrivia(SyntaxAnnotation.ElasticAnnotation), static (_, trivia) => trivia.FullSpan.IsEmpty ? default : SyntaxFactory.Whitespace(trivia.ToString()));

    // A region or a condition that loses one of its ends takes the rest of the file with it.
    private static bool HasSameDirectives(SyntaxNode root, SyntaxNode changed) =>
        !root.ContainsDirectives || Directives(root).SequenceEqual(Directives(changed), StringComparer.Ordinal);

    private static IEnumerable<string> Directives(SyntaxNode root) => root.DescendantTrivia().Where(static trivia => trivia.IsDirective).Select(static trivia => trivia.ToString());

    // A function that is one expression has no place for another statement.
    private SyntaxNode? RewriteExpanded(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        foreach (SyntaxNode function in ExpressionBodies.Around(node))
        {
            cancellation.ThrowIfCancellationRequested();
            SyntaxAnnotation mark = new();
            SyntaxNode marked = function.ReplaceNode(node, node.WithAdditionalAnnotations(mark));
            if (ExpressionBodies.Expand(function, marked, model, cancellation) is not { } expanded)
            {
                continue;
            }

            SyntaxTree tree = model.SyntaxTree.WithRootAndOptions(root.ReplaceNode(function, expanded), model.SyntaxTree.Options);
            SyntaxNode changed = tree.GetRoot(cancellation);
            SemanticModel inside = model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree).GetSemanticModel(tree);
            if (changed.GetAnnotatedNodes(mark).FirstOrDefault() is { } place && Rewrite(changed, place, inside, cancellation) is { } rewritten)
            {
                return rewritten;
            }
        }

        return null;
    }

    /// <summary>The root without the fault.</summary>
    /// <param name="root">The document.</param>
    /// <param name="node">What the diagnostic is reported at.</param>
    /// <param name="model">The document's.</param>
    /// <param name="cancellation">Stops the search.</param>
    private protected abstract SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation);
}
