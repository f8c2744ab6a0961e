using FusedKernels.CodeFixes;

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
    [InlineData("float[] F(float[] x)", "float s = 0; foreach (float v in x) s += FastMath.Exp(v); var y = new float[x.Length]; for (int i = 0; i < x.Length; i++) y[i] = {|FK1001:FastMath.Exp(x[i]) / s|}; return y;", "[FusedSoftmax]")]
    [InlineData("float F(float[,] x)", "float s = 0; for (int j = 0; j < x.GetLength(1); j++) s += FastMath.Exp(x[0, j]); return {|FK1003:MathF.Log(s)|};", "FastMath.Exp(x[0, j] - max)")]
    public async Task The_projects_own_name_of_exp(string signature, string body, string expected) => Assert.Contains(
        expected,
        await FixTest.FixAsync<SoftmaxCodeFix>($"static class FastMath {{ public static float Exp(float v) {{ return (float)Math.Exp(v); }} }} public static class Sample {{ public static {signature} {{ {body} }} }}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("double s = 0; var e = new double[x.Length]; int i = 1; while (i < x.Length) { e[i] = Math.Exp(x[i]); s += e[i]; i++; } i = 1; while (i < x.Length) { {|FK1001:e[i] /= s|}; i++; } return e;")]
    public async Task A_while_that_begins_elsewhere_is_no_row(string body) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public static class Sample {{ public static double[] F(double[] x) {{ {body} }} }}");

    [Theory]
    [InlineData("double F(double x, double y)", "=> {|FK1003:Math.Log(Math.Exp(x) + Math.Exp(y))|};", "StableMath.LogAddExp(x, y)")]
    [InlineData("double F(double[] x)", "=> {|FK1003:Math.Log(x.Sum(v => Math.Exp(v)))|};", "LogSumExp(x)")]
    public async Task Expressions(string signature, string body, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {signature} {body} }}"), StringComparison.Ordinal);
}
