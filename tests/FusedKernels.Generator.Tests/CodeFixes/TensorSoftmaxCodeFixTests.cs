using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary><c>TensorPrimitives.SoftMax</c> becomes the call of a kernel that its type gets.</summary>
public class TensorSoftmaxCodeFixTests
{
    [Fact]
    public async Task A_call_in_an_ordinary_class() => Assert.Equal(
        """
        using System.Numerics.Tensors;
        using FusedKernels;

        /// <summary>Post-processing.</summary>
        public static partial class Sample
        {
            public static float[] Run(float[] rawScores)
            {
                var probabilities = new float[rawScores.Length];
                Softmax(rawScores, probabilities); // in [0, 1]
                return probabilities;
            }

            [FusedSoftmax]
            private static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """,
        await FixTest.FixAsync<TensorSoftmaxCodeFix>(
            """
            using System.Numerics.Tensors;

            /// <summary>Post-processing.</summary>
            public static class Sample
            {
                public static float[] Run(float[] rawScores)
                {
                    var probabilities = new float[rawScores.Length];
                    {|FK1002:TensorPrimitives.SoftMax(rawScores, probabilities)|}; // in [0, 1]
                    return probabilities;
                }
            }
            """));

    [Fact]
    public async Task A_tensor_is_shifted() => Assert.Contains(
        "Tensor.SoftMax<float>(Tensor.Subtract<float>(t, Tensor.Max<float>(t)))",
        await FixTest.FixAsync<TensorSoftmaxCodeFix>(
            "using System.Numerics.Tensors; public static class Sample { public static float[] Run(float[] x) { Tensor<float> t = Tensor.Create(x); var y = new float[x.Length]; {|FK1002:Tensor.SoftMax<float>(t)|}.FlattenTo(y); return y; } }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("float[] x, float[] y", "TensorPrimitives.SoftMax(x, y)", "Softmax(x, y.AsSpan(0, x.Length))")]
    [InlineData("float[] x", "TensorPrimitives.SoftMax(x, x)", "Softmax(x, x)")]
    [InlineData("double[] x", "TensorPrimitives.SoftMax<double>(x, x.AsSpan())", "Softmax(x, x.AsSpan())")]
    [InlineData("double[] x", "TensorPrimitives.SoftMax<double>(destination: x.AsSpan(), x: x.AsSpan(1))", "Softmax(x.AsSpan(), x.AsSpan(1))", false)]
    [InlineData("float[] x, float[] y", "TensorPrimitives.SoftMax(x.AsSpan(0, 1), y.AsSpan(0, 1))", "Softmax(x.AsSpan(0, 1), y.AsSpan(0, 1))")]
    public async Task Spans_and_arrays_of_the_same_length_or_cut_to_it(string parameters, string before, string after, bool fits = true)
    {
        string marked = $$"""using System.Numerics.Tensors; public static class Sample { public static void Run({{parameters}}) { {|FK1002:{{before}}|}; } }""";
        if (!fits)
        {
            // An output longer than the logits: SoftMax sums all of it, whatever it held, so before and after cannot be compared.
            after = "Softmax(x.AsSpan(1), x.AsSpan()[..x.AsSpan(1).Length])";
            string text = (await FixTest.FixAllAsync<TensorSoftmaxCodeFix>(FixAllScope.Document, marked))[0];
            Assert.Contains(after, text, StringComparison.Ordinal);
            return;
        }

        string element = parameters.Contains("float", StringComparison.Ordinal) ? "float" : "double";
        Assert.Contains(
            $"public static partial class Sample {{ public static void Run({parameters}) {{ {after}; }} [FusedSoftmax] private static partial void Softmax(ReadOnlySpan<{element}> logits, Span<{element}> probabilities); }}",
            await FixTest.FixAsync<TensorSoftmaxCodeFix>(marked),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_taken_are_left_alone() => Assert.Equal(
        """
        using System.Numerics.Tensors;
        using FusedKernels;

        public partial struct Outer
        {
            public static partial class Sample
            {
                public static void Softmax(float[] x) => SoftmaxKernel2(x, x);

                private const int SoftmaxKernel = 1;

                [FusedSoftmax]
                private static partial void SoftmaxKernel2(ReadOnlySpan<float> logits, Span<float> probabilities);
            }
        }
        """,
        await FixTest.FixAsync<TensorSoftmaxCodeFix>(
            """
            using System.Numerics.Tensors;

            public struct Outer
            {
                public static class Sample
                {
                    public static void Softmax(float[] x) => {|FK1002:TensorPrimitives.SoftMax(x, x)|};

                    private const int SoftmaxKernel = 1;
                }
            }
            """));

    [Fact]
    public async Task A_kernel_that_is_there_serves() => Assert.Contains(
        "Rows(x, x); }",
        await FixTest.FixAsync<TensorSoftmaxCodeFix>(
            """
            using System.Numerics.Tensors;
            using FusedKernels;
            public static partial class Sample
            {
                [FusedSoftmax] private static partial void Rows(ReadOnlySpan<float> logits, Span<float> probabilities);
                public static void Run(float[] x) { {|FK1002:TensorPrimitives.SoftMax(x, x)|}; }
            }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("public static class Sample { static void S(Half[] x) { {|FK1002:TensorPrimitives.SoftMax<Half>(x, x)|}; } public static double F(float[] x) { var h = x.Select(v => (Half)v).ToArray(); S(h); return Math.Round(h.Sum(v => (double)v)); } }", "TensorPrimitives.Subtract<Half>(x, TensorPrimitives.Max<Half>(x), x); TensorPrimitives.SoftMax<Half>(x, x);")]
    [InlineData("public static class Sample { static void S<T>(T[] x) where T : System.Numerics.IFloatingPointIeee754<T> { {|FK1002:TensorPrimitives.SoftMax<T>(x, x)|}; } public static void F(double[] x) => S(x); }", "TensorPrimitives.SoftMax<T>(x, x);")]
    [InlineData("file class C { public static void Run(float[] x) { {|FK1002:TensorPrimitives.SoftMax(x, x)|}; } } public static class Sample { public static void F(float[] x) => C.Run(x); }", "TensorPrimitives.SoftMax<float>(x, x);")]
    public async Task Elements_that_no_kernel_takes_are_shifted_before(string source, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<TensorSoftmaxCodeFix>("using System.Numerics.Tensors; " + source), StringComparison.Ordinal);

    [Theory]
    [InlineData("file class C { void Run(float[] x) => {|FK1002:TensorPrimitives.SoftMax(x, x)|}; }")]
    [InlineData("class C { void Run<T>(T[] x) where T : System.Numerics.IExponentialFunctions<T> { {|FK1002:TensorPrimitives.SoftMax<T>(x, x)|}; } }")]
    [InlineData("class C { float[] Next() => []; void Run(float[] x) { {|FK1002:TensorPrimitives.SoftMax(Next(), x)|}; } }")]
    public async Task Nothing_is_offered_where_no_kernel_fits(string source) =>
        await FixTest.NotOfferedAsync<TensorSoftmaxCodeFix>("using System.Numerics.Tensors; " + source);

    [Theory]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task All_calls_of_a_type_share_one_kernel_across_its_files(FixAllScope scope)
    {
        string[] after = await FixTest.FixAllAsync<TensorSoftmaxCodeFix>(
            scope,
            "using System.Numerics.Tensors;\n\npublic static partial class Sample\n{\n    public static void A(float[] x) => {|FK1002:TensorPrimitives.SoftMax(x, x)|};\n\n    public static void B(float[] x) => {|FK1002:TensorPrimitives.SoftMax(x, x)|};\n}\n",
            "using System.Numerics.Tensors;\n\npublic static partial class Sample\n{\n    public static void C(float[] x) => {|FK1002:TensorPrimitives.SoftMax(x, x)|};\n\n    public static void D(double[] x) => {|FK1002:TensorPrimitives.SoftMax<double>(x, x)|};\n}\n");
        Assert.Equal(
            [
                "using System.Numerics.Tensors;\nusing FusedKernels;\n\npublic static partial class Sample\n{\n    public static void A(float[] x) => Softmax(x, x);\n\n    public static void B(float[] x) => Softmax(x, x);\n\n    [FusedSoftmax]\n    private static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);\n}\n",
                "using System.Numerics.Tensors;\nusing FusedKernels;\n\npublic static partial class Sample\n{\n    public static void C(float[] x) => Softmax(x, x);\n\n    public static void D(double[] x) => Softmax(x, x);\n\n    [FusedSoftmax]\n    private static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);\n}\n",
            ],
            after);
    }
}
