using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>What the fixes that end in a partial method share: they find the member, offer one action, and fix all at once in a document.</summary>
public abstract class PartialCodeFix : CodeFixProvider
{
    private protected PartialCodeFix()
    {
    }

    private protected abstract string Title { get; }

    private protected abstract bool RemovesBodies { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FindMemberAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        cancellation => FixAsync(context.Document, [diagnostic], cancellation),
                        equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>True where the fix leads to code that compiles.</summary>
    private protected abstract bool CanFix(MemberDeclarationSyntax member, ISymbol symbol);

    private async Task<MemberDeclarationSyntax?> FindMemberAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && model?.GetDeclaredSymbol(member, cancellation) is { } symbol
            && CanFix(member, symbol)
                ? member
                : null;
    }

    private async Task<Document> FixAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        List<MemberDeclarationSyntax> members = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (await FindMemberAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } member)
            {
                members.Add(member);
            }
        }

        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root is null ? document : document.WithSyntaxRoot(PartialSyntax.MakePartial(root, members, RemovesBodies));
    }
}
