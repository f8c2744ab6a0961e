using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace FusedKernels.Generator.Tests.Snapshots;

/// <summary>
/// Text compared with a file beside the test, by Verify's conventions: <c>Name.verified.cs</c> is what a person has accepted,
/// <c>Name.received.cs</c> what came instead; to accept it, rename it.
/// </summary>
internal static class Snapshot
{
    public static void Match(string name, string text, [CallerFilePath] string testFile = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(testFile)!, name);
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        File.Delete(received);
        string? expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (expected != text)
        {
            File.WriteAllText(received, text);
            Assert.Fail(expected is null
                ? $"There is no {verified}. Read {received} and, if it is right, rename it."
                : $"{received} differs from what was verified:\n{Diff(expected, text)}");
        }
    }

    private static string Diff(string expected, string actual)
    {
        StringBuilder diff = new();
        foreach (DiffPiece line in new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual).Lines.Where(line => line.Type != ChangeType.Unchanged))
        {
            diff.Append(line.Type == ChangeType.Inserted ? "+ " : "- ").Append(line.Text).Append('\n');
        }

        return diff.ToString();
    }
}
