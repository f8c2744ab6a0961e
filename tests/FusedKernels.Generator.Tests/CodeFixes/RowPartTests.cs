using FusedKernels.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>A part of a row, or a row behind a pointer, becomes the kernel of just that.</summary>
public class RowPartTests
{
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

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) s += Math.Exp(x[i]); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|};")]
    [InlineData("double s = x.Sum(Math.Exp); for (int i = 0; i < n; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|};")]
    public async Task Two_parts_of_a_row_do_not(string body)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ static void S(double[] x, int n) {{ {body} }} public static void F(double[] x) => S(x, x.Length / 2); }}");
        Assert.DoesNotContain("Fused", after, StringComparison.Ordinal);
    }
}
