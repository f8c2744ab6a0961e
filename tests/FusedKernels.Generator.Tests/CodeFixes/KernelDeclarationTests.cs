using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Where a kernel is declared: in the type around its call, in a class beside statements without one, once for all calls.</summary>
public class KernelDeclarationTests
{
    [Fact]
    public async Task Statements_without_a_type_get_a_class_for_their_kernels() => Assert.Equal(
        """
        using FusedKernels;

        double[] x = Sample.Row;
        var p = new double[x.Length];
        Kernels.Softmax(x, p);
        Sample.Result = p;

        public static class Sample
        {
            public static double[] Row = [], Result = [];

            public static double[] F(double[] x)
            {
                Row = x;
                typeof(Sample).Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
                return Result;
            }
        }

        internal static partial class Kernels
        {
            [FusedSoftmax]
            public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);
        }

        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            double[] x = Sample.Row;
            double sum = 0;
            var p = new double[x.Length];
            foreach (double v in x) sum += Math.Exp(v);
            for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:Math.Exp(x[i]) / sum|};
            Sample.Result = p;

            public static class Sample
            {
                public static double[] Row = [], Result = [];

                public static double[] F(double[] x)
                {
                    Row = x;
                    typeof(Sample).Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
                    return Result;
                }
            }
            """));

    [Fact]
    public async Task Its_brace_stands_as_they_do_around() => Assert.Contains(
        "internal static partial class Kernels {\n    [FusedLogSumExp]\n",
        await FixTest.FixAsync<SoftmaxCodeFix>(
            "Sample.Result = {|FK1003:Math.Log(Sample.Row.Sum(Math.Exp))|};\n\npublic static class Sample {\n    public static double[] Row = [];\n    public static double Result;\n\n    public static double F(double[] x) {\n        Row = x;\n        typeof(Sample).Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);\n        return Result;\n    }\n}\n"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("double[] Of(double[] x) { var e = x.Select(Math.Exp).ToArray(); var s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); }", "Kernels.Softmax(x, probabilities);", "static partial class Kernels { [FusedSoftmax] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("double[] Of(double[] x) { var e = x.Select(Math.Exp).ToArray(); var s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); }", "var e = x.Select(value => Math.Exp(value - max)).ToArray();", "class Kernels { }")]
    public async Task A_class_that_is_there_is_taken_or_left_alone(string function, string expected, string type)
    {
        string source = $"using FusedKernels;\nSample.Result = Of(Sample.Row);\n{function}\npublic static class Sample {{ public static double[] Row = [], Result = []; public static double[] F(double[] x) {{ Row = x; typeof(Sample).Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]); return Result; }} }}\n{type}\n";
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_at_once_share_the_kernels() => Assert.Equal(
        [
            "using FusedKernels;\n\npublic static partial class Sample\n{\n    public static double A(double[] x)\n    {\n        return LogSumExp(x);\n    }\n\n    public static double B(double[] x)\n    {\n        return LogSumExp(x);\n    }\n\n    [FusedLogSumExp]\n    private static partial double LogSumExp(ReadOnlySpan<double> logits);\n}\n",
        ],
        await FixTest.FixAllAsync<SoftmaxCodeFix>(
            FixAllScope.Solution,
            "public static class Sample\n{\n    public static double A(double[] x)\n    {\n        return {|FK1003:Math.Log(x.Sum(Math.Exp))|};\n    }\n\n    public static double B(double[] x)\n    {\n        double s = x.Sum(v => Math.Exp(v));\n        return {|FK1003:Math.Log(s)|};\n    }\n}\n"));
}
