using System.Text.RegularExpressions;
using Xunit;

namespace FusedKernels.Levels.Tests;

/// <summary>Every target is executed, at a level that the suite asserts, one level after another.</summary>
public sealed class LevelTests(ITestOutputHelper output)
{
    public static TheoryData<string> Levels => [.. ProcessorLevel.All.Select(level => level.Name)];

    [Theory]
    [MemberData(nameof(Levels))]
    public void TheSuitePassesAt(string name)
    {
        ProcessorLevel level = Require(name);

        // What is not switched off or emulated is what the suite itself runs on: here only its level and its bits are confirmed.
        bool native = level.Switches.Length == 0 && !level.IsEmulated;
        string[] part = native ? ["--filter-class", "FusedKernels.Tests.LevelTests", "--filter-class", "*GoldenTests"] : [];
        SuiteResult result = Suite.Run(level, name, [], part);
        output.WriteLine($"{name}: {result.Passed} passed, {result.Failed} failed");
        Assert.True(result is { ExitCode: 0, Failed: 0, Passed: > 0 }, result.Summary);
    }

    /// <summary>The runtime lists what it compiles, in its first tier, which inlines nothing: of a kernel's targets, only the one that the dispatch called.</summary>
    [Theory]
    [MemberData(nameof(Levels))]
    public void TheDispatchTakesTheTargetOf(string name)
    {
        ProcessorLevel level = Require(name);
        string listing = Path.Combine(Path.GetTempPath(), $"fusedkernels-{Environment.ProcessId}-{name}.txt");
        try
        {
            SuiteResult result = Suite.Run(
                level,
                name + "-dispatch",
                ["DOTNET_JitDisasmSummary=1", "DOTNET_JitStdOutFile=" + listing, "DOTNET_TieredCompilation=1"],
                "--filter-class",
                "FusedKernels.Tests.DispatchProbe");

            // The exit code is not asked for: the JIT closes its listing while other threads may still write to it, and then a process that is
            // done crashes now and then. The suite itself, without a listing, has to end with 0.
            Assert.True(result is { Passed: 1, Failed: 0 }, result.Summary);
            string[] emitted = [.. File.ReadLines(listing).Where(line => line.Contains("FusedKernels.Generated.", StringComparison.Ordinal))];
            foreach (string kernel in new[] { "SoftmaxKernels_Row", "LogSoftmaxKernels_Batch", "LogSumExpKernels_Row" })
            {
                string[] invoked =
                [
                    .. emitted.Select(line => Regex.Match(line, $@"_{kernel}:Invoke\[.*?\+(\w+)\]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
                        .Where(match => match.Success)
                        .Select(match => Regex.Match(match.Value, @"\w+(?=\]$)", RegexOptions.None, TimeSpan.FromSeconds(1)).Value)
                        .Distinct(StringComparer.Ordinal),
                ];
                Assert.Equal([level.Target], invoked);
            }
        }
        finally
        {
            File.Delete(listing);
        }
    }

    private static ProcessorLevel Require(string name)
    {
        ProcessorLevel level = ProcessorLevel.All.Single(candidate => candidate.Name == name);
        if (level.Obstacle is { } obstacle)
        {
            Assert.Skip($"{name}: {obstacle}.");
        }

        if (level.IsEmulated)
        {
            Emulator.SetUp();
        }

        return level;
    }
}
