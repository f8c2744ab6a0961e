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

    private static string SourceOf(string name)
    {
        KernelDefinition kernel = KernelCatalog.Find(name);
        string signature = kernel.IsLoss
            ? $"float {name}(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient, int columns)"
            : kernel.Reduces
            ? $"float {name}(ReadOnlySpan<float> logits)"
            : $"void {name}(ReadOnlySpan<float> logits, Span<float> {kernel.Output.ToName()})";
        return $$"""
            namespace MyApp;

            internal static partial class Losses
            {
                [Fused{{name}}]
                public static partial {{signature}};
            }
            """;
    }
}
