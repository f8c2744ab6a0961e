using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FusedKernels.Generator.Tests;

/// <summary>Source in which every expected diagnostic is marked, as in <c>{|FK0001:Softmax|}</c>.</summary>
internal static partial class MarkedSource
{
    /// <summary>Asserts that the analyzer reports the marked diagnostics, there and nowhere else.</summary>
    public static async Task VerifyAsync(string marked, LanguageVersion version = LanguageVersion.Latest)
    {
        string source = WithoutMarks(marked);
        CSharpCompilation compilation = TestCompilation.Create(source, version);
        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.DiagnoseAsync(compilation);
        AssertMarked(marked, diagnostics);

        // No method without a kernel and without a reason, and none with both.
        Assert.True(diagnostics.Count == 0 || GeneratorRun.Start(compilation).Specs.IsEmpty, "A method with a violation has a kernel.");
    }

    /// <summary>Asserts that these diagnostics of the source, wherever it begins in its file, are the marked ones.</summary>
    public static void AssertMarked(string marked, IReadOnlyList<Diagnostic> diagnostics) => Assert.Equal(marked, WithMarks(WithoutMarks(marked), diagnostics));

    public static string WithoutMarks(string marked) => Mark().Replace(marked, "");

    private static string WithMarks(string source, IReadOnlyList<Diagnostic> diagnostics)
    {
        StringBuilder marked = new();
        for (int position = 0; position <= source.Length; position++)
        {
            marked.Insert(marked.Length, "|}", diagnostics.Count(each => SpanOf(each).End == position));

            foreach (Diagnostic starting in diagnostics.Where(each => SpanOf(each).Start == position).OrderByDescending(each => SpanOf(each).Length).ThenBy(each => each.Id, StringComparer.Ordinal))
            {
                marked.Append("{|").Append(starting.Id).Append(':');
            }

            marked.Append(source, position, position < source.Length ? 1 : 0);
        }

        return marked.ToString();

        // The compilation has usings before the source.
        TextSpan SpanOf(Diagnostic diagnostic)
        {
            TextSpan span = diagnostic.Location.SourceSpan;
            return new TextSpan(span.Start - (diagnostic.Location.SourceTree!.Length - source.Length), span.Length);
        }
    }

    [GeneratedRegex(@"\{\|FK\d{4}:|\|\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
