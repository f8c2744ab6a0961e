using FusedKernels.CodeFixes;
using FusedKernels.Generator.Tests.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>A fix is asked about code that somebody is typing, at any place in it: it never throws, and what it offers changes the text.</summary>
public class HalfTypedFixTests
{
    private const int Places = 12;

    private static readonly string[] Seeds =
    [
        "class C { double[] F(double[] x) { double s = 0; var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) { p[i] = Math.Exp(x[i]); s += p[i]; } for (int i = 0; i < p.Length; i++) p[i] /= s; return p; } }",
        "class C { float[] F(List<float> x) { var m = x.Max(); var e = x.Select(v => MathF.Exp((v - m) / 2)).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); } }",
        "class C { double F(double[,] x) { double t = 0; for (int i = 0; i < 3; i++) { double s = 0; for (int j = 0; j < 3; j++) s += Math.Exp(x[i, j]); t -= Math.Log(s); } return t; } }",
        "class C { float F(float[] x, int k) { var p = new float[x.Length]; System.Numerics.Tensors.TensorPrimitives.SoftMax(x, p); return -MathF.Log(p[k]); } }",
        "class C { double F(double x) { double e = Math.Exp(x), d = 1 + e; return e / d + Math.Log(1 + Math.Exp(-x)) - (Math.Exp(x) - 1) / Math.Pow(1 + e, 2); } }",
        "class C { double F(Dictionary<string, double> x) => Math.Log(x.Sum(p => Math.Exp(p.Value))) + x.Values.Aggregate(0.0, (a, v) => a + Math.Exp(v)); }",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_edits_are_survived(int seed)
    {
        Random random = new(seed);
        using AdhocWorkspace workspace = new();
        Project project = FixWorkspace.AddProject(workspace, SampleRun.Options);
        for (int round = 0; round < 60; round++)
        {
            string source = Seeds[random.Next(Seeds.Length)];
            string mutated = round % 4 == 0 ? source : Mutation.Apply(source, random);
            Document document = project.AddDocument("Half.cs", SourceText.From(mutated));
            SyntaxNode root = (await document.GetSyntaxRootAsync(TestContext.Current.CancellationToken))!;
            SyntaxNode[] nodes = [.. root.DescendantNodes()];
            for (int place = 0; place < Places && nodes.Length > 0; place++)
            {
                SyntaxNode node = nodes[random.Next(nodes.Length)];
                foreach (RewritingCodeFix fix in FixTest.Fixes)
                {
                    await AssertCalmAsync(fix, document, node, mutated);
                }
            }
        }
    }

    private static async Task AssertCalmAsync(RewritingCodeFix fix, Document document, SyntaxNode node, string source)
    {
        Document? changed = null;
        Exception? thrown = await Record.ExceptionAsync(async () => changed = await fix.FixAsync(document, node, TestContext.Current.CancellationToken));
        Assert.True(thrown is null, $"{fix.GetType().Name} threw at '{node}' in\n{source}\n{thrown}");
        Assert.True(changed is null || (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString() != source);
    }
}
