using System.Collections.Immutable;
using System.Diagnostics;
using FusedKernels.Analyzers.Rules;
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

        // Once over a small project, with enough for the rules in it, so that the times are not those of compiling the compiler and the rules.
        List<Exception> failures = [];
        CSharpCompilation warm = Create(seed, lines / 10, Math.Max(share, 0.5));
        warm.Emit(Stream.Null, cancellationToken: cancellation);
        await AnalyzeAsync(warm, failures, cancellation);
        CSharpCompilation compilation = Create(seed, lines, share);
        Stopwatch watch = Stopwatch.StartNew();
        compilation.Emit(Stream.Null, cancellationToken: cancellation);
        TimeSpan compiled = watch.Elapsed;

        // By the clock that the compiler has for analyzers, which shares its models among them as in any build. The bodies that the rules have it bind
        // are counted as theirs.
        AnalysisResult result = await AnalyzeAsync(Create(seed, lines, share), failures, cancellation);
        TimeSpan spent = new(result.AnalyzerTelemetryInfo.Values.Sum(rule => rule.ExecutionTime.Ticks));
        Assert.Empty(failures);
        Assert.DoesNotContain(result.GetAllDiagnostics(), diagnostic => diagnostic.Id == "AD0001");
        double cost = spent / compiled;
        output.WriteLine($"{lines:N0} lines, {share:P0} of methods with exponentials: compiled in {compiled.TotalSeconds:F2} s, rules {spent.TotalSeconds:F2} s ({cost:P1}), {result.GetAllDiagnostics().Length:N0} diagnostics");
        return cost;
    }

    private static Task<AnalysisResult> AnalyzeAsync(CSharpCompilation compilation, List<Exception> failures, CancellationToken cancellation) => compilation
        .WithAnalyzers(
            [.. AnalyzerRun.Rules],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: true))
        .GetAnalysisResultAsync(cancellation);

    private static CSharpCompilation Create(int seed, int lines, double share)
    {
        CSharpCompilation like = TestCompilation.Create("");
        return like.WithOptions(like.Options.WithConcurrentBuild(concurrentBuild: false)).RemoveAllSyntaxTrees().AddSyntaxTrees(new FragmentFuzzer(seed, share).Files(lines)
            .Select((text, index) => TestCompilation.Parse("using System;\n" + text, $"File{index}.cs")));
    }
}
