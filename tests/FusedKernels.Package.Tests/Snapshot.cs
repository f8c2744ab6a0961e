using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary>Lists that are committed: (name).verified.txt; what a test got instead is left beside it as (name).received.txt.</summary>
internal static class Snapshot
{
    public static void Verify(string name, IEnumerable<string> lines)
    {
        string folder = Path.Combine(PackedPackage.Root, "tests", "FusedKernels.Package.Tests");
        string verified = Path.Combine(folder, name + ".verified.txt");
        string received = Path.Combine(folder, name + ".received.txt");
        string[] actual = [.. lines];
        string[] expected = File.Exists(verified) ? File.ReadAllLines(verified) : [];
        if (!expected.SequenceEqual(actual, StringComparer.Ordinal))
        {
            File.WriteAllLines(received, actual);
        }
        else
        {
            File.Delete(received);
        }

        Assert.Equal(expected, actual);
    }
}
