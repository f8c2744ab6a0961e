using System.Diagnostics;

namespace FusedKernels.Levels.Tests;

/// <summary>An arm64 runtime under emulation: a folder with two commands, <c>setup</c> and <c>run</c>.</summary>
internal static class Emulator
{
    /// <summary>Names the folder; by default it is beside the repository.</summary>
    private const string Variable = "FUSEDKERNELS_ARM64";

    private static readonly string Folder =
        Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Path.GetDirectoryName(Suite.RepositoryRoot)!, "shared", "arm64");

    public static string Run => Path.Combine(Folder, "run");

    public static string? Obstacle => File.Exists(Run) ? null : $"no arm64 emulator in {Folder} ({Variable} names another folder): NEON was not run";

    /// <summary>Builds the runtime where that has not been done.</summary>
    public static void SetUp()
    {
        using Process setup = Process.Start(new ProcessStartInfo(Path.Combine(Folder, "setup")) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = setup.StandardOutput.ReadToEnd();
        setup.WaitForExit();
        if (setup.ExitCode != 0)
        {
            throw new InvalidOperationException($"The arm64 runtime could not be set up: {output}");
        }
    }
}
