using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Logarithms of probabilities become logarithms that are computed from the logits.</summary>
public class LogSoftmaxCodeFixTests
{
    private const string Softmax = "static float[] Softmax(float[] x) { float m = x.Max(); var e = x.Select(v => MathF.Exp(v - m)).ToArray(); float s = e.Sum(); return e.Select(v => v / s).ToArray(); }";

    [Theory]
    [InlineData("float F(float[] logits, int label)", "var p = Softmax(logits); return -{|FK1004:MathF.Log(p[label])|};", "{ return LogSumExp(logits) - logits[label];")]
    [InlineData("float F(float[] logits, int label)", "var p = Softmax(logits); Array.Reverse(p); return p[0] + {|FK1004:MathF.Log(p[label])|} * 0;", "var p = Softmax(logits);")]
    [InlineData("float F(float[] logits, int label)", "var p = Softmax(logits); return {|FK1004:MathF.Log(p[label])|};", "return logits[label] - LogSumExp(logits);")]
    [InlineData("float F(float[] logits, int label)", "var p = Softmax(logits); return 2 * -{|FK1004:MathF.Log(p[label])|};", "return 2 * (LogSumExp(logits) - logits[label]);")]
    [InlineData("float F(float[] logits, int label)", "var p = Softmax(logits); return (float)-{|FK1004:Math.Log(p[label])|};", "return (float)(LogSumExp(logits) - logits[label]);")]
    [InlineData("double F(float[][] rows, int label)", "double loss = 0; foreach (var row in rows) { var p = Softmax(row); loss -= {|FK1004:Math.Log(p[0])|}; } return loss + label;", "loss -= row[0] - LogSumExp(row);")]
    [InlineData("float F(float[] x, int label)", "var p = new float[x.Length]; System.Numerics.Tensors.TensorPrimitives.SoftMax(x, p); return -{|FK1004:MathF.Log(p[label])|};", "{ return LogSumExp(x) - x[label];")]
    [InlineData("double F(double[] x, int label)", "double m = x.Max(); var p = new double[x.Length]; double z = 0; for (int i = 0; i < x.Length; i++) { p[i] = Math.Exp(x[i] - m); z += p[i]; } for (int i = 0; i < x.Length; i++) p[i] /= z; return -{|FK1004:Math.Log(p[label])|};", "return LogSumExp(x) - x[label];")]
    [InlineData("double F(List<double> x, int label)", "double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToList(); var z = e.Sum(); var p = e.Select(v => v / z).ToArray(); return -{|FK1004:Math.Log(p[label])|};", "return LogSumExp(CollectionsMarshal.AsSpan(x)) - x[label];")]
    [InlineData("double F(double[] x, int t)", "double s = x.Sum(Math.Exp); return -{|FK1004:Math.Log(Math.Exp(x[t]) / s)|};", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("double F(double[] x, int t)", "double m = x.Max(), s = 0; foreach (double v in x) s += Math.Exp(v - m); return -{|FK1004:Math.Log(Math.Exp(x[t] - m) / s)|};", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("double F(double[] x, int t)", "double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); double p = e[t] / e.Sum(); return -{|FK1004:Math.Log(p)|};", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("float F(float[] x, int t)", "float q = Softmax(x)[t]; return -{|FK1004:MathF.Log(q)|};", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("float F(float[] x, float[] y)", "var p = Softmax(x); float loss = 0; for (int i = 0; i < p.Length; i++) loss -= y[i] * {|FK1004:MathF.Log(p[i])|}; return loss;", "loss -= y[i] * (x[i] - logSumExp);")]
    [InlineData("double F(float[][] rows, float[] y)", "double loss = 0; foreach (var row in rows) { var p = Softmax(row); for (int i = 0; i < p.Length; i++) { if (y[i] > 0) { loss -= y[i] * {|FK1004:Math.Log(p[i])|}; } } } return loss;", "double logSumExp = LogSumExp(row);")]
    [InlineData("float F(float[] x, float[] y)", "var p = Softmax(x); return y.Select((v, i) => v * {|FK1004:MathF.Log(p[i])|}).Sum();", "float logSumExp = LogSumExp(x);")]
    [InlineData("double F(double[] x, double temperature, int k)", "double m = x.Max(); var e = x.Select(v => Math.Exp((v - m) / temperature)).ToArray(); double s = e.Sum(); return -{|FK1004:Math.Log(e[k] / s)|};", "return LogSumExp(x, temperature) - x[k] / temperature;")]
    [InlineData("double F(double[,] x, int k)", "double m = x[1, 0], s = 0; for (int j = 1; j < x.GetLength(1); j++) m = Math.Max(m, x[1, j]); for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[1, j] - m); return -{|FK1004:Math.Log(Math.Exp(x[1, k] - m) / s)|};", "return -(x[1, k] - m - Math.Log(s));")]
    public async Task The_logarithm_of_one_probability(string signature, string body, string expected) =>
        Assert.Contains(
            expected,
            await FixTest.FixAsync<LogSoftmaxCodeFix>($"public static class Sample {{ {Softmax} public static {signature} {{ {body} }} }}"),
            StringComparison.Ordinal);

    // Without the probability's index: over the logits, or with an index where the probability is needed as well.
    [Theory]
    [InlineData("double F(float[] x, float[] y)", "var p = Softmax(x); return -y.Zip(p, (t, q) => t * {|FK1004:Math.Log(q)|}).Sum();", "{ double logSumExp = LogSumExp(x); return -y.Zip(x, (t, logit) => t * (logit - logSumExp)).Sum(); }")]
    [InlineData("double F(float[] x, float[] y)", "return Softmax(x).Zip(y, (p, t) => t * {|FK1004:Math.Log(p)|}).Sum();", "return x.Zip(y, (logit, t) => t * (logit - logSumExp)).Sum();")]
    [InlineData("IEnumerable<double> F(float[] x)", "var p = Softmax(x); return p.Select(q => {|FK1004:Math.Log(q)|});", "return x.Select(logit => logit - logSumExp);")]
    [InlineData("double F(float[] x)", "var p = Softmax(x); return -p.Sum(q => q * {|FK1004:Math.Log(q)|});", "return -p.Select((q, i) => q * (x[i] - logSumExp)).Sum();")]
    [InlineData("float F(List<float> x)", "var p = Softmax(x.ToArray()); return p.Average(q => q * {|FK1004:MathF.Log(q)|});", "return p.Select((q, i) => q * (x.ToArray()[i] - logSumExp)).Average();", false)]
    [InlineData("double F(float[] x)", "double h = 0; foreach (var p in Softmax(x)) h -= {|FK1004:Math.Log(p)|}; return h;", "foreach (var logit in x) h -= logit - logSumExp;")]
    [InlineData("double F(float[] x)", "var p = Softmax(x); double h = 0; foreach (var q in p) { h -= q * {|FK1004:Math.Log(q)|}; } return h;", "for (int i = 0; i < p.Length; i++) { var q = p[i]; h -= q * (x[i] - logSumExp); }")]
    [InlineData("double F(double[] x, double temperature)", "var e = x.Select(v => Math.Exp(v / temperature)).ToArray(); var s = e.Sum(); var p = e.Select(v => v / s).ToList(); return p.Sum(v => v * {|FK1004:Math.Log(v)|});", "p.Select((v, i) => v * (x[i] / temperature - logSumExp)).Sum()")]
    [InlineData("double F(float[][] x)", "return x.Average(r => -Softmax(r).Sum(p => p * {|FK1004:Math.Log(p)|}));", "return -Softmax(r).Select((p, i) => p * (r[i] - logSumExp)).Sum();")]
    [InlineData("double F(float[] x, int t)", "var loss = -{|FK1004:Math.Log(Softmax(x)[t])|}; loss += 0.5; return loss;", "var loss = LogSumExp(x) - (double)x[t];")]
    public async Task The_logarithm_of_each_probability(string signature, string body, string expected, bool isOffered = true)
    {
        string marked = $"public static class Sample {{ {Softmax} public static {signature} {{ {body} }} }}";
        if (isOffered)
        {
            Assert.Contains(expected, await FixTest.FixAsync<LogSoftmaxCodeFix>(marked), StringComparison.Ordinal);
        }
        else
        {
            await FixTest.NotOfferedAsync<LogSoftmaxCodeFix>(marked);
        }
    }

    // As in a Kullback-Leibler divergence.
    [Theory]
    [InlineData("double kl = 0; for (int i = 0; i < p.Length; i++) { kl += p[i] * {|FK1004:Math.Log(p[i] / q[i])|}; } return kl;", "{ kl += p[i] * (x[i] - logSumExp - (y[i] - logSumExp2)); }")]
    [InlineData("return p.Select((v, i) => v * {|FK1004:Math.Log(v / q[i])|}).Sum();", null)]
    [InlineData("return {|FK1004:Math.Log(p[0] / q[0])|};", "{ return x[0] - LogSumExp(x) - (y[0] - LogSumExp(y)); }")]
    [InlineData("double kl = 0; for (int i = 0; i < p.Length; i++) { kl += p[i] * (Math.Log(p[i]) - {|FK1004:Math.Log(q[i])|}); } return kl;", "p[i] * (Math.Log(p[i]) - (y[i] - logSumExp))")]
    [InlineData("return {|FK1004:Math.Log(p[0] / x[0])|};", null)]
    public async Task The_logarithm_of_a_ratio_of_probabilities(string body, string? expected)
    {
        string marked = $"public static class Sample {{ {Softmax} public static double F(float[] x, float[] y) {{ var p = Softmax(x); var q = Softmax(y); {body} }} }}";
        if (expected is null)
        {
            await FixTest.NotOfferedAsync<LogSoftmaxCodeFix>(marked);
        }
        else
        {
            Assert.Contains(expected, await FixTest.FixAsync<LogSoftmaxCodeFix>(marked), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_divergence_keeps_the_probabilities_that_it_weighs_with() => Assert.Contains(
        "{ var p = Softmax(x); double kl = 0; double logSumExp = LogSumExp(x); double logSumExp2 = LogSumExp(y); for (int i = 0; i < p.Length; i++) { kl += p[i] * (x[i] - logSumExp - (y[i] - logSumExp2)); } return kl; }",
        (await FixTest.FixAllAsync<LogSoftmaxCodeFix>(
            FixAllScope.Document,
            $"public static class Sample {{ {Softmax} public static double F(float[] x, float[] y) {{ var p = Softmax(x); var q = Softmax(y); double kl = 0; for (int i = 0; i < p.Length; i++) {{ kl += p[i] * ({{|FK1004:Math.Log(p[i])|}} - {{|FK1004:Math.Log(q[i])|}}); }} return kl; }} }}"))[0],
        StringComparison.Ordinal);

    [Fact]
    public async Task A_loop_over_the_probabilities_keeps_its_comments() => Assert.Equal(
        """
        using FusedKernels;

        public static partial class Sample
        {
            private static float[] Softmax(float[] x) => x.Select(v => MathF.Exp(v) / x.Sum(u => MathF.Exp(u))).ToArray();

            public static double Entropy(float[] x)
            {
                var probabilities = Softmax(x);
                double entropy = 0;

                double logSumExp = LogSumExp(x);
                // In nats.
                for (int i = 0; i < probabilities.Length; i++) // each
                {
                    var p = probabilities[i];
                    // The term.
                    entropy -= p * (x[i] - logSumExp);
                }

                return entropy;
            }

            [FusedLogSumExp]
            private static partial float LogSumExp(ReadOnlySpan<float> logits);
        }
        """,
        await FixTest.FixAsync<LogSoftmaxCodeFix>(
            """
            public static class Sample
            {
                private static float[] Softmax(float[] x) => x.Select(v => MathF.Exp(v) / x.Sum(u => MathF.Exp(u))).ToArray();

                public static double Entropy(float[] x)
                {
                    var probabilities = Softmax(x);
                    double entropy = 0;

                    // In nats.
                    foreach (var p in probabilities) // each
                    {
                        // The term.
                        entropy -= p * {|FK1004:Math.Log(p)|};
                    }

                    return entropy;
                }
            }
            """));

    [Fact]
    public async Task Two_logarithms_in_a_loop_share_their_log_sum_exp() => Assert.Contains(
        "double logSumExp = LogSumExp(x); for (int i = 0; i < p.Length; i++) { a -= y[i] * (x[i] - logSumExp); a += x[i] - logSumExp; }",
        (await FixTest.FixAllAsync<LogSoftmaxCodeFix>(
            FixAllScope.Document,
            $"public static class Sample {{ {Softmax} public static double F(float[] x, float[] y) {{ var p = Softmax(x); double a = 0; for (int i = 0; i < p.Length; i++) {{ a -= y[i] * {{|FK1004:Math.Log(p[i])|}}; a += {{|FK1004:Math.Log(p[i])|}}; }} return a; }} }}"))[0],
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", true)]
    [InlineData("public static void G(double[] x) => Softmax(x, x); ", false)]
    [InlineData("public static string G() => nameof(Softmax); ", false)]
    [InlineData("\n/* Ours. */ ", false)]
    public async Task A_kernel_that_lost_its_last_call_goes(string other, bool goes)
    {
        string kernel = "[FusedSoftmax] private static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities); ";
        string after = await FixTest.FixAsync<LogSoftmaxCodeFix>($"using FusedKernels; public static partial class Sample {{ public static double F(double[] x, int t) {{ var p = new double[x.Length]; Softmax(x, p); return -{{|FK1004:Math.Log(p[t])|}}; }} {other}{kernel}}}");
        Assert.Contains("return LogSumExp(x) - x[t];", after, StringComparison.Ordinal);
        Assert.Equal(!goes, after.Contains("[FusedSoftmax]", StringComparison.Ordinal));
    }

    // Also where another fix has just put it.
    [Theory]
    [InlineData("double F(float[] x, int t) { var p = new float[x.Length]; Rows(x, p); return -{|FK1004:Math.Log(p[t])|}; }", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("double F(float[] x, int t) { Span<float> p = stackalloc float[x.Length]; Rows(probabilities: p, logits: x); return -{|FK1004:Math.Log(p[t])|}; }", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("float F(float[] x, float temperature, int t) { var p = new float[x.Length]; Scaled(x, p, temperature); return {|FK1004:MathF.Log(p[t])|}; }", "{ return x[t] / temperature - LogSumExp(x, temperature); }")]
    [InlineData("static float[] Of(float[] x) { var p = new float[x.Length]; Rows(x, p); return p; } public static double F(float[] x, int t) => -{|FK1004:Math.Log(Of(x)[t])|};", "=> LogSumExp(x) - x[t];")]
    [InlineData("static float[] Of(List<float> x) { var p = new float[x.Count]; Rows(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(x), p); return p; } public static double F(List<float> x, int t) { var p = Of(x); return -{|FK1004:Math.Log(p[t])|}; }", "{ return LogSumExp(CollectionsMarshal.AsSpan(x)) - x[t]; }")]
    [InlineData("static void Of(float[] x, Span<float> p) => Rows(x, p); public static double F(float[] x, int t) { var p = new float[x.Length]; Of(x, p); return -{|FK1004:Math.Log(p[t])|}; }", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("static void Of(float[] x, float[] p) { Rows(x, p.AsSpan(0, x.Length)); } public static double F(float[] x, int t) { var p = new float[x.Length]; Of(x, p); return -{|FK1004:Math.Log(p[t])|}; }", "{ return LogSumExp(x) - x[t]; }")]
    [InlineData("static double S(float[] x, int o, int n, int t) { var p = new float[n]; Rows(x.AsSpan(o, n), p); return -{|FK1004:Math.Log(p[t])|}; } public static double F(float[] x) => S(x, x.Length / 2, x.Length - (x.Length / 2), 0);", "return LogSumExp(x.AsSpan(o, n)) - x[o + t];")]
    [InlineData("float F(float[] x) { var p = new float[x.Length]; Rows(x, p); return -p.Sum(q => q * {|FK1004:MathF.Log(q)|}); }", "return -p.Select((q, i) => q * (x[i] - logSumExp)).Sum();")]
    [InlineData("float[] F(float[] x) { var p = new float[x.Length]; Rows(x, p); return p.Select(q => {|FK1004:MathF.Log(q)|}).ToArray(); }", "{ float[] logProbabilities = new float[x.Length]; LogSoftmax(x, logProbabilities); return logProbabilities; }")]
    [InlineData("static float[] Of(float[] x) { var p = new float[x.Length]; Rows(x, p); return p; } public static float[] F(float[] x) => Of(x).Select(q => {|FK1004:MathF.Log(q)|}).ToArray();", "LogSoftmax(x, logProbabilities);")]
    [InlineData("float[] F(float[] x) { var p = new float[x.Length]; Rows(x, p); for (int i = 0; i < p.Length; i++) p[i] = {|FK1004:MathF.Log(p[i])|}; return p; }", "{ var p = new float[x.Length]; LogSoftmax(x, p); return p; }")]
    [InlineData("float F(float[] x, int t) { Rows(x, x); return -{|FK1004:MathF.Log(x[t])|}; }", null)]
    [InlineData("static void S(float[] x, float[] b, float[] p) => Biased(x, b, p); public static float F(float[] x, float[] b, int t) { var p = new float[x.Length]; Biased(x, b, p); return -{|FK1004:MathF.Log(p[t])|}; }", null)]
    public async Task What_a_kernel_computed(string members, string? expected)
    {
        string kernels = "[FusedSoftmax] private static partial void Rows(ReadOnlySpan<float> logits, Span<float> probabilities); [FusedSoftmax] private static partial void Scaled(float[] logits, float[] probabilities, float temperature); [FusedSoftmax] private static partial void Biased(float[] logits, float[] bias, float[] probabilities);";
        string marked = $"using FusedKernels; public static partial class Sample {{ {(members.StartsWith("static", StringComparison.Ordinal) ? "" : "public static ")}{members} {kernels} }}";
        if (expected is null)
        {
            await FixTest.NotOfferedAsync<LogSoftmaxCodeFix>(marked);
        }
        else
        {
            Assert.Contains(expected, await FixTest.FixAsync<LogSoftmaxCodeFix>(marked), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_logarithm_within_a_part_of_the_probabilities() => Assert.Contains(
        "return LogSumExp(x.AsSpan(o, n)) - x[o + k];",
        await FixTest.FixAsync<LogSoftmaxCodeFix>("public static class Sample { static double S(double[] x, int o, int n, int k) { var p = new double[x.Length]; double s = 0; for (int i = 0; i < n; i++) { p[o + i] = Math.Exp(x[o + i]); s += p[o + i]; } for (int i = 0; i < n; i++) p[o + i] /= s; return -{|FK1004:Math.Log(p[o + k])|}; } public static double F(double[] x) => S(x, x.Length / 2, x.Length - (x.Length / 2), 0); }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("double[] F(double[] x)", "double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); double s = e.Sum(); return e.Select(v => {|FK1004:Math.Log(v / s)|}).ToArray();")]
    [InlineData("float[] F(float[] x)", "float s = 0; foreach (float v in x) s += MathF.Exp(v); var y = new float[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = {|FK1004:MathF.Log(MathF.Exp(x[i]) / s)|}; return y;")]
    [InlineData("double[] F(double[] x)", "double m = x.Max(), s = 0; var p = new double[x.Length]; for (int i = 0; i < p.Length; i++) { p[i] = Math.Exp(x[i] - m); s += p[i]; } for (int i = 0; i < p.Length; i++) p[i] /= s; for (int i = 0; i < p.Length; i++) p[i] = {|FK1004:Math.Log(p[i])|}; return p;")]
    [InlineData("float[] F(float[] x)", "var p = new float[x.Length]; TensorPrimitives.SoftMax(x, p); {|FK1004:TensorPrimitives.Log(p, p)|}; return p;")]
    public async Task The_logarithms_of_a_row(string signature, string body)
    {
        string after = await FixTest.FixAsync<LogSoftmaxCodeFix>($"using System.Numerics.Tensors; public static class Sample {{ public static {signature} {{ {body} }} }}");
        Assert.Contains("[FusedLogSoftmax]", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Exp(", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float[] F(float[] x)", "{ var l = new float[x.Length]; var p = Softmax(x); for (int i = 0; i < p.Length; i++) l[i] = {|FK1004:MathF.Log(p[i])|}; return l; }")]
    [InlineData("float[] F(float[] x)", "=> Softmax(x).Select(p => {|FK1004:MathF.Log(p)|}).ToArray();")]
    public async Task The_logarithms_of_what_a_method_returns(string signature, string body) =>
        Assert.Contains("[FusedLogSoftmax]", await FixTest.FixAsync<LogSoftmaxCodeFix>($"public static class Sample {{ {Softmax} public static {signature} {body} }}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_local_function_that_lost_its_last_call_goes() => Assert.DoesNotContain(
        "double E(",
        await FixTest.FixAsync<LogSoftmaxCodeFix>("public static class Sample { public static double F(double[] x, int t) { static double E(double v) => Math.Exp(v); double s = 0; foreach (double v in x) s += E(v); return -{|FK1004:Math.Log(E(x[t]) / s)|}; } }"),
        StringComparison.Ordinal);

    // A softmax of something else than the row, or a name that only sounds like one.
    [Theory]
    [InlineData("static float[] Softmax(float[] x) { var e = x.Select(v => MathF.Exp(v / 2)).ToArray(); float s = e.Sum(); return e.Select(v => v / s).ToArray(); }")]
    [InlineData("static float[] Softmax(float[] x) { float s = x.Sum(); return x.Select(v => v / s).ToArray(); }")]
    [InlineData("interface I { float[] Softmax(float[] x); } static I i = null!; static float[] Softmax(float[] x) => i.Softmax(x);")]
    public async Task Nothing_is_offered_for_another_function(string softmax) =>
        await FixTest.NotOfferedAsync<LogSoftmaxCodeFix>($"public static class Sample {{ {softmax} public static float F(float[] x, int t) => -{{|FK1004:MathF.Log(Softmax(x)[t])|}}; }}");

    [Fact]
    public async Task The_logarithm_within_a_part_of_a_row() => Assert.Contains(
        "return LogSumExp(x.AsSpan(o, n)) - x[o + k];",
        await FixTest.FixAsync<LogSoftmaxCodeFix>("public static class Sample { static double S(double[] x, int o, int n, int k) { double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(x[o + i]); return -{|FK1004:Math.Log(Math.Exp(x[o + k]) / s)|}; } public static double F(double[] x) => S(x, x.Length / 2, x.Length - (x.Length / 2), 0); }"),
        StringComparison.Ordinal);

    [Fact]
    public async Task The_logarithm_of_a_sigmoid() => Assert.Contains(
        "StableMath.LogSigmoid(x)",
        await FixTest.FixAsync<LogSoftmaxCodeFix>("public static class Sample { public static double F(double x) { double p = 1 / (1 + Math.Exp(-x)); return {|FK1004:Math.Log(p)|}; } }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("var p = Softmax(x); x[0] = 1; return -{|FK1004:MathF.Log(p[label])|};")]
    [InlineData("var p = Softmax(x); float loss = 0; for (int i = 0; i < p.Length; i++) { loss -= {|FK1004:MathF.Log(p[i])|}; x[0] = 1; } return loss;")]
    [InlineData("var p = Unknown(x); return {|FK1004:-MathF.Log(p[label])|};")]
    public async Task Nothing_is_offered_where_the_logits_are_not_at_hand(string body) =>
        await FixTest.NotOfferedAsync<LogSoftmaxCodeFix>($"public static class Sample {{ {Softmax} public static float F(float[] x, int label) {{ {body} }} }}");
}
