using System.Text.RegularExpressions;

namespace FusedKernels.Mutation.Tests;

/// <summary>One way to break a kernel: a change of its emitted text.</summary>
/// <param name="Name">What is broken.</param>
/// <param name="Kernel">The kernel whose text is changed.</param>
/// <param name="File">A target's name, <see cref="Vector"/> for the best that this machine has, or <see cref="Entry"/>.</param>
/// <param name="Pattern">What is found, as a regular expression.</param>
/// <param name="Replacement">What it becomes, wherever it is found.</param>
internal sealed record Mutation(string Name, string Kernel, string File, string Pattern, string Replacement)
{
    /// <summary>The file with dispatch and the walk over blocks.</summary>
    public const string Entry = "";

    public const string Vector = "vector";

    public const string Scalar = "Scalar";

    public override string ToString() => Name;

    public string Apply(string text)
    {
        var pattern = new Regex(Pattern, RegexOptions.None, TimeSpan.FromSeconds(5));
        return pattern.IsMatch(text)
            ? pattern.Replace(text, Replacement)
            : throw new InvalidOperationException($"'{Name}' finds nothing to break: the emitted text has changed, so must the mutation.");
    }
}
