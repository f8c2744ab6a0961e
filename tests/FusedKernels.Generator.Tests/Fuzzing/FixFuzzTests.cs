using FusedKernels.Generator.Tests.CodeFixes;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>Whatever a fix is offered for: its result compiles without a new warning, keeps comments and layout, and computes the same.</summary>
public class FixFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    public Task Every_fix_keeps_what_it_touches(int seed, int programs) => RunAsync(seed, programs);

    /// <summary>Run it alone: <c>--explicit only --filter-method '*Many_programs*' --show-live-output on</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData(3, 1_500)]
    public Task Many_programs(int seed, int programs) => RunAsync(seed, programs);

    private async Task RunAsync(int seed, int programs)
    {
        FixFuzzer fuzzer = new(seed);
        List<string> faults = [];
        List<(string Rule, bool IsOffered)> reported = [];
        for (int program = 0; program < programs; program++)
        {
            (string text, NullableContextOptions nullable) = fuzzer.Next();
            FuzzedProgram fuzzed = new(text, SampleRun.OptionsFor(text).WithNullableContextOptions(nullable), executes: program % 3 == 0);
            await fuzzed.FixAsync();
            reported.AddRange(fuzzed.Reported);
            faults.AddRange(fuzzed.Faults);
        }

        int offered = reported.Count(static each => each.IsOffered);
        string rules = string.Join(", ", reported.GroupBy(static each => each.Rule).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => $"{group.Key}: {group.Count(static each => each.IsOffered)} of {group.Count()}"));
        output.WriteLine($"{programs} programs, {offered} fixes, {faults.Count} faults; {rules}");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        Assert.True(offered > programs / 3);
    }
}
