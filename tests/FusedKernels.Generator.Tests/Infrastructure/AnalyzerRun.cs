using System.Collections.Immutable;
using FusedKernels.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Generator.Tests;

/// <summary>The analyzer over a compilation, after the generator, as in a build.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation)
    {
        GeneratorRun generated = GeneratorRun.Start(compilation);
        ImmutableArray<Diagnostic> diagnostics = await generated.Result
            .WithAnalyzers([new KernelUsageAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        Assert.DoesNotContain(generated.Own.Diagnostics, diagnostic => diagnostic.Id == "CS8785");
        return diagnostics;
    }
}
