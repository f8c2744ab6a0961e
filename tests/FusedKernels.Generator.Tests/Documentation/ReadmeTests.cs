using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FusedKernels.Generator.Tests.Documentation;

/// <summary>The README shows the sample's own code, and what the generator writes for it.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Shown_sources_are_the_samples_own()
    {
        List<(string Kind, string Path, string Code)> blocks = [.. Blocks("source")];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, static block => Assert.Equal(Read(block.Path).Trim(), block.Code));
    }

    [Fact]
    public void Shown_kernels_are_emitted_for_the_sample()
    {
        // The sample's build writes no documentation file, so that its compiler does not read the comments.
        string source = string.Join('\n', Read("samples/QuickStart/Kernels.cs").Split('\n').Where(static line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal)));
        GeneratorRun run = GeneratorRun.Start(source);
        Dictionary<string, string> emitted = run.Own.GeneratedSources.ToDictionary(
            static source => source.HintName, static source => Flat(source.SourceText.ToString()), StringComparer.Ordinal);
        List<(string Kind, string Path, string Code)> blocks = [.. Blocks("emitted")];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Flat(block.Code), emitted[block.Path], StringComparison.Ordinal));
    }

    private static IEnumerable<(string Kind, string Path, string Code)> Blocks(string kind) =>
        Block().Matches(Read("README.md")).Select(static match => (Kind: match.Groups["kind"].Value, Path: match.Groups["path"].Value, Code: match.Groups["code"].Value)).Where(block => block.Kind == kind);

    /// <summary>The README shows methods without the indentation of the types around them.</summary>
    private static string Flat(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim()));

    private static string Read(string path, [CallerFilePath] string thisFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", path)).ReplaceLineEndings("\n");

    [GeneratedRegex("<!-- (?<kind>source|emitted): (?<path>.+?) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
