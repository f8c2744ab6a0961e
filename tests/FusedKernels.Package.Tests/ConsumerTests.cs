using System.Security;
using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary>A project that has nothing but the package: it builds without a warning, and its kernels are right.</summary>
public sealed class ConsumerTests(PackedPackage package)
{
    [Theory]
    [InlineData("net8.0", false)]
    [InlineData("net8.0", true)]
    [InlineData("net10.0", false)]
    [InlineData("net10.0", true)]
    public void BuildsAndRuns(string framework, bool allowUnsafeBlocks)
    {
        string folder = Path.Combine(package.Folder, $"{framework}-{(allowUnsafeBlocks ? "unsafe" : "safe")}");
        CreateProject(folder);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_ROLL_FORWARD"] = "Major" };
        DotNet.Run(
            folder, environment, "build", "-c", "Release", "-p:ConsumerFramework=" + framework, "-p:AllowUnsafeBlocks=" + allowUnsafeBlocks, "-nodeReuse:false", "-p:UseSharedCompilation=false");
        string output = DotNet.Run(folder, environment, Path.Combine("bin", "Release", framework, "Consumer.dll"));
        Assert.Equal(
            """
            softmax 0.0900 0.2447 0.6652
            batch 0.5000 0.5000 0.1192 0.8808
            log-softmax -2.4076 -1.4076 -0.4076
            log-sum-exp 3.4076
            constant length 0.0321 0.0871 0.2369 0.6439
            """,
            output.ReplaceLineEndings("\n").TrimEnd());
    }

    private void CreateProject(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file).Replace(".txt", "", StringComparison.Ordinal)));
        }

        string project = Path.Combine(folder, "Consumer.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("$version$", package.Version, StringComparison.Ordinal));

        // Other packages may come from where they are on this machine; this one can only come from the feed.
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string fallback = Directory.Exists(machine) ? $"<fallbackPackageFolders><add key=\"machine\" value=\"{SecurityElement.Escape(machine)}\" /></fallbackPackageFolders>" : "";
        File.WriteAllText(
            Path.Combine(folder, "NuGet.config"),
            $"""
             <configuration>
               <config><add key="globalPackagesFolder" value="packages" /></config>
               <packageSources><add key="feed" value="{SecurityElement.Escape(package.Feed)}" /></packageSources>
               {fallback}
             </configuration>
             """);
    }
}
