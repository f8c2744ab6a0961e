using System.IO.Compression;
using System.Text;
using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary>What is in the package.</summary>
public sealed class ContentTests(PackedPackage package)
{
    private static readonly string[] Bookkeeping = ["_rels/", "package/", "[Content_Types].xml"];

    [Fact]
    public void ThePackageHoldsExactlyTheseFiles() => Snapshot.Verify("PackageContent", Entries(package.Package));

    [Fact]
    public void TheSymbolsHoldExactlyTheseFiles() => Snapshot.Verify("SymbolContent", Entries(package.Symbols));

    [Theory]
    [InlineData("<license type=\"expression\">MIT</license>")]
    [InlineData("<readme>README.md</readme>")]
    [InlineData("<group targetFramework=\"net8.0\" />")]
    [InlineData("<group targetFramework=\"net10.0\" />")]
    public void ThePackageSays(string element) =>
        Assert.Contains(element, Encoding.UTF8.GetString(Read(package.Package, "FusedKernels.nuspec")), StringComparison.Ordinal);

    /// <summary>A path of the machine that built it would make every machine's package another one.</summary>
    [Fact]
    public void NoAssemblyNamesAFolderOfThisMachine()
    {
        foreach (string archive in new[] { package.Package, package.Symbols })
        {
            foreach (string entry in Entries(archive).Where(entry => entry.EndsWith(".dll", StringComparison.Ordinal) || entry.EndsWith(".pdb", StringComparison.Ordinal)))
            {
                byte[] content = Read(archive, entry);
                Assert.Equal(-1, content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(PackedPackage.Root)));
            }
        }
    }

    private static string[] Entries(string archive)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(entry => entry.FullName).Where(name => !Bookkeeping.Any(name.StartsWith)).Order(StringComparer.Ordinal)];
    }

    private static byte[] Read(string archive, string entry)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        using Stream stream = zip.GetEntry(entry)!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
