using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using FusedKernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Mutation.Tests;

/// <summary>What the generator emits for a few kernels, compiled in memory, broken or not.</summary>
internal static class EmittedKernels
{
    private static readonly Dictionary<string, string> Declarations = new(StringComparer.Ordinal)
    {
        ["Row"] = "[FusedSoftmax] public static partial void Row(ReadOnlySpan<float> logits, Span<float> probabilities);",
        ["Batch"] = "[FusedSoftmax] public static partial void Batch(ReadOnlySpan<float> logits, Span<float> probabilities, int columns);",
        ["Mask"] = "[FusedSoftmax] public static partial void Mask(ReadOnlySpan<float> logits, ReadOnlySpan<bool> mask, Span<float> probabilities);",
        ["Axis"] = "[FusedSoftmax] public static partial void Axis(ReadOnlySpan<float> logits, Span<float> probabilities, int columns, int inner);",
        ["Length64"] = "[FusedSoftmax(Length = 64)] public static partial void Length64(ReadOnlySpan<float> logits, Span<float> probabilities);",
        ["Gate"] = "[SparseTopKGate(Experts = 20, K = 3, NormalizeThenSelect = true, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2)] public static partial void Gate(ReadOnlySpan<float> logits, ReadOnlySpan<float> selectionBias, Span<int> selected, Span<float> weights, Span<float> importance, Span<float> logSumExp);",
        ["Length8"] = "[FusedSoftmax(Length = 8)] public static partial void Length8(ReadOnlySpan<float> logits, Span<float> probabilities);",
        ["Loss"] = "[FusedCrossEntropy(Reduction = Reduction.Sum)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns);",
        ["Threads"] = "[FusedCrossEntropy(Reduction = Reduction.Sum, Parallel = true)] public static partial float Threads(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns);",
    };

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp12);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly ConcurrentDictionary<string, CSharpCompilation> Unbroken = new(StringComparer.Ordinal);

    /// <summary>Compiles with one text changed, and hands what was compiled to the check before everything is unloaded.</summary>
    public static T Use<T>(Mutation? mutation, string kernel, Func<Assembly, T> check)
    {
        using var image = new MemoryStream();
        var result = Break(mutation, Unbroken.GetOrAdd(kernel, Generate)).Emit(image);
        ImmutableArray<Diagnostic> errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (!result.Success)
        {
            throw new InvalidOperationException($"'{mutation}' does not compile: {string.Join('\n', errors)}");
        }

        image.Position = 0;
        var context = new AssemblyLoadContext(mutation?.Name ?? "unbroken", isCollectible: true);
        try
        {
            return check(context.LoadFromStream(image));
        }
        finally
        {
            context.Unload();
        }
    }

    private static CSharpCompilation Break(Mutation? mutation, CSharpCompilation unbroken)
    {
        if (mutation is null)
        {
            return unbroken;
        }

        string target = mutation.File == Mutation.Vector ? VectorTarget.Name : mutation.File;
        string suffix = $"_{mutation.Kernel}{(target.Length > 0 ? "." + target : "")}.g.cs";
        SyntaxTree tree = unbroken.SyntaxTrees.Single(candidate => candidate.FilePath.EndsWith(suffix, StringComparison.Ordinal));
        return unbroken.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(mutation.Apply(tree.ToString()), Language, tree.FilePath));
    }

    private static CSharpCompilation Generate(string kernel)
    {
        string declaration = $"using System; using FusedKernels; namespace Mutants; public static partial class Kernels {{ {Declarations[kernel]} }}";
        CSharpCompilation declared = CSharpCompilation.Create(
            "Mutants",
            [CSharpSyntaxTree.ParseText(declaration, Language, "Kernels.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new FusedKernelGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation generated, out _);
        return (CSharpCompilation)generated;
    }
}
