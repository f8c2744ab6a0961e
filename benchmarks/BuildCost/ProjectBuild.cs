using System.Diagnostics;

namespace FusedKernels.Benchmarks.BuildCost;

/// <summary>A project in a directory of its own that uses the package's assemblies, built by <c>dotnet build</c> as users do.</summary>
internal sealed class ProjectBuild : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("FusedKernels.BuildCost.");

    public ProjectBuild(string source)
    {
        string Assembly(string name) => Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllText(Path.Combine(_directory.FullName, "Sample.cs"), source);
        File.WriteAllText(
            Path.Combine(_directory.FullName, "Sample.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Assembly("FusedKernels.dll")}" />
                <Analyzer Include="{Assembly("FusedKernels.Generator.dll")}" />
                <Analyzer Include="{Assembly("FusedKernels.Analyzers.dll")}" />
              </ItemGroup>
            </Project>
            """);
        Dotnet("restore");
    }

    /// <summary>The seconds of a whole build. Without node reuse nothing stays behind, the compiler starts cold as on a build server.</summary>
    public double Build()
    {
        long start = Stopwatch.GetTimestamp();
        Dotnet("build", "--no-restore", "--no-incremental", "-nodeReuse:false");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private void Dotnet(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = _directory.FullName, RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
        }
    }
}
