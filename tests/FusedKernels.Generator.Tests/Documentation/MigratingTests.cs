using System.Collections.Immutable;
using FusedKernels.Analyzers;
using FusedKernels.Analyzers.Rules;
using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Generator.Tests.Documentation;

/// <summary>The sample's two files are what the rules and their fixes say: the second is the first with every warning fixed.</summary>
public class MigratingTests
{
    private static readonly string[] Order =
    [
        NumericRule.LogOfSoftmax, NumericRule.NaiveSoftmax, NumericRule.UnshiftedLibrarySoftmax, NumericRule.LogOfSumOfExponentials, NumericRule.NaiveSoftplus, NumericRule.RatioOfExponentials,
    ];

    private static readonly CodeFixProvider[] Fixes = [new LogSoftmaxCodeFix(), new SoftmaxCodeFix(), new TensorSoftmaxCodeFix(), new SoftplusCodeFix(), new RatioCodeFix()];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new LogSoftmaxAnalyzer(), new NaiveSoftmaxAnalyzer(), new LibrarySoftmaxAnalyzer(), new LogSumExpAnalyzer(), new SoftplusAnalyzer(), new RatioAnalyzer()];

    [Fact]
    public async Task The_second_file_is_the_first_after_its_fixes()
    {
        string folder = Path.Combine(Repository.Root, "samples", "Migrating");
        string before = string.Join('\n', File.ReadLines(Path.Combine(folder, "Before.cs")).SkipWhile(line => line.StartsWith('#'))) + "\n";
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("Migrating", LanguageNames.CSharp)
            .WithMetadataReferences(CodeFixes.SampleRun.References)
            .WithCompilationOptions(CodeFixes.SampleRun.Options)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .AddDocument("Usings.cs", CodeFixes.SampleRun.Usings).Project
            .AddDocument("Before.cs", before);

        foreach (string rule in Order)
        {
            while (await FixAsync(document, rule) is { } changed)
            {
                document = changed;
            }
        }

        string after = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString()
            .Replace("class Before", "class After", StringComparison.Ordinal)
            .Replace("as it is written by hand", "as the fixes leave it", StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder, "After.cs"), TestContext.Current.CancellationToken), after);
    }

    private static async Task<Document?> FixAsync(Document document, string rule)
    {
        SyntaxTree tree = (await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!;
        Compilation compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        foreach (Diagnostic diagnostic in diagnostics.Where(each => each.Id == rule && each.Location.SourceTree == tree).OrderBy(each => each.Location.SourceSpan.Start))
        {
            List<CodeAction> offers = [];
            foreach (CodeFixProvider fix in Fixes.Where(each => each.FixableDiagnosticIds.Contains(rule)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), TestContext.Current.CancellationToken));
            }

            CodeAction only = Assert.Single(offers);
            ImmutableArray<CodeActionOperation> operations = await only.GetOperationsAsync(TestContext.Current.CancellationToken);
            return ((ApplyChangesOperation)operations.Single()).ChangedSolution.GetDocument(document.Id);
        }

        return null;
    }
}
