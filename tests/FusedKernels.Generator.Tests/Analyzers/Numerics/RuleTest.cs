using FusedKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>One rule over members of a class, in which what it reports is marked as in <c>{|FK1001:e / sum|}</c>; no other rule may warn there.</summary>
internal static class RuleTest<TRule>
    where TRule : NumericAnalyzer, new()
{
    private const string Usings =
        """
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics;
        using System.Numerics.Tensors;
        using System.Threading.Tasks;
        using static System.Math;

        """;

    /// <summary>Members that compile.</summary>
    public static Task VerifyAsync(string members) => VerifyAsync(members, compiles: true);

    /// <summary>Members of a class that has others in another file, kernels among them, where nothing is reported.</summary>
    public static Task VerifyPartialAsync(string otherPart, string members) => VerifyAsync(members, compiles: true, otherPart);

    /// <summary>Members with unknown types or half-typed.</summary>
    public static Task VerifyBrokenAsync(string members) => VerifyAsync(members, compiles: false);

    private static async Task VerifyAsync(string members, bool compiles, string? otherPart = null)
    {
        string kind = otherPart is null ? "class" : "partial class";
        string marked = $$"""public unsafe {{kind}} Sample { {{members}} }""";
        CSharpCompilation compilation = TestCompilation.Create(Usings + MarkedSource.WithoutMarks(marked), allowUnsafe: true);
        if (otherPart is not null)
        {
            SyntaxTree other = TestCompilation.Parse($$"""using System; using FusedKernels; {{Usings}} public {{kind}} Sample { {{otherPart}} }""", "Other.cs");
            compilation = (CSharpCompilation)GeneratorRun.Start(compilation.AddSyntaxTrees(other)).Result;
        }

        string id = new TRule().SupportedDiagnostics[0].Id;

        IEnumerable<Diagnostic> found = (await AnalyzerRun.DiagnoseAsync(compilation))
            .Where(diagnostic => diagnostic.Id == id || diagnostic.DefaultSeverity == DiagnosticSeverity.Warning);

        MarkedSource.AssertMarked(marked, [.. found]);
        Assert.Equal(compiles, compilation.GetDiagnostics(TestContext.Current.CancellationToken).All(diagnostic => diagnostic.DefaultSeverity != DiagnosticSeverity.Error));
    }
}
