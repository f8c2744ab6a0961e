using System.Reflection;

namespace FusedKernels.Generator.Tests;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    public static string Root { get; } = Read("RepositoryRoot");

    /// <summary>The reference assemblies of the framework that the tests themselves are compiled for.</summary>
    public static string Net100References { get; } = Read("Net100References");

    public static string DiagnosticPages => Path.Combine(Root, "docs", "diagnostics");

    private static string Read(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
