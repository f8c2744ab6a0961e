using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Snapshots;

/// <summary>The emitted text of each kernel of the catalogue, file by file, as people read it.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Kernels => [.. KernelCatalog.All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Each_emitted_file_is_as_verified(string kernel)
    {
        GeneratorRun run = GeneratorRun.Start(TestCompilation.Create(SourceOf(kernel)));
        string[] emitted = [.. run.Own.GeneratedSources.Select(source => source.HintName)];

        Assert.Equal(
            $"MyApp_Losses_{kernel}.Avx2.g.cs MyApp_Losses_{kernel}.Avx512.g.cs MyApp_Losses_{kernel}.Neon.g.cs MyApp_Losses_{kernel}.Scalar.g.cs MyApp_Losses_{kernel}.g.cs",
            string.Join(' ', emitted.Order(StringComparer.Ordinal)));
        Assert.Multiple([.. run.Own.GeneratedSources.Select(source => (Action)(() =>
            Snapshot.Match(Path.GetFileNameWithoutExtension(source.HintName), source.SourceText.ToString())))]);
    }

    /// <summary>How the passes walk over several rows: in groups and in lanes, and along another axis.</summary>
    [Theory]
    [InlineData("ShortRows", "[FusedSoftmax(Length = 8)] public static partial void ShortRows(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("Axis", "[FusedSoftmax] public static partial void Axis(ReadOnlySpan<float> logits, Span<float> probabilities, int columns, int inner);")]
    [InlineData("Threads", "[FusedCrossEntropy(Parallel = true)] public static partial float Threads(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns, int maxDegreeOfParallelism = -1, System.Threading.CancellationToken cancellationToken = default);")]
    [InlineData("Noise", "[SparseTopKGate(K = 2, SoftCap = 30, Activation = GateActivation.Tanh, NoisyTopK = true, Parallel = true)] public static partial void Noise(ReadOnlySpan<float> logits, int experts, ReadOnlySpan<float> noise, ReadOnlySpan<float> noiseLogits, Span<int> selected, Span<float> weights);")]
    public void Each_walk_over_several_rows_is_as_verified(string name, string declaration)
    {
        GeneratorRun run = GeneratorRun.Start(TestCompilation.Create($"namespace MyApp;\ninternal static partial class Losses\n{{\n    {declaration}\n}}"));
        GeneratedSourceResult entry = run.Own.GeneratedSources.Single(source => source.HintName == $"MyApp_Losses_{name}.g.cs");

        Snapshot.Match(Path.GetFileNameWithoutExtension(entry.HintName), entry.SourceText.ToString());
    }

    private static string SourceOf(string name)
    {
        KernelDefinition kernel = KernelCatalog.Find(name);
        string signature = kernel.Scatters
            ? $"void {name}(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient)"
            : kernel.ChoosesRows
            ? $"void {name}(ReadOnlySpan<float> logits, int experts, int capacity, Span<float> probabilities, Span<int> selectedTokens, Span<float> weights)"
            : kernel.Selects
            ? $"void {name}(ReadOnlySpan<float> logits, ReadOnlySpan<float> selectionBias, Span<int> selected, Span<float> weights)"
            : kernel.IsLoss
            ? $"float {name}(ReadOnlySpan<float> {kernel.Input.ToName()}, ReadOnlySpan<int> targets, Span<float> gradient, int columns)"
            : kernel.Reduces
            ? $"float {name}(ReadOnlySpan<float> logits)"
            : $"void {name}(ReadOnlySpan<float> logits, Span<float> {kernel.Output.ToName()})";
        return $$"""
            namespace MyApp;

            internal static partial class Losses
            {
                [{{kernel.Prefix}}{{name}}{{OptionsOf(kernel)}}]
                public static partial {{signature}};
            }
            """;
    }

    private static string OptionsOf(KernelDefinition kernel) =>
        kernel.Selects ? "(Experts = 16, K = 3, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Renormalize = true)"
        : kernel.Scatters ? "(Experts = 16, K = 3, Score = GateScore.Sigmoid, Renormalize = true)"
        : kernel.Input == Role.LogProbabilities ? "(LabelSmoothing = 0.1)"
        : "";
}
