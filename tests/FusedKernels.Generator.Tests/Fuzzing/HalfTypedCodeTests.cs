using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>Half-typed code is normal input: neither the generator nor the analyzer ever throws.</summary>
public class HalfTypedCodeTests
{
    private static readonly string[] Seeds =
    [
        .. Shapes.Files.Select(row => row.Data),
        .. Shapes.Members.Select(row => $"namespace N {{ static partial class C {{ {row.Data} }} }}"),
    ];

    [Fact]
    public async Task Every_prefix_of_a_file_is_survived()
    {
        const string source = "namespace A.B; partial class C<T> { [FusedLogSumExp(Length = 3)] public static partial void M(ReadOnlySpan<float> logits, [KernelParameter(KernelRole.Results)] float[] @out, int columns); }";
        for (int length = 0; length <= source.Length; length++)
        {
            await AssertCalmAsync(source[..length], LanguageVersion.Latest);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_edits_are_survived(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 250; round++)
        {
            string mutated = Mutation.Apply(Seeds[random.Next(Seeds.Length)], random);
            await AssertCalmAsync(mutated, random.Next(4) == 0 ? LanguageVersion.CSharp7_3 : LanguageVersion.Preview);
        }
    }

    [Fact]
    public async Task Attributes_of_the_same_names_with_other_members_are_survived()
    {
        const string foreign =
            """
            namespace FusedKernels
            {
                public enum Tiny : byte { A }
                public class FusedSoftmaxAttribute : System.Attribute { public string Temperature { get; set; } public long Length; public Tiny EmptyRow; public object MaskedRow; public System.Type[] PositiveInfinity; }
                public class KernelParameterAttribute(params object[] roles) : System.Attribute { public object Roles = roles; }
                partial class C
                {
                    [FusedSoftmax(Temperature = "1", Length = 3, EmptyRow = Tiny.A, MaskedRow = 5, PositiveInfinity = new[] { typeof(int) })]
                    public static partial void M([KernelParameter(1, "x")] float[] logits);
                }
            }
            """;

        await AssertCalmAsync(foreign, LanguageVersion.Latest);
    }

    private static async Task AssertCalmAsync(string source, LanguageVersion version)
    {
        CSharpCompilation compilation = TestCompilation.Create(source, version);
        GeneratorRun run = GeneratorRun.Start(compilation);

        Assert.True(run.Own.Exception is null, $"The generator threw {run.Own.Exception} on:\n{source}");
        Assert.DoesNotContain(run.Driver.GetRunResult().Diagnostics, diagnostic => diagnostic.Id == "CS8785");
        await AnalyzerRun.DiagnoseAsync(compilation);
    }
}
