using System.Collections.Immutable;
using FusedKernels.CodeFixes;
using FusedKernels.Generator.Tests.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Options;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>One program, to which every fix that is offered is applied alone and everywhere.</summary>
/// <param name="text">The program.</param>
/// <param name="options">How it is compiled.</param>
/// <param name="executes">Whether it is run before and after.</param>
internal sealed class FuzzedProgram(string text, CSharpCompilationOptions options, bool executes)
{
    private readonly Compilation _before = SampleRun.Compile(text, options);
    private readonly List<string> _faults = [];

    /// <summary>The rules that reported something, and whether there was a fix for it.</summary>
    public List<(string Rule, bool IsOffered)> Reported { get; } = [];

    public IReadOnlyList<string> Faults => _faults;

    public async Task FixAsync()
    {
        if (Complaints(_before).FirstOrDefault(static each => each.Severity == DiagnosticSeverity.Error) is { } error)
        {
            _faults.Add($"The fuzzer's program does not compile: {error}\n{text}");
            return;
        }

        using AdhocWorkspace workspace = new();
        Document document = FixWorkspace.AddProject(workspace, options).AddDocument("Sample.cs", text, filePath: "/Sample.cs");
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.DiagnoseAsync((await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!);
        foreach (RewritingCodeFix fix in FixTest.Fixes)
        {
            ImmutableArray<Diagnostic> own = [.. diagnostics.Where(each => fix.FixableDiagnosticIds.Contains(each.Id))];
            int offered = 0;
            foreach (Diagnostic diagnostic in own)
            {
                IReadOnlyList<CodeAction> offers = await FixWorkspace.OffersAsync([fix], document, diagnostic);
                Reported.Add((diagnostic.Id, offers.Count > 0));
                foreach (CodeAction action in offers)
                {
                    offered++;
                    await CheckAsync($"{diagnostic.Id} at {diagnostic.Location.GetLineSpan().StartLinePosition}", document, await FixWorkspace.ChangedAsync(action), own);
                }
            }

            if (offered > 1)
            {
                await CheckAsync($"{fix.GetType().Name} everywhere", document, await FixWorkspace.FixAllAsync(fix, document, FixAllScope.Document, own), own);
            }
        }
    }

    private static Diagnostic[] Complaints(Compilation compilation) => [.. compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static each => each.Severity >= DiagnosticSeverity.Warning)];

    private async Task CheckAsync(string what, Document document, Solution solution, ImmutableArray<Diagnostic> fixable)
    {
        Document changed = solution.GetDocument(document.Id)!;
        string after = await FixWorkspace.TextAsync(changed);
        try
        {
            Assert.NotEqual(text, after);
            Compilation compilation = SampleRun.Compile(after, options);
            string[] before = [.. Complaints(_before).Select(static each => each.Id)];
            Assert.DoesNotContain(Complaints(compilation), each => each.Severity == DiagnosticSeverity.Error || !before.Contains(each.Id));
            ImmutableArray<Diagnostic> rest = await AnalyzerRun.DiagnoseAsync((await changed.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!);
            Assert.True(rest.Count(each => fixable.Any(own => own.Id == each.Id)) < fixable.Length, "The diagnostic is still there: " + string.Join(", ", rest));
            Assert.Empty(CommentsOf(text).Except(CommentsOf(after)));
            OptionSet[] layouts = [.. FixFuzzer.Layouts.Where(layout => IsLaidOut(text, layout))];
            Assert.True(layouts.Length == 0 || Array.Exists(layouts, layout => IsLaidOut(after, layout)), "The layout is lost.");
            if (executes)
            {
                SampleRun.AssertSame(_before, compilation, range: 5);
            }
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or System.Reflection.TargetInvocationException)
        {
            _faults.Add($"{what}: {exception.GetBaseException().Message}\n--- before\n{text}\n--- after\n{after}");
        }
    }

    private static IEnumerable<string> CommentsOf(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTrivia()
        .Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        .Select(static trivia => trivia.ToString().Trim('/', '*', ' '));

    // As an editor would lay it out, without a line too many.
    private static bool IsLaidOut(string source, OptionSet layout) => FixFuzzer.Format(CSharpSyntaxTree.ParseText(source).GetRoot(), layout) == source;
}
