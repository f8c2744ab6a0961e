using System.Globalization;
using System.Reflection;
using FusedKernels.Package.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace FusedKernels.Package.Tests;

/// <summary>The package, packed once into a folder feed, with a version that no cache has.</summary>
public sealed class PackedPackage : IDisposable
{
    private static readonly string RepositoryRoot =
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public PackedPackage()
    {
        Folder = Directory.CreateTempSubdirectory("fusedkernels-").FullName;
        DotNet.Run(
            RepositoryRoot,
            new Dictionary<string, string>(StringComparer.Ordinal),
            "pack", "runtime", "-c", "Release", "-o", Feed, "--artifacts-path", Path.Combine(Folder, "build"), "-p:Version=" + Version, "-nodeReuse:false", "-p:UseSharedCompilation=false");
    }

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{DateTime.UtcNow.Ticks}");

    /// <summary>Everything of this run: outside of the repository, so that none of its settings reach the consumer.</summary>
    public string Folder { get; }

    public string Feed => Path.Combine(Folder, "feed");

    public string Package => Path.Combine(Feed, $"FusedKernels.{Version}.nupkg");

    public string Symbols => Path.ChangeExtension(Package, "snupkg");

    public static string Root => RepositoryRoot;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
