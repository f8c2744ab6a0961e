namespace FusedKernels.Tests;

/// <summary>Where this build came from, found from the place of the test's own files.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution; null where the tests were copied elsewhere.</summary>
    public static string? Root { get; } = Find();

    public static string? Artifacts => Root is null ? null : Path.Combine(Root, "artifacts");

    private static string? Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Generator.sln")))
            {
                return folder;
            }
        }

        return null;
    }
}
