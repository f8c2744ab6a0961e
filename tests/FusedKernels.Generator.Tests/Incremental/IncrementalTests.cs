using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Incremental;

/// <summary>An edit that does not change a kernel costs nothing, one that does changes that kernel only.</summary>
public class IncrementalTests
{
    private const string Before = "static partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); } class Other { }";

    [Theory]
    [InlineData("static partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); } class Other { int _unrelated; }")]
    [InlineData("// A comment.\nstatic partial class C { /* another */ [FusedSoftmax] public static partial void M(Span<float> logits); } class Other { }")]
    [InlineData("static partial class C { static void N() { } [FusedSoftmax()] static public partial void M(Span<float> logits); } class Other { }")]
    [InlineData("static partial class C { [FusedSoftmax(Temperature = 1)] public static partial void M(Span<float> logits); } class Other { ")]
    public void An_edit_elsewhere_re_runs_nothing(string after) =>
        Verify(after, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);

    [Theory]
    [InlineData("static partial class C { [FusedSoftmax] public static partial void Renamed(Span<float> logits); } class Other { }")]
    [InlineData("static partial class C { [FusedSoftmax(Temperature = 2)] public static partial void M(Span<float> logits); } class Other { }")]
    [InlineData("static partial class C { [FusedSoftmax] public static partial void M(Span<double> logits); } class Other { }")]
    public void An_edit_of_the_declaration_re_runs_its_kernel(string after) =>
        Verify(after, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);

    [Fact]
    public void An_edit_in_another_file_re_runs_nothing()
    {
        CSharpCompilation before = TestCompilation.Create(Before).AddSyntaxTrees(TestCompilation.Parse("class A { }", "A.cs"));
        CSharpCompilation after = before.ReplaceSyntaxTree(before.SyntaxTrees[1], TestCompilation.Parse("class A { int x = ", "A.cs"));

        GeneratorRun run = GeneratorRun.Start(before).On(after);

        Assert.Equal([IncrementalStepRunReason.Cached], run.Outputs(TrackingNames.Specs).Select(output => output.Reason));
        Assert.All(run.SourceReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.NotEmpty(run.SourceReasons);
    }

    [Fact]
    public void One_changed_kernel_leaves_the_others_alone()
    {
        const string two = "static partial class C { [FusedSoftmax] public static partial void A(Span<float> logits); [FusedSoftmax] public static partial void B(Span<float> logits); }";
        GeneratorRun run = GeneratorRun.Start(two).On(TestCompilation.Create(two.Replace("void B", "void Changed", StringComparison.Ordinal)));

        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            run.Outputs(TrackingNames.Specs).Select(output => output.Reason));
    }

    private static void Verify(string after, IncrementalStepRunReason specs, IncrementalStepRunReason sources)
    {
        GeneratorRun run = GeneratorRun.Start(Before).On(TestCompilation.Create(after));

        Assert.Equal([specs], run.Outputs(TrackingNames.Specs).Select(output => output.Reason));
        Assert.Equal([sources], run.SourceReasons);
    }
}
