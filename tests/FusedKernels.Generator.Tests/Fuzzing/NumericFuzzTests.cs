using System.Collections.Immutable;
using System.Diagnostics;
using FusedKernels.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>The rules on exponentials survive whatever stands in a project, and cost next to nothing of its compilation.</summary>
public class NumericFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 6_000, 1)]
    [InlineData(2, 6_000, 0.1)]
    public Task Random_code_is_survived(int seed, int lines, double share) => RunAsync(seed, lines, share);

    /// <summary>Run it alone: <c>--explicit only --filter-method '*Public_sized*' --show-live-output on</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData(3, 200_000, 0.02)]
    [InlineData(4, 200_000, 0.5)]
    public async Task Public_sized_code_is_survived_at_little_cost(int seed, int lines, double share)
    {
        double cost = await RunAsync(seed, lines, share);

        Assert.True(share > 0.1 || cost < 0.05, $"The rules take {cost:P1} of the compilation's time.");
    }

    private async Task<double> RunAsync(int seed, int lines, double share)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        // Once over a small project, so that the times are not those of the compiler's own compilation.
        await AnalyzeAsync(Create(seed, lines / 20, share), [], cancellation);
        TimeSpan start = ProcessorTime;
        using MemoryStream assembly = new();
        Create(seed, lines, share).Emit(assembly, cancellationToken: cancellation);
        TimeSpan compiled = ProcessorTime - start;

        List<Exception> failures = [];
        // The analyzer of the generator's own rules finds nothing here: its time is what any analyzer costs.
        (TimeSpan without, _) = await AnalyzeAsync(Bound(seed, lines, share, cancellation), failures, cancellation, new KernelUsageAnalyzer());
        (TimeSpan with, AnalysisResult result) = await AnalyzeAsync(Bound(seed, lines, share, cancellation), failures, cancellation, [.. AnalyzerRun.Rules]);

        Assert.Empty(failures);
        Assert.DoesNotContain(result.GetAllDiagnostics(), diagnostic => diagnostic.Id == "AD0001");
        TimeSpan spent = with - without;
        double cost = spent / compiled;
        output.WriteLine($"{lines:N0} lines, {share:P0} of methods with exponentials, processor time: compiled in {compiled.TotalSeconds:F2} s, rules {spent.TotalSeconds:F2} s ({cost:P1}), {result.GetAllDiagnostics().Length:N0} diagnostics");
        return cost;
    }

    private static TimeSpan ProcessorTime
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    private static async Task<(TimeSpan Spent, AnalysisResult Result)> AnalyzeAsync(
        CSharpCompilation compilation, List<Exception> failures, CancellationToken cancellation, params DiagnosticAnalyzer[] analyzers)
    {
        TimeSpan start = ProcessorTime;
        AnalysisResult result = await compilation
            .WithAnalyzers(
                analyzers.Length == 0 ? [.. AnalyzerRun.Rules] : [.. analyzers],
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalysisResultAsync(cancellation);
        return (ProcessorTime - start, result);
    }

    private static CSharpCompilation Bound(int seed, int lines, double share, CancellationToken cancellation)
    {
        CSharpCompilation compilation = Create(seed, lines, share);
        compilation.GetDiagnostics(cancellation);
        return compilation;
    }

    private static CSharpCompilation Create(int seed, int lines, double share)
    {
        CSharpCompilation like = TestCompilation.Create("");
        return like.WithOptions(like.Options.WithConcurrentBuild(concurrentBuild: false)).RemoveAllSyntaxTrees().AddSyntaxTrees(new FragmentFuzzer(seed, share).Files(lines)
            .Select((text, index) => TestCompilation.Parse("using System;\n" + text, $"File{index}.cs")));
    }
}
