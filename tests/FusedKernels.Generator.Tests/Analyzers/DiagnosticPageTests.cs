using System.Text.RegularExpressions;
using FusedKernels.Analyzers;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Analyzers;

/// <summary>Ids, descriptors, release lines and pages belong together, and what a page shows is true.</summary>
public partial class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. typeof(Rule).GetFields().Concat(typeof(NumericRule).GetFields()).Select(constant => (string)constant.GetRawConstantValue()!)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => DiagnosticDescriptors.All.Concat(NumericDescriptors.All);

    [Fact]
    public void Each_id_has_a_descriptor_a_page_and_a_release_line_and_each_of_these_an_id()
    {
        IEnumerable<string> ids = Ids.Select(row => row.Data).Order(StringComparer.Ordinal);
        string releases = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "analyzers", "Analyzers"), "AnalyzerReleases.*.md").Select(File.ReadAllText));

        Assert.Equal(ids, Descriptors.Select(descriptor => descriptor.Id));
        Assert.Equal(ids, Directory.GetFiles(Repository.DiagnosticPages, "FK*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.Equal(ids, ReleaseLine().Matches(releases).Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page_with_the_descriptors_title(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Single(each => each.Id == id);

        Assert.Equal($"https://github.com/fusedkernels/FusedKernels/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", Read(id), StringComparison.Ordinal);
        Assert.Contains("## When to suppress\n", Read(id), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_bad_code_is_reported_and_the_good_code_has_its_kernels(string id)
    {
        CSharpCompilation bad = Compile(CodeUnder(id, "**Bad**"));
        CSharpCompilation good = Compile(CodeUnder(id, "**Good**"));

        Assert.Contains(id, (await AnalyzerRun.DiagnoseAsync(bad)).Select(diagnostic => diagnostic.Id));
        Assert.Empty(await AnalyzerRun.DiagnoseAsync(good));
        Assert.True(IsNumeric(id) || !GeneratorRun.Start(good).Specs.IsEmpty);
        Assert.Empty(TestCompilation.Complaints(GeneratorRun.Start(good).Result));
    }

    [Fact]
    public void Each_numeric_rule_has_its_analyzer() =>
        Assert.Equal(NumericDescriptors.All, AnalyzerRun.Rules.SelectMany(rule => rule.SupportedDiagnostics).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal));

    /// <summary>Rules on ordinary code, whose way out may be another than a kernel.</summary>
    private static bool IsNumeric(string id) => id.StartsWith("FK1", StringComparison.Ordinal);

    private static CSharpCompilation Compile(string source) =>
        TestCompilation.Create(Usings + source, ProjectVersion().Match(source) is { Success: true } match ? (LanguageVersion)(int.Parse(match.Groups["version"].Value, null) * 100) : LanguageVersion.Latest);

    private const string Usings = "using System.Linq;\n";

    private static string CodeUnder(string id, string heading)
    {
        string page = Read(id);
        int start = page.IndexOf("```csharp\n", page.IndexOf(heading, StringComparison.Ordinal), StringComparison.Ordinal) + "```csharp\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Read(string id) => File.ReadAllText(Path.Combine(Repository.DiagnosticPages, id + ".md"));

    [GeneratedRegex(@"^FK\d{4}", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReleaseLine();

    [GeneratedRegex(@"<LangVersion>(?<version>\d+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectVersion();
}
