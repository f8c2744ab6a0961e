using System.Collections.Immutable;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Generator.Tests.Analyzers;

/// <summary>A fix changes the document, keeps its comments, and leads to code that has its kernel and compiles.</summary>
public class CodeFixTests
{
    [Theory]
    [InlineData(
        "static partial class C { [FusedSoftmax] public static void M(Span<float> logits); }",
        "static partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); }")]
    [InlineData(
        "class C\n{\n    // Why.\n    [FusedSoftmax]\n    /* here */ void M(Span<float> logits); // after\n}\n",
        "partial class C\n{\n    // Why.\n    [FusedSoftmax]\n    /* here */ partial void M(Span<float> logits); // after\n}\n")]
    [InlineData(
        "/// <summary>A.</summary>\nrecord struct A { interface B { [FusedSoftmax] static void M(Span<float> logits); } }",
        "/// <summary>A.</summary>\npartial record struct A { partial interface B { [FusedSoftmax] static partial void M(Span<float> logits); } }")]
    public Task A_method_becomes_partial_with_all_types_around_it(string before, string after) =>
        VerifyAsync<MakePartialCodeFix>("FK0001", before, after);

    [Theory]
    [InlineData(
        "class A { ref struct B { static partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); } } }",
        "partial class A { ref partial struct B { static partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); } } }")]
    public Task A_type_becomes_partial_with_all_types_around_it(string before, string after) =>
        VerifyAsync<MakePartialCodeFix>("FK0002", before, after);

    [Theory]
    [InlineData(
        "class C\n{\n    [FusedSoftmax]\n    static void M(Span<float> logits)\n    {\n        logits.Clear();\n    } // after\n\n    int _next;\n}\n",
        "partial class C\n{\n    [FusedSoftmax]\n    static partial void M(Span<float> logits); // after\n\n    int _next;\n}\n")]
    [InlineData(
        "partial class C { [FusedLogSumExp] public static partial float M(ReadOnlySpan<float> logits)\n    => logits[0]; }",
        "partial class C { [FusedLogSumExp] public static partial float M(ReadOnlySpan<float> logits); }")]
    public Task A_body_gives_way_to_the_kernel(string before, string after) =>
        VerifyAsync<ReplaceBodyCodeFix>("FK0016", before, after);

    [Fact]
    public async Task Nothing_is_offered_that_would_not_compile()
    {
        Assert.Empty(await OffersAsync<MakePartialCodeFix>("FK0001", "partial class C { [FusedSoftmax] static void M(Span<float> logits) { } }"));
        Assert.Empty(await OffersAsync<ReplaceBodyCodeFix>("FK0016", "partial class C { static partial void M(Span<float> logits); [FusedSoftmax] static partial void M(Span<float> logits) { } }"));
    }

    [Fact]
    public async Task All_methods_of_a_project_are_fixed_at_once()
    {
        const string first = "class A { [FusedSoftmax] static void M(Span<float> logits); [FusedSoftmax] static void N(Span<float> logits); }";
        const string second = "class B { class C { [FusedSoftmax] static void M(Span<float> logits); } [FusedSoftmax] static partial void N(Span<float> logits); }";
        using AdhocWorkspace workspace = new();
        Project project = CreateProject(workspace, first, second);
        MakePartialCodeFix fix = new();
        ImmutableArray<Diagnostic> diagnostics = await DiagnoseAsync(project, TestContext.Current.CancellationToken);

        FixAllContext context = new(
            project, fix, FixAllScope.Project, nameof(MakePartialCodeFix), fix.FixableDiagnosticIds, new DiagnosticProvider(), TestContext.Current.CancellationToken);
        CodeAction? action = await fix.GetFixAllProvider().GetFixAsync(context);
        Project changed = await ApplyAsync(action!, project);

        Assert.Equal(["FK0001", "FK0001", "FK0001", "FK0002", "FK0002", "FK0002", "FK0002"], diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal).Take(7));
        Assert.Equal(first.Replace("class", "partial class", StringComparison.Ordinal).Replace("static void", "static partial void", StringComparison.Ordinal), await TextOfAsync(changed, 0));
        Assert.Equal(second.Replace("class", "partial class", StringComparison.Ordinal).Replace("static void", "static partial void", StringComparison.Ordinal), await TextOfAsync(changed, 1));
        Assert.Empty(await DiagnoseAsync(changed, TestContext.Current.CancellationToken));
    }

    private static async Task VerifyAsync<TFix>(string id, string before, string after)
        where TFix : CodeFixProvider, new()
    {
        using AdhocWorkspace workspace = new();
        Project project = CreateProject(workspace, before);
        CodeAction action = Assert.Single(await OffersAsync<TFix>(project, id));

        Project changed = await ApplyAsync(action, project);

        Assert.Equal(after, await TextOfAsync(changed, 0));
        Compilation compilation = (await changed.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        GeneratorRun run = GeneratorRun.Start(compilation);
        Assert.Single(run.Specs);
        Assert.DoesNotContain(run.Result.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static async Task<IReadOnlyList<CodeAction>> OffersAsync<TFix>(string id, string source)
        where TFix : CodeFixProvider, new()
    {
        using AdhocWorkspace workspace = new();
        return await OffersAsync<TFix>(CreateProject(workspace, source), id);
    }

    private static async Task<IReadOnlyList<CodeAction>> OffersAsync<TFix>(Project project, string id)
        where TFix : CodeFixProvider, new()
    {
        Diagnostic diagnostic = (await DiagnoseAsync(project, TestContext.Current.CancellationToken)).Where(each => each.Id == id).MaxBy(each => each.Location.SourceSpan.Start)!;
        List<CodeAction> offers = [];
        await new TFix().RegisterCodeFixesAsync(
            new CodeFixContext(project.Documents.First(), diagnostic, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
        return offers;
    }

    private static Project CreateProject(AdhocWorkspace workspace, params string[] sources)
    {
        CSharpCompilation like = TestCompilation.Create("");
        Project project = workspace.AddProject("UserProject", LanguageNames.CSharp)
            .WithMetadataReferences(like.References)
            .WithCompilationOptions(like.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
            .WithParseOptions(like.SyntaxTrees[0].Options);
        for (int index = 0; index < sources.Length; index++)
        {
            project = project.AddDocument($"File{index}.cs", sources[index]).Project;
        }

        return project.AddDocument("Usings.cs", "global using System; global using FusedKernels;").Project;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project, CancellationToken cancellation)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellation))!;
        return await compilation.WithAnalyzers([new KernelUsageAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellation);
    }

    private static async Task<Project> ApplyAsync(CodeAction action, Project project)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        Solution solution = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return solution.GetProject(project.Id)!;
    }

    private static async Task<string> TextOfAsync(Project project, int document) =>
        (await project.Documents.ElementAt(document).GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    private sealed class DiagnosticProvider : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await DiagnoseAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await DiagnoseAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
