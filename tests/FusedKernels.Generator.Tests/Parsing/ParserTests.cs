using System.Collections.Immutable;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Parsing;

/// <summary>What the parser makes of a valid declaration.</summary>
public class ParserTests
{
    [Theory]
    [MemberData(nameof(Shapes.Members), MemberType = typeof(Shapes))]
    public void Every_signature_gives_a_spec_that_declares_it_again(string member) => AssertRedeclares($"static partial class C {{ {member} }}");

    [Theory]
    [MemberData(nameof(Shapes.Files), MemberType = typeof(Shapes))]
    public void Every_containing_type_and_modifier_gives_a_spec_that_declares_it_again(string file) => AssertRedeclares(file);

    [Fact]
    public void The_spec_says_what_was_written()
    {
        KernelSpec spec = ParseOne(
            """
            namespace My.@namespace;
            partial struct Outer<T> where T : struct
            {
                internal partial record struct @record
                {
                    [FusedLogSumExp(Temperature = 2, Length = 5, EmptyRow = EmptyRowPolicy.Throw, MaskedRow = (MaskedRowPolicy)1, PositiveInfinity = PositiveInfinityPolicy.NaN)]
                    public readonly unsafe partial void Reduce(scoped ReadOnlySpan<double> logits, [KernelParameter(KernelRole.Results)] double[]? @out, bool[] mask, int columns);
                }
            }
            """,
            allowUnsafe: true);

        Assert.Equal(
            new KernelSpec(
                "LogSumExp",
                ElementType.Double,
                new MethodSpec(
                    "My.@namespace",
                    ["partial struct Outer<T>", "partial record struct @record"],
                    "public readonly unsafe partial",
                    ReturnsValue: false,
                    "Reduce",
                    "My_namespace_Outer_1_record_Reduce"),
                [
                    new ParameterSpec("logits", "scoped global::System.ReadOnlySpan<double>", Role.Logits, Writable: false, "double"),
                    new ParameterSpec("@out", "double[]?", Role.Results, Writable: true, "double"),
                    new ParameterSpec("mask", "bool[]", Role.Mask, Writable: true, "bool"),
                    new ParameterSpec("columns", "int", Role.Columns, Writable: false, "int"),
                ],
                new KernelOptions(2, 5, EmptyRow.Throw, MaskedRow.NaN, PositiveInfinity.NaN),
                AllowUnsafe: true),
            spec);
    }

    [Theory]
    [InlineData("Temperature = 2", 2)]
    [InlineData("Temperature = 0.7f", 0.7f)]
    [InlineData("Temperature = 1 / 3.0", 1 / 3.0)]
    [InlineData("Temperature = Constant", 5)]
    public void A_constant_temperature_is_the_double_that_the_compiler_makes_of_it(string argument, double expected)
    {
        KernelSpec spec = ParseOne($"static partial class C {{ const long Constant = 5; [FusedSoftmax({argument})] public static partial void M(Span<double> logits); }}");

        Assert.Equal(expected, spec.Options.Temperature);
    }

    [Fact]
    public void Modifiers_are_put_in_the_order_of_the_language()
    {
        KernelSpec spec = ParseOne("partial class C { [FusedSoftmax] virtual internal protected partial void M(Span<float> logits); }");

        Assert.Equal("protected internal virtual partial", spec.Method.Modifiers);
    }

    [Fact]
    public void The_documentation_is_kept_without_its_frame()
    {
        KernelSpec spec = ParseOne("partial class C\n{\n    /// <summary>A <see cref=\"C\"/>.</summary>\n    /// <param name=\"logits\">L.</param>\n    [FusedSoftmax] public partial void M(Span<float> logits); }");

        Assert.Equal(["<summary>A <see cref=\"T:C\"/>.</summary>", "<param name=\"logits\">L.</param>"], spec.Method.Documentation);
    }

    [Fact]
    public void Equal_sources_give_equal_specs()
    {
        foreach (string file in Shapes.Files.Select(row => row.Data))
        {
            KernelSpec first = ParseOne(file);
            KernelSpec second = ParseOne("/* another file of another compilation */" + file);

            Assert.Equal(first, second);
            Assert.Equal(first.GetHashCode(), second.GetHashCode());
        }
    }

    [Theory]
    [InlineData("public static partial void M(Span<float> logits);", "public static partial void M(Span<double> logits);")]
    [InlineData("public static partial void M(Span<float> logits);", "internal static partial void M(Span<float> logits);")]
    [InlineData("public static partial void M(Span<float> logits);", "public static partial void N(Span<float> logits);")]
    [InlineData("public static partial void M(Span<float> logits);", "public static partial void M(float[] logits);")]
    [InlineData("public static partial void M(float[] logits);", "public static partial void M(float[]? logits);")]
    [InlineData("public static partial void M(Span<float> logits, int columns);", "public static partial void M(int columns, Span<float> logits);")]
    public void Different_methods_give_different_specs(string first, string second) =>
        Assert.NotEqual(
            ParseOne($"static partial class C {{ [FusedSoftmax] {first} }}"),
            ParseOne($"static partial class C {{ [FusedSoftmax] {second} }}"));

    private static void AssertRedeclares(string source)
    {
        CSharpCompilation compilation = TestCompilation.Create(source, LanguageVersion.CSharp12, TargetFramework.Net80);
        KernelSpec spec = Assert.Single(GeneratorRun.Start(compilation).Specs);
        Compilation redeclared = compilation.AddSyntaxTrees(TestCompilation.Parse(Redeclaration.Write(spec), "Other.cs", LanguageVersion.CSharp12));

        Assert.Empty(TestCompilation.Complaints(redeclared));
    }

    private static KernelSpec ParseOne(string source, bool allowUnsafe = false)
    {
        ImmutableArray<KernelSpec> specs = GeneratorRun.Start(TestCompilation.Create(source, allowUnsafe: allowUnsafe)).Specs;
        return Assert.Single(specs);
    }
}
