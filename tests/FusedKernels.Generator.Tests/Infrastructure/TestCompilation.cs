using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FusedKernels.Generator.Tests;

/// <summary>A user's project: one or more files, with every warning an error.</summary>
internal static class TestCompilation
{
    private const string Usings = "using System; using FusedKernels;\n";

    public static CSharpCompilation Create(
        string source,
        LanguageVersion version = LanguageVersion.Latest,
        TargetFramework? framework = null,
        bool allowUnsafe = false,
        bool withUsings = true) =>
        CSharpCompilation.Create(
            "UserProject",
            [Parse(withUsings ? Usings + source : source, "User.cs", version)],
            (framework ?? TargetFramework.Net100).References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: allowUnsafe,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,
                specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress), KeyValuePair.Create("CS8019", ReportDiagnostic.Suppress)]));

    public static SyntaxTree Parse(string source, string path, LanguageVersion version = LanguageVersion.Latest) => CSharpSyntaxTree.ParseText(
        SourceText.From(source, System.Text.Encoding.UTF8),
        new CSharpParseOptions(version, DocumentationMode.Diagnose),
        path);

    /// <summary>What the compiler says, without what it says only in an editor.</summary>
    public static ImmutableArray<Diagnostic> Complaints(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
}
