using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>
/// Applies a fix where a rule reports, compiles both texts, and runs every public static method of the class <c>Sample</c> before and after on random
/// arguments. Marks, as in <c>{|FK1005:Math.Log(1 + Math.Exp(x))|}</c>, say what the rule must have reported.
/// </summary>
internal static partial class FixTest
{
    /// <summary>Every fix for ordinary code.</summary>
    public static ImmutableArray<RewritingCodeFix> Fixes { get; } =
    [
        .. typeof(RewritingCodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(RewritingCodeFix).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (RewritingCodeFix)Activator.CreateInstance(type)!),
    ];

    /// <summary>The text after the fix, which compiles and computes the same.</summary>
    public static Task<string> FixAsync<TFix>(string marked, double range = 5)
        where TFix : CodeFixProvider, new() => FixAsync([new TFix()], marked, range);

    /// <summary>The text after whichever fix there is for what is marked, or for the first that is reported where nothing is.</summary>
    public static Task<string> FixAsync(string marked, double range = 5) => FixAsync(Fixes, marked, range);

    /// <summary>Asserts that nothing is offered at the mark, whether or not a rule reports there.</summary>
    public static async Task NotOfferedAsync<TFix>(string marked)
        where TFix : CodeFixProvider, new()
    {
        using AdhocWorkspace workspace = new();
        (Project project, ImmutableArray<Diagnostic> marks) = await CreateAsync(workspace, marked);
        Assert.Empty(await FixWorkspace.OffersAsync([new TFix()], Files(project).First(), Assert.Single(marks)));
    }

    /// <summary>All marked places of all documents, fixed at once; the same at every scope.</summary>
    public static async Task<string[]> FixAllAsync<TFix>(FixAllScope scope, params string[] marked)
        where TFix : CodeFixProvider, new()
    {
        using AdhocWorkspace workspace = new();
        (Project project, ImmutableArray<Diagnostic> diagnostics) = await CreateAsync(workspace, marked);
        Project changed = (await FixWorkspace.FixAllAsync(new TFix(), Files(project).First(), scope, diagnostics)).GetProject(project.Id)!;
        return [.. (await Task.WhenAll(Files(changed).Select(FixWorkspace.TextAsync)))];
    }

    private static IEnumerable<Document> Files(Project project) => project.Documents.Where(static document => document.FilePath is not null);

    private static async Task<string> FixAsync(IReadOnlyCollection<CodeFixProvider> fixes, string marked, double range)
    {
        using AdhocWorkspace workspace = new();
        (Project project, ImmutableArray<Diagnostic> marks) = await CreateAsync(workspace, marked);
        Document document = Files(project).First();
        Diagnostic diagnostic = await ReportedAsync(fixes, project, marks);
        CodeAction action = Assert.Single(await FixWorkspace.OffersAsync(fixes, document, diagnostic));
        string before = await FixWorkspace.TextAsync(document);
        string after = await FixWorkspace.TextAsync((await FixWorkspace.ChangedAsync(action)).GetDocument(document.Id)!);
        Assert.NotEqual(before, after);
        SampleRun.AssertSame(before, after, range);
        return after;
    }

    private static async Task<Diagnostic> ReportedAsync(IEnumerable<CodeFixProvider> fixes, Project project, ImmutableArray<Diagnostic> marks)
    {
        HashSet<string> fixable = [.. fixes.SelectMany(fix => fix.FixableDiagnosticIds)];
        Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Diagnostic[] reported = [.. (await AnalyzerRun.DiagnoseAsync(compilation)).Where(each => fixable.Contains(each.Id)).OrderBy(each => each.Location.SourceSpan.Start)];
        if (marks is not [var mark])
        {
            Assert.Empty(marks);
            return reported[0];
        }

        Assert.Contains((mark.Id, mark.Location.SourceSpan), reported.Select(each => (each.Id, each.Location.SourceSpan)));
        return mark;
    }

    private static async Task<(Project Project, ImmutableArray<Diagnostic> Diagnostics)> CreateAsync(AdhocWorkspace workspace, params string[] marked)
    {
        Project project = FixWorkspace.AddProject(workspace, SampleRun.OptionsFor(Parse(marked[0]).Text));
        List<(DocumentId Document, string Id, TextSpan Span)> places = [];
        for (int index = 0; index < marked.Length; index++)
        {
            (string text, IEnumerable<(string Id, TextSpan Span)> spans) = Parse(marked[index]);
            Document document = project.AddDocument($"File{index}.cs", text, filePath: $"/File{index}.cs");
            project = document.Project;
            places.AddRange(spans.Select(span => (document.Id, span.Id, span.Span)));
        }

        List<Diagnostic> diagnostics = [];
        foreach ((DocumentId document, string id, TextSpan span) in places)
        {
            SyntaxTree tree = (await project.GetDocument(document)!.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!;
            diagnostics.Add(Diagnostic.Create(new DiagnosticDescriptor(id, id, id, "Test", DiagnosticSeverity.Warning, true), Location.Create(tree, span)));
        }

        return (project, [.. diagnostics]);
    }

    private static (string Text, IReadOnlyList<(string Id, TextSpan Span)> Spans) Parse(string marked)
    {
        List<(string, TextSpan)> spans = [];
        Stack<(string Id, int Start)> open = [];
        System.Text.StringBuilder text = new();
        int position = 0;
        foreach (Match match in Mark().Matches(marked))
        {
            text.Append(marked, position, match.Index - position);
            position = match.Index + match.Length;
            if (match.Groups["id"].Success)
            {
                open.Push((match.Groups["id"].Value, text.Length));
            }
            else
            {
                (string id, int start) = open.Pop();
                spans.Add((id, TextSpan.FromBounds(start, text.Length)));
            }
        }

        return (text.Append(marked, position, marked.Length - position).ToString(), spans);
    }

    [GeneratedRegex(@"\{\|(?<id>FK\d{4}):|\|\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
