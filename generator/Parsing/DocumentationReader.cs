using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>
/// Reads the user's documentation of a method. The compiler takes the documentation of a partial method from the part with the body,
/// which is ours: what the user wrote has to be said there again.
/// </summary>
internal static class DocumentationReader
{
    private const string Indentation = "    ";

    /// <summary>The lines inside the method's documentation, with every <c>cref</c> resolved; none where there is no well-formed one.</summary>
    public static IEnumerable<string> Read(IMethodSymbol method, CancellationToken cancellation)
    {
        string xml = method.GetDocumentationCommentXml(expandIncludes: true, cancellationToken: cancellation) ?? "";
        string[] lines = xml.Replace("\r", "").TrimEnd('\n').Split('\n');
        return lines.Length > 2 && lines[0].StartsWith("<member ", StringComparison.Ordinal)
            ? lines.Skip(1).Take(lines.Length - 2).Select(WithoutIndentation)
            : [];
    }

    private static string WithoutIndentation(string line) =>
        line.StartsWith(Indentation, StringComparison.Ordinal) ? line.Substring(Indentation.Length) : line;
}
