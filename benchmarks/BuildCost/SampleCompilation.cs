using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Benchmarks.BuildCost;

/// <summary>Compilations against the runtime that we run on and the attributes.</summary>
internal static class SampleCompilation
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(FusedSoftmaxAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Create(string source) => CSharpCompilation.Create(
        "Sample",
        [Parse(source), Parse(Unrelated(0))],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    /// <summary>The same compilation after a keystroke in a file that has no kernel.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int edit) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Parse(Unrelated(edit)));

    private static string Unrelated(int edit) => $"internal static class Unrelated {{ public const int Edit = {edit}; }}";

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, ParseOptions);
}
