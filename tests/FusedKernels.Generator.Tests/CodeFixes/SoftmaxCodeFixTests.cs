using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Hand-written softmax and log-sum-exp become kernels where one fits.</summary>
public class SoftmaxCodeFixTests
{
    [Fact]
    public async Task Two_loops_over_an_array() => Assert.Equal(
        """
        using FusedKernels;

        public static partial class Sample
        {
            public static double[] Softmax(double[] values)
            {
                // One probability for each value.
                var result = new double[values.Length];

                // Normalized.
                SoftmaxKernel(values, result); // in place
                return result;
            }

            [FusedSoftmax]
            private static partial void SoftmaxKernel(ReadOnlySpan<double> logits, Span<double> probabilities);
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                public static double[] Softmax(double[] values)
                {
                    double total = 0.0;
                    // One probability for each value.
                    var result = new double[values.Length];
                    for (int i = 0; i < values.Length; i++)
                    {
                        result[i] = Math.Exp(values[i]);
                        total += result[i];
                    }

                    // Normalized.
                    for (int i = 0; i < values.Length; i++)
                    {
                        {|FK1001:result[i] /= total|};
                    } // in place
                    return result;
                }
            }
            """));

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
    public async Task Nothing_is_offered_that_would_lose_the_end_of_a_region() => await FixTest.NotOfferedAsync<SoftmaxCodeFix>(
        "public static class Sample {\n public static void F(double[] x) {\n double s = 0; for (int i = 0; i < x.Length; i++) {\n#region All\n x[i] = Math.Exp(x[i]); s += x[i]; }\n for (int i = 0; i < x.Length; i++) {|FK1001:x[i] /= s|};\n#endregion\n } }");

    [Fact]
    public async Task A_list_gives_its_memory() => Assert.Equal(
        """
        using System.Runtime.InteropServices;
        using FusedKernels;

        public static partial class Sample
        {
            public static float[] Softmax(List<float> values)
            {
                float[] probabilities = new float[values.Count];
                SoftmaxKernel(CollectionsMarshal.AsSpan(values), probabilities);
                return probabilities;
            }

            [FusedSoftmax]
            private static partial void SoftmaxKernel(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                public static float[] Softmax(List<float> values)
                {
                    var exp = values.Select(v => Math.Exp(v));
                    var sum = exp.Sum();
                    return exp.Select(v => (float)({|FK1001:v / sum|})).ToArray();
                }
            }
            """));

    [Theory]
    [InlineData("double[] F(double[] x)", "double z = x.Sum(Math.Exp); return x.Select(v => {|FK1001:Math.Exp(v) / z|}).ToArray();")]
    [InlineData("double[] F(double[] x)", "double z = x.ToList().Sum(Math.Exp); return x.ToList().Select(v => {|FK1001:Math.Exp(v) / z|}).ToArray();")]
    [InlineData("float[] F(float[] x)", "var e = x.Select(MathF.Exp).ToArray(); var s = e.Sum(); var p = e.Select(v => {|FK1001:v / s|}).ToArray(); return p;")]
    [InlineData("IEnumerable<float> F(float[] x)", "var e = x.Select(MathF.Exp); var s = e.Sum(); var p = e.Select(v => {|FK1001:v / s|}); return p;")]
    [InlineData("void F(double[] x)", "double s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i]); s += x[i]; } for (int i = 0; i < x.Length; i++) {|FK1001:x[i] /= s|};")]
    [InlineData("void F(float[] x, float[] y)", "float s = 0f; for (int i = 0; i < x.Length; i++) s += MathF.Exp(x[i]); for (int i = 0; i < x.Length; i++) y[i] = {|FK1001:MathF.Exp(x[i]) / s|};")]
    [InlineData("float[] F(float[] x)", "var y = new float[x.Length]; float s = 0f; foreach (float v in x) s += MathF.Exp(v); float inv = 1f / s; for (int i = 0; i < x.Length; i++) y[i] = {|FK1001:MathF.Exp(x[i]) * inv|}; return y;")]
    [InlineData("float[] F(float[] x)", "var y = new float[x.Length]; float s = 0f; for (int i = 0; i < x.Length; i++) s += (float)Math.Exp(x[i]); s = 1f / s; for (int i = 0; i < x.Length; i++) y[i] = {|FK1001:(float)Math.Exp(x[i]) * s|}; return y;")]
    [InlineData("double[] F(double[] x)", "var e = x.Select(Math.Exp).ToArray(); double s = e.Sum(); for (int i = 0; i < e.Length; i++) {|FK1001:e[i] /= s|}; return e;")]
    [InlineData("double[] F(double[] x)", "double m = x.Min(); double s = 0; var e = new double[x.Length]; for (int i = 0; i < x.Length; i++) s += e[i] = Math.Exp(x[i] - m); for (int i = 0; i < x.Length; i++) e[i] = {|FK1001:e[i] / s|}; return e;")]
    [InlineData("float[] F(float[] x, float temperature)", "float s = 0; var e = new float[x.Length]; for (int i = 0; i < x.Length; i++) { e[i] = MathF.Exp(x[i] / temperature); s += e[i]; } for (int i = 0; i < x.Length; i++) {|FK1001:e[i] /= s|}; return e;")]
    [InlineData("double[][] F(double[][] x)", "foreach (var row in x) { double s = 0; for (int i = 0; i < row.Length; i++) { row[i] = Math.Exp(row[i]); s += row[i]; } for (int i = 0; i < row.Length; i++) {|FK1001:row[i] /= s|}; } return x;")]
    [InlineData("void F(List<double> x)", "double s = 0; for (int i = 0; i < x.Count; i++) { x[i] = Math.Exp(x[i]); s += x[i]; } for (int i = 0; i < x.Count; i++) {|FK1001:x[i] /= s|};")]
    [InlineData("double[] F(double[] x)", "double s = 0; var e = new double[x.Length]; int i = 0; while (i < x.Length) { e[i] = Math.Exp(x[i]); s += e[i]; i++; } i = 0; while (i < x.Length) { {|FK1001:e[i] /= s|}; i += 1; } return e;")]
    [InlineData("double[] F(double[] x)", "var e = new double[x.Length]; Parallel.For(0, x.Length, i => { e[i] = Math.Exp(x[i]); }); double s = e.Sum(); Parallel.For(0, x.Length, i => {|FK1001:e[i] /= s|}); return e;")]
    [InlineData("double[] F(double[] x)", "var e = from v in x select Math.Exp(v); double s = e.Sum(); return (from v in e select {|FK1001:v / s|}).ToArray();")]
    [InlineData("double[] F(double[] x)", "double s = (from v in x select Math.Exp(v)).Sum(); double[] y = (from v in x select {|FK1001:Math.Exp(v) / s|}).ToArray(); return y;")]
    [InlineData("double[] F(double[] x)", "double s = x.AsParallel().Select(v => Math.Exp(v)).Sum(); return x.AsParallel().AsOrdered().Select(v => {|FK1001:Math.Exp(v) / s|}).ToArray();")]
    [InlineData("double[] F(double[] x)", "var p = new double[x.Length]; double sum = 0; for (var i = 0; i < x.Length; ++i) { var e = Math.Exp(x[i]); p[i] = e; sum = sum + e; } for (var i = 0; i < x.Length; ++i) { p[i] = {|FK1001:p[i] / sum|}; } return p;")]
    [InlineData("double[] F(double[] x)", "var s = x.Aggregate(0.0, (a, v) => a + Math.Exp(v)); return x.Select(v => {|FK1001:Math.Exp(v) / s|}).ToArray();")]
    [InlineData("double[] F(double[] x)", "var p = new double[x.Length]; double s = 0; for (int i = 0; i < x.Length; i++) s += p[i] = Math.Exp(x[i]); s = 1.0 / s; for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:s * p[i]|}; return p;")]
    [InlineData("double[] F(double[] x)", "var p = new double[x.Length]; double s = 0; int i = 0; do { s += Math.Exp(x[i]); i++; } while (i < x.Length); for (int j = 0, n = x.Length; j < n; j++) p[j] = {|FK1001:Math.Exp(x[j]) / s|}; return p;")]
    [InlineData("double[] F(double[] x)", "var p = new double[x.Length]; double s = 0; for (int i = x.Length - 1; i >= 0; i--) s += Math.Exp(x[i]); for (int j = 0; j <= x.Length - 1; j++) p[j] = {|FK1001:Math.Exp(x[j]) / s|}; return p;")]
    [InlineData("double[] F(double[] x)", "switch (x.Length) { case 0: return x; default: var p = new double[x.Length]; double s = 0; for (int i = 0; x.Length > i; i++) s += Math.Exp(x[i]); for (int j = 0; j != x.Length; j++) p[j] = {|FK1001:Math.Exp(x[j]) / s|}; return p; }")]
    public async Task Softmax_becomes_a_kernel(string signature, string body)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"using System.Threading.Tasks; public static class Sample {{ public static {signature} {{ {body} }} }}");
        Assert.Contains("[FusedSoftmax]", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Exp(", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double[] F(double[] x) { int n = x.Length; double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(x[i]); var y = new double[n]; for (int i = 0; i < n; i++) y[i] = {|FK1001:Math.Exp(x[i]) / s|}; return y; }", "Softmax(x, y);")]
    [InlineData("double[] SoftMax(double[] x) { double s = x.Sum(Math.Exp); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|}; return x; }", "SoftmaxKernel(x, x);")]
    public async Task The_call_is_what_one_would_write(string method, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {method} }}"), StringComparison.Ordinal);

    // So many elements from an offset on; the sample gives what fits.
    [Theory]
    [InlineData("void S(float[] x, int n) { float s = 0; for (int i = 0; i < n; i++) { x[i] = MathF.Exp(x[i]); s += x[i]; } for (int i = 0; i < n; i++) {|FK1001:x[i] /= s|}; } public static void F(float[] x) => S(x, x.Length / 2);", "Softmax(x.AsSpan(0, n), x.AsSpan(0, n));")]
    [InlineData("void S(Span<double> x, Span<double> y, int o, int n) { double s = 0; for (int i = 0; i < n; i++) { y[i] = Math.Exp(x[o + i]); s += y[i]; } for (int i = 0; i < n; i++) {|FK1001:y[i] /= s|}; } public static double[] F(double[] x) { var y = new double[x.Length]; S(x, y, x.Length / 2, x.Length / 3); return y; }", "Softmax(x.Slice(o, n), y[..n]);")]
    [InlineData("void S(List<double> x, int o, int n) { double s = 0; for (int i = o; i < o + n; i++) { x[i] = Math.Exp(x[i]); s += x[i]; } for (int i = o; i < o + n; i++) {|FK1001:x[i] /= s|}; } public static void F(List<double> x) => S(x, x.Count / 2, x.Count / 3);", "Softmax(CollectionsMarshal.AsSpan(x).Slice(o, n), CollectionsMarshal.AsSpan(x).Slice(o, n));")]
    [InlineData("double[] S(double[] x, int n) { var e = new double[n]; for (int i = 0; i < n; i++) e[i] = Math.Exp(x[i]); double s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); } public static double[] F(double[] x) => S(x, x.Length / 2);", "double[] probabilities = new double[n]; Softmax(x.AsSpan(0, n), probabilities);")]
    [InlineData("void S(float[] x, int rows, int n) { for (int r = 0; r < rows; r++) { float s = 0; for (int j = 0; j < n; j++) { x[r * n + j] = MathF.Exp(x[r * n + j]); s += x[r * n + j]; } for (int j = 0; j < n; j++) {|FK1001:x[r * n + j] /= s|}; } } public static void F(float[] x) => S(x, 2, x.Length / 2);", "Softmax(x.AsSpan(r * n, n), x.AsSpan(r * n, n));")]
    public async Task Part_of_a_row_becomes_a_kernel(string members, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ static {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("static unsafe void S(float* x, int n) { float s = 0; for (int i = 0; i < n; i++) { x[i] = MathF.Exp(x[i]); s += x[i]; } for (int i = 0; i < n; i++) {|FK1001:x[i] /= s|}; } public static unsafe void F(float[] x) { fixed (float* p = x) S(p, x.Length); }", "Softmax(new Span<float>(x, n), new Span<float>(x, n));")]
    [InlineData("public static unsafe void F(double[] x) { int o = x.Length / 2, n = x.Length - o; fixed (double* p = x) { double s = 0; for (int i = 0; i < n; i++) { p[o + i] = Math.Exp(p[o + i]); s += p[o + i]; } for (int i = 0; i < n; i++) {|FK1001:p[o + i] /= s|}; } }", "Softmax(new Span<double>(p + o, n), new Span<double>(p + o, n));")]
    [InlineData("static unsafe double S(double* x, int n) { double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(x[i]); return {|FK1003:Math.Log(s)|}; } public static unsafe double F(double[] x) { fixed (double* p = x) return S(p, x.Length); }", "return LogSumExp(new Span<double>(x, n));")]
    public async Task A_row_behind_a_pointer_becomes_a_kernel(string members, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ {members} }}"), StringComparison.Ordinal);

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

    [Theory]
    [InlineData("double[] Of(double[] x) { var e = x.Select(Math.Exp).ToArray(); var s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); }", "Kernels.Softmax(x, probabilities);", "static partial class Kernels { [FusedSoftmax] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("double[] Of(double[] x) { var e = x.Select(Math.Exp).ToArray(); var s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); }", "var e = x.Select(value => Math.Exp(value - max)).ToArray();", "class Kernels { }")]
    public async Task A_class_that_is_there_is_taken_or_left_alone(string function, string expected, string type)
    {
        string source = $"using FusedKernels;\nSample.Result = Of(Sample.Row);\n{function}\npublic static class Sample {{ public static double[] Row = [], Result = []; public static double[] F(double[] x) {{ Row = x; typeof(Sample).Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]); return Result; }} }}\n{type}\n";
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(x[i]); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|};")]
    [InlineData("double s = x.Sum(Math.Exp); for (int i = 0; i < n; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|};")]
    public async Task Two_parts_of_a_row_do_not(string body)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ static void S(double[] x, int n) {{ {body} }} public static void F(double[] x) => S(x, x.Length / 2); }}");
        Assert.DoesNotContain("Fused", after, StringComparison.Ordinal);
    }

    // What a method of the project makes of the row is read where the method is.
    [Theory]
    [InlineData("static double Total(double[] v) { double s = 0; foreach (var w in v) s += Math.Exp(w); return s; } public static double[] F(double[] x) { double s = Total(x); return x.Select(v => {|FK1001:Math.Exp(v) / s|}).ToArray(); }")]
    [InlineData("static double Total(double[] v) => v.Sum(Math.Exp); public static double[] F(double[] x) { var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:Math.Exp(x[i]) / Total(x)|}; return p; }")]
    [InlineData("static double Total(double[] v) { double s = 0; foreach (var w in v) s += w; return s; } public static double[] F(double[] x) { var e = new double[x.Length]; for (int i = 0; i < x.Length; i++) e[i] = Math.Exp(x[i]); double s = Total(e); for (int i = 0; i < x.Length; i++) {|FK1001:e[i] /= s|}; return e; }")]
    [InlineData("static double[] Exponentials(double[] v) { var e = new double[v.Length]; for (int i = 0; i < v.Length; i++) e[i] = Math.Exp(v[i]); return e; } public static double[] F(double[] x) { var e = Exponentials(x); double s = e.Sum(); for (int i = 0; i < x.Length; i++) {|FK1001:e[i] /= s|}; return e; }")]
    [InlineData("static double[] Exponentials(double[] v) => v.Select(Math.Exp).ToArray(); public static double[] F(double[] x) { var e = Exponentials(x); double s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); }")]
    [InlineData("static void Normalize(double[] w) { var s = w.Sum(); for (int i = 0; i < w.Length; i++) w[i] /= s; } public static double[] F(double[] x) { var e = x.Select(Math.Exp).ToArray(); {|FK1001:Normalize(e)|}; return e; }")]
    [InlineData("static double E(double v) => Math.Exp(v); public static double[] F(double[] x) { double One(double v) => E(v); double s = 0; foreach (var v in x) s += E(v); return x.Select(v => {|FK1001:E(v) / s|}).ToArray(); }")]
    public async Task Methods_of_the_project(string members) =>
        Assert.Contains("[FusedSoftmax]", await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ {members} }}"), StringComparison.Ordinal);

    [Fact]
    public async Task An_expression_makes_room_for_statements() => Assert.Equal(
        """
        using FusedKernels;

        public static partial class Sample
        {
            // The probabilities.
            public static double[] F(double[] x)
            {
                double[] probabilities = new double[x.Length];
                Softmax(x, probabilities);
                return probabilities;
            } // sum to 1

            [FusedSoftmax]
            private static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                // The probabilities.
                public static double[] F(double[] x) => x.Select(v => {|FK1001:Math.Exp(v) / x.Sum(Math.Exp)|}).ToArray(); // sum to 1
            }
            """));

    [Fact]
    public async Task So_do_properties_and_lambdas() => Assert.Equal(
        """
        public static class Sample
        {
            private static readonly IReadOnlyCollection<double> scores = [1, 2];

            public static double Mean
            {
                get
                {
                    double max = scores.Append(double.MinValue).Max();
                    // Of what there is.
                    return max + Math.Log(scores
                        .Select(v => Math.Exp(v - max))
                        .Average());
                }
            }

            public static double F(double[] x) => x.Length + Mean;
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                private static readonly IReadOnlyCollection<double> scores = [1, 2];

                public static double Mean =>
                    // Of what there is.
                    {|FK1003:Math.Log(scores
                            .Select(v => Math.Exp(v))
                            .Average())|};

                public static double F(double[] x) => x.Length + Mean;
            }
            """));

    [Theory]
    [InlineData("double[][] F(double[][] x) => x.Select(r => r.Select(v => {|FK1001:Math.Exp(v) / r.Sum(Math.Exp)|}).ToArray()).ToArray();", "[FusedSoftmax]")]
    [InlineData("double[] F(double[] x) { double[] Of(double[] y) => y.Select(v => {|FK1001:Math.Exp(v) / y.Sum(w => Math.Exp(w))|}).ToArray(); return Of(x); }", "[FusedSoftmax]")]
    [InlineData("IEnumerable<double> F(IEnumerable<double> x) => x.Select(v => {|FK1001:Math.Exp(v) / x.Sum(w => Math.Exp(w))|});", "double max = ")]
    [InlineData("double F(double[] x) => {|FK1003:Math.Log(x.Sum(v => Math.Exp(-v)))|};", "double max = ")]
    public async Task Functions_that_are_one_expression(string method, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {method} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("double F(double[] x)", "double s = 0; foreach (double v in x) s += Math.Exp(v); return {|FK1003:Math.Log(s)|};")]
    [InlineData("double F(double[] x)", "double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return 2 * {|FK1003:Math.Log(s)|} - 1;")]
    [InlineData("double F(List<double> x)", "return {|FK1003:Math.Log(x.Sum(v => Math.Exp(v)))|};")]
    [InlineData("float F(float[] x)", "float s = 0; foreach (float v in x) s += MathF.Exp(v); return {|FK1003:MathF.Log(s)|};")]
    [InlineData("double F(double[] x, double t)", "double s = 0; foreach (double q in x) s += Math.Exp(q / t); return t * {|FK1003:Math.Log(s)|};")]
    [InlineData("double F(double[] x)", "double s = 0; foreach (double v in x) s += Math.Exp(v); return 1 - {|FK1003:Math.Log2(s)|};")]
    public async Task Log_sum_exp_becomes_a_kernel(string signature, string body)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {signature} {{ {body} }} }}");
        Assert.Contains("[FusedLogSumExp]", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Exp(v", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FK1001", "TensorPrimitives.Exp(x, y); float sum = TensorPrimitives.Sum<float>(y); TensorPrimitives.Divide(y, sum, y);", "{ Softmax(x, y.AsSpan(0, x.Length)); return y; }")]
    [InlineData("FK1101", "float max = TensorPrimitives.Max<float>(x); TensorPrimitives.Subtract(x, max, x); TensorPrimitives.Exp(x, x); TensorPrimitives.Divide(x, TensorPrimitives.Sum<float>(x), x);", "{ Softmax(x, x); return y; }")]
    [InlineData("FK1101", "float max = TensorPrimitives.Max<float>(x); TensorPrimitives.Add(x, -max, y); TensorPrimitives.Exp(y, y); float sum = TensorPrimitives.Sum<float>(y); TensorPrimitives.Multiply(y, 1.0f / sum, y);", "{ Softmax(x, y.AsSpan(0, x.Length)); return y; }")]
    [InlineData("FK1101", "TensorPrimitives.Subtract(x, TensorPrimitives.Max<float>(x), y); TensorPrimitives.Exp(y, y); TensorPrimitives.Divide(y, TensorPrimitives.Sum<float>(y), y);", "{ Softmax(x, y.AsSpan(0, x.Length)); return y; }")]
    public async Task Operations_on_whole_rows_become_a_kernel(string id, string operations, string expected)
    {
        int last = operations.TrimEnd(';').LastIndexOf("; ", StringComparison.Ordinal) + 2;
        string marked = $"using System.Numerics.Tensors; public static class Sample {{ public static float[] F(float[] x, float[] y) {{ {operations[..last]}{{|{id}:{operations[last..^1]}|}}; return y; }} }}";
        string after = id == "FK1001" ? await FixTest.FixAsync<SoftmaxCodeFix>(marked) : await FixTest.FixAsync<HandWrittenKernelCodeFix>(marked);
        Assert.Contains(expected, after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double F(double[] x)", "double m = x.Max(); double lse = m + {|FK1101:Math.Log(x.Select(v => Math.Exp(v - m)).Sum())|}; return lse;", "[FusedLogSumExp]")]
    [InlineData("double[] F(double[] x)", "double m = x.Max(); double s = 0; foreach (double v in x) s += Math.Exp(v - m); var y = new double[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = {|FK1103:Math.Exp(x[i] - m) / s|}; return y;", "[FusedSoftmax]")]
    [InlineData("double[] F(double[] x)", "double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); double s = e.Sum(); return e.Select(v => {|FK1101:v / s|}).ToArray();", "[FusedSoftmax]")]
    [InlineData("float[] F(float[] x)", "float max = x[0]; for (int i = 1; i < x.Length; i++) { if (x[i] > max) { max = x[i]; } } float s = 0; var e = new float[x.Length]; for (int i = 0; i < x.Length; i++) { e[i] = MathF.Exp(x[i] - max); s += e[i]; } for (int i = 0; i < x.Length; i++) {|FK1101:e[i] /= s|}; return e;", "[FusedSoftmax]")]
    [InlineData("float[] F(float[] x, double temperature)", "float m = x.Max(); var e = x.Select(v => Math.Exp((v - m) / temperature)).ToArray(); var s = e.Sum(); return e.Select(v => (float)({|FK1101:v / s|})).ToArray();", "[FusedSoftmax]")]
    [InlineData("void F(float[] x)", "float m = float.MinValue, s = 0; int i = 0; while (i < x.Length) { m = Math.Max(m, x[i]); ++i; } i = 0; while (i < x.Length) { x[i] = MathF.Exp(x[i] - m); s += x[i]; ++i; } i = 0; while (i < x.Length) { {|FK1101:x[i] /= s|}; ++i; }", "[FusedSoftmax]")]
    [InlineData("double F(double[] x)", "double m = x.Max(); double s = x.Sum(v => Math.Exp(v - m)); return m + {|FK1101:Math.Log(s)|};", "[FusedLogSumExp]")]
    [InlineData("double F(double[] x, int target)", "double m = x.Max(); double s = 0; foreach (double v in x) s += Math.Exp(v - m); return {|FK1101:Math.Log(s)|} + m - x[target];", "[FusedLogSumExp]")]
    public async Task What_is_right_already_becomes_a_kernel(string signature, string body, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<HandWrittenKernelCodeFix>($"public static class Sample {{ public static {signature} {{ {body} }} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("float[] F(float[] x)", "float s = 0; foreach (float v in x) s += FastMath.Exp(v); var y = new float[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = {|FK1001:FastMath.Exp(x[i]) / s|}; return y;", "[FusedSoftmax]")]
    [InlineData("float F(float[,] x)", "float s = 0; for (int j = 0; j < x.GetLength(1); j++) s += FastMath.Exp(x[0, j]); return {|FK1003:MathF.Log(s)|};", "FastMath.Exp(x[0, j] - max)")]
    public async Task The_projects_own_name_of_exp(string signature, string body, string expected) => Assert.Contains(
        expected,
        await FixTest.FixAsync<SoftmaxCodeFix>($"static class FastMath {{ public static float Exp(float v) {{ return (float)Math.Exp(v); }} }} public static class Sample {{ public static {signature} {{ {body} }} }}"),
        StringComparison.Ordinal);

    [Fact]
    public async Task What_is_right_already_is_not_shifted_again() => await FixTest.NotOfferedAsync<HandWrittenKernelCodeFix>(
        "public static class Sample { public static double F(double[] x, int i) { double m = x.Max(); return {|FK1101:Math.Exp(x[i] - m) / x.Sum(v => Math.Exp(v - m))|}; } }");

    [Theory]
    [InlineData("double F(double x, double y)", "=> {|FK1003:Math.Log(Math.Exp(x) + Math.Exp(y))|};", "StableMath.LogAddExp(x, y)")]
    [InlineData("double F(double[] x)", "=> {|FK1003:Math.Log(x.Sum(v => Math.Exp(v)))|};", "LogSumExp(x)")]
    public async Task Expressions(string signature, string body, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {signature} {body} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("double s = 0; var e = new double[x.Length]; int i = 1; while (i < x.Length) { e[i] = Math.Exp(x[i]); s += e[i]; i++; } i = 1; while (i < x.Length) { {|FK1001:e[i] /= s|}; i++; } return e;")]
    public async Task A_while_that_begins_elsewhere_is_no_row(string body) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public static class Sample {{ public static double[] F(double[] x) {{ {body} }} }}");

    [Fact]
    public async Task All_at_once_share_the_kernels() => Assert.Equal(
        [
            "using FusedKernels;\n\npublic static partial class Sample\n{\n    public static double A(double[] x)\n    {\n        return LogSumExp(x);\n    }\n\n    public static double B(double[] x)\n    {\n        return LogSumExp(x);\n    }\n\n    [FusedLogSumExp]\n    private static partial double LogSumExp(ReadOnlySpan<double> logits);\n}\n",
        ],
        await FixTest.FixAllAsync<SoftmaxCodeFix>(
            FixAllScope.Solution,
            "public static class Sample\n{\n    public static double A(double[] x)\n    {\n        return {|FK1003:Math.Log(x.Sum(Math.Exp))|};\n    }\n\n    public static double B(double[] x)\n    {\n        double s = x.Sum(v => Math.Exp(v));\n        return {|FK1003:Math.Log(s)|};\n    }\n}\n"));
}
