namespace FusedKernels.Levels.Tests;

/// <summary>How a run of the suite ended.</summary>
internal sealed record SuiteResult(int ExitCode, int Passed, int Failed, string Output)
{
    /// <summary>The failures, or how the process ended where it did not get to count them.</summary>
    public string Summary
    {
        get
        {
            string[] lines = Output.Split('\n');
            string[] failures = [.. lines.Where(line => line.StartsWith("failed", StringComparison.Ordinal)).Take(20)];
            return $"exit code {ExitCode}, {Passed} passed, {Failed} failed\n{string.Join('\n', failures.Length > 0 ? failures : lines.TakeLast(40))}";
        }
    }
}
