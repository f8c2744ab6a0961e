using System.Collections.Immutable;
using FusedKernels.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Generator.Tests;

/// <summary>The analyzer over a compilation.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation)
    {
        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers([new KernelUsageAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }
}
