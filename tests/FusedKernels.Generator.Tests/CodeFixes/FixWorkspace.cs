using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Projects in which fixes are offered and applied as an editor does it.</summary>
internal static class FixWorkspace
{
    /// <summary>A user's project, without a document but that of its usings.</summary>
    public static Project AddProject(AdhocWorkspace workspace, CompilationOptions options) => workspace.AddProject("UserProject", LanguageNames.CSharp)
        .WithMetadataReferences(SampleRun.References)
        .WithCompilationOptions(options)
        .WithParseOptions(TestCompilation.Parse("", "").Options)
        .AddDocument("Usings.cs", SampleRun.Usings)
        .Project;

    public static async Task<IReadOnlyList<CodeAction>> OffersAsync(IEnumerable<CodeFixProvider> fixes, Document document, Diagnostic diagnostic)
    {
        List<CodeAction> offers = [];
        foreach (CodeFixProvider fix in fixes.Where(each => each.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
        }

        return offers;
    }

    /// <summary>The solution with all of some diagnostics fixed at once; the same one where none has a fix.</summary>
    public static async Task<Solution> FixAllAsync(CodeFixProvider fix, Document document, FixAllScope scope, ImmutableArray<Diagnostic> diagnostics)
    {
        FixAllContext context = new(document, fix, scope, fix.GetType().Name, fix.FixableDiagnosticIds, new Given(diagnostics), TestContext.Current.CancellationToken);
        return await fix.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await ChangedAsync(action) : document.Project.Solution;
    }

    public static async Task<Solution> ChangedAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
    }

    public static async Task<string> TextAsync(Document document) => (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    private sealed class Given(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
