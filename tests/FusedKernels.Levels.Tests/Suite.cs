using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;

namespace FusedKernels.Levels.Tests;

/// <summary>
/// The numeric tests as a process of its own, whose level is set before it starts. Fewer lengths are enough there: at all of them, the suite's own
/// process compares every target of its processor.
/// </summary>
internal static class Suite
{
    public static readonly string RepositoryRoot = Metadata("RepositoryRoot");

    private static readonly string Assembly = Metadata("Suite");

    /// <summary>Runs the suite, or a part of it, and counts its results.</summary>
    /// <param name="level">What the process may use.</param>
    /// <param name="name">Names the file of results.</param>
    /// <param name="environment">Further variables.</param>
    /// <param name="arguments">Which part; none for all.</param>
    public static SuiteResult Run(ProcessorLevel level, string name, IEnumerable<string> environment, params string[] arguments)
    {
        string results = Path.Combine(RepositoryRoot, "artifacts", "test-results", "levels");
        string trx = Path.Combine(results, name + ".trx");
        Directory.CreateDirectory(results);
        File.Delete(trx);
        string[] command = level.IsEmulated ? [Emulator.Run] : [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"];
        var start = new ProcessStartInfo(
            command[0],
            [Assembly, "--no-progress", "--results-directory", results, "--report-xunit-trx", "--report-xunit-trx-filename", name + ".trx", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(IsNotForTheSuite).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["FUSEDKERNELS_LEVEL"] = level.Name;
        start.Environment["FUSEDKERNELS_SCOPE"] = "reduced";

        // As the suite's own configuration says, which the emulated runtime does not read.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        foreach (string variable in level.Switches.Concat(environment))
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..equals]] = variable[(equals + 1)..];
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new SuiteResult(process.ExitCode, Count(trx, "passed"), Count(trx, "failed"), output + errors.Result);
    }

    /// <summary>What connects this process to its own runner, and a level that this process may itself have.</summary>
    private static bool IsNotForTheSuite(string variable) =>
        variable.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase);

    private static int Count(string trx, string outcome)
    {
        XElement? counters = File.Exists(trx) ? XDocument.Load(trx).Descendants().SingleOrDefault(element => element.Name.LocalName == "Counters") : null;
        return counters is null ? 0 : int.Parse(counters.Attribute(outcome)!.Value, CultureInfo.InvariantCulture);
    }

    private static string Metadata(string key) =>
        typeof(Suite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
