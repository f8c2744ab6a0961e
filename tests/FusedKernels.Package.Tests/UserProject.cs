using System.Security;

namespace FusedKernels.Package.Tests;

/// <summary>A project of somebody who has nothing but the package.</summary>
internal sealed class UserProject
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["DOTNET_ROLL_FORWARD"] = "Major" };

    /// <summary>Writes the files of a folder beside the tests into one of this run.</summary>
    /// <param name="package">The package.</param>
    /// <param name="source">The folder, in which every file has .txt at its end.</param>
    /// <param name="folder">The folder of this run.</param>
    public UserProject(PackedPackage package, string source, string folder)
    {
        Folder = Path.Combine(package.Folder, folder);
        Directory.CreateDirectory(Folder);
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, source)))
        {
            string text = File.ReadAllText(file).Replace("$version$", package.Version, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(Folder, Path.GetFileName(file).Replace(".txt", "", StringComparison.Ordinal)), text);
        }

        // Other packages may come from where they are on this machine; this one can only come from the feed.
        string machine = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string fallback = Directory.Exists(machine) ? $"<fallbackPackageFolders><add key=\"machine\" value=\"{SecurityElement.Escape(machine)}\" /></fallbackPackageFolders>" : "";
        File.WriteAllText(
            Path.Combine(Folder, "NuGet.config"),
            $"""
             <configuration>
               <config><add key="globalPackagesFolder" value="packages" /></config>
               <packageSources><add key="feed" value="{SecurityElement.Escape(package.Feed)}" /></packageSources>
               {fallback}
             </configuration>
             """);
    }

    public string Folder { get; }

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public string Run(params string[] arguments) => DotNet.Run(Folder, Environment, arguments).ReplaceLineEndings("\n").TrimEnd();

    public string Build(params string[] arguments) => Run(["build", "-c", "Release", .. arguments, "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
}
