using FusedKernels.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>What is right as it is written becomes a kernel where one fits, and is left alone elsewhere.</summary>
public class HandWrittenKernelCodeFixTests
{
    [Fact]
    public async Task Comments_inside_of_what_goes_stand_above_what_comes() => Assert.Equal(
        """
        using FusedKernels;

        public static partial class Sample
        {
            public static void Softmax(float[] x)
            {
                // For stability.
                // Of the exponentials.

                // Prevents overflow.
                // All of them.
                SoftmaxKernel(x, x);
            }

            [FusedSoftmax]
            private static partial void SoftmaxKernel(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """,
        await FixTest.FixAsync<HandWrittenKernelCodeFix>(
            """
            public static class Sample
            {
                public static void Softmax(float[] x)
                {
                    // For stability.
                    float max = x.Max();
                    float sum = 0; // Of the exponentials.
                    for (int i = 0; i < x.Length; i++)
                    {
                        x[i] = MathF.Exp(x[i] - max); // Prevents overflow.
                        sum += x[i];
                    }

                    for (int i = 0; i < x.Length; i++)
                    {
                        {|FK1101:x[i] /= sum|}; // All of them.
                    }
                }
            }
            """));

    [Fact]
    public async Task Empty_lines_stay_between_what_stays_but_not_at_the_beginning() => Assert.Equal(
        "using FusedKernels;\n\npublic static partial class Sample\n{\n    public static void F(float[] x)\n    {\n        int n = x.Length;\n\n        var p = new float[x.Length];\n        Softmax(x, p);\n        p.CopyTo(x, x.Length - n);\n    }\n\n    [FusedSoftmax]\n    private static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);\n}\n",
        await FixTest.FixAsync<HandWrittenKernelCodeFix>(
            "public static class Sample\n{\n    public static void F(float[] x)\n    {\n        float max = x.Max();\n        \n        int n = x.Length;\n\n        float sum = 0;\n        var p = new float[x.Length];\n        for (int i = 0; i < x.Length; i++)\n        {\n            p[i] = MathF.Exp(x[i] - max);\n            sum += p[i];\n        }\n        for (int i = 0; i < x.Length; i++) {|FK1101:p[i] /= sum|};\n        p.CopyTo(x, x.Length - n);\n    }\n}\n"));

    [Theory]
    [InlineData("double F(double[] x)", "double m = x.Max(); double lse = m + {|FK1101:Math.Log(x.Select(v => Math.Exp(v - m)).Sum())|}; return lse;", "[FusedLogSumExp]")]
    [InlineData("double[] F(double[] x)", "double m = x.Max(); double s = 0; foreach (double v in x) s += Math.Exp(v - m); var y = new double[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = {|FK1103:Math.Exp(x[i] - m) / s|}; return y;", "[FusedSoftmax]")]
    [InlineData("double[] F(double[] x)", "double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); double s = e.Sum(); return e.Select(v => {|FK1101:v / s|}).ToArray();", "[FusedSoftmax]")]
    [InlineData("float[] F(float[] x)", "float max = x[0]; for (int i = 1; i < x.Length; i++) { if (x[i] > max) { max = x[i]; } } float s = 0; var e = new float[x.Length]; for (int i = 0; i < x.Length; i++) { e[i] = MathF.Exp(x[i] - max); s += e[i]; } for (int i = 0; i < x.Length; i++) {|FK1101:e[i] /= s|}; return e;", "[FusedSoftmax]")]
    [InlineData("float[] F(float[] x, double temperature)", "float m = x.Max(); var e = x.Select(v => Math.Exp((v - m) / temperature)).ToArray(); var s = e.Sum(); return e.Select(v => (float)({|FK1101:v / s|})).ToArray();", "[FusedSoftmax]")]
    [InlineData("void F(float[] x)", "float m = float.MinValue, s = 0; int i = 0; while (i < x.Length) { m = Math.Max(m, x[i]); ++i; } i = 0; while (i < x.Length) { x[i] = MathF.Exp(x[i] - m); s += x[i]; ++i; } i = 0; while (i < x.Length) { {|FK1101:x[i] /= s|}; ++i; }", "[FusedSoftmax]")]
    [InlineData("double F(double[] x)", "double m = x.Max(); double s = x.Sum(v => Math.Exp(v - m)); return m + {|FK1101:Math.Log(s)|};", "[FusedLogSumExp]")]
    [InlineData("double F(double[] x, int target)", "double m = x.Max(); double s = 0; foreach (double v in x) s += Math.Exp(v - m); return {|FK1101:Math.Log(s)|} + m - x[target];", "[FusedLogSumExp]")]
    [InlineData("double F(double[] x, int target)", "double m = x.Max(); double s = 0; foreach (double v in x) s += Math.Exp(v - m); double l = x[target] - m - {|FK1101:Math.Log(s)|}; return -l;", "double l = x[target] - LogSumExp(x); return -l;")]
    [InlineData("double F(double[] x, int target)", "double m = x.Max(); double s = 0; foreach (double v in x) s += Math.Exp(v - m); return -((x[target] - {|FK1101:Math.Log(s)|}) - m);", "return -(x[target] - LogSumExp(x));")]
    public async Task What_is_right_already_becomes_a_kernel(string signature, string body, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<HandWrittenKernelCodeFix>($"public static class Sample {{ public static {signature} {{ {body} }} }}"), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_right_already_is_not_shifted_again() => await FixTest.NotOfferedAsync<HandWrittenKernelCodeFix>(
        "public static class Sample { public static double F(double[] x, int i) { double m = x.Max(); return {|FK1101:Math.Exp(x[i] - m) / x.Sum(v => Math.Exp(v - m))|}; } }");
}
