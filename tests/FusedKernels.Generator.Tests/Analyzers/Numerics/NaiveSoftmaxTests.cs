using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1001 in every spelling, and the shifts that make it right.</summary>
public class NaiveSoftmaxTests
{
    [Theory]
    [InlineData("void M(double[] x, double[] p) { double s = 0; for (int i = 0; i < x.Length; i++) { p[i] = Math.Exp(x[i]); s += p[i]; } for (int i = 0; i < x.Length; i++) {|FK1001:p[i] /= s|}; }")]
    [InlineData("void M(double[] x) { double s = 0; foreach (var v in x) s += Math.Exp(v); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|}; }")]
    [InlineData("void M(float[] x) { float s = 0; for (int i = 0; i < x.Length; i++) { x[i] = MathF.Exp(x[i]); s += x[i]; } float inv = 1 / s; for (int i = 0; i < x.Length; i++) {|FK1001:x[i] *= inv|}; }")]
    [InlineData("float[] M(float[] x) => x.Select(v => (float)({|FK1001:Math.Exp(v) / x.Sum(w => Math.Exp(w))|})).ToArray();")]
    [InlineData("IEnumerable<double> M(double[] x) { var e = x.Select(Math.Exp).ToList(); var s = e.Sum(); return e.Select(v => {|FK1001:v / s|}); }")]
    [InlineData("IEnumerable<double> M(List<double> x) { var s = x.Aggregate(0.0, (a, v) => a + Math.Exp(v)); return x.Select(v => {|FK1001:Exp(v) / s|}); }")]
    [InlineData("IEnumerable<double> M(double[] x) { var e = from v in x select Math.Exp(v); double s = e.Sum(); return from v in e select {|FK1001:v / s|}; }")]
    [InlineData("void M(Span<double> x) { double s = 0; foreach (ref double v in x) { v = double.Exp(v); s += v; } foreach (ref double v in x) {|FK1001:v /= s|}; }")]
    [InlineData("void M<T>(T[] x) where T : IFloatingPointIeee754<T> { T s = T.Zero; foreach (T v in x) s += T.Exp(v); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:T.Exp(x[i]) / s|}; }")]
    [InlineData("void M(double[] x) { double s = 0; foreach (var v in x) s += Math.Pow(Math.E, v); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Pow(Math.E, x[i]) / s|}; }")]
    [InlineData("static double E(double x) => Math.Exp(x); void M(double[] x) { double s = 0; foreach (var v in x) s += E(v); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:E(x[i]) / s|}; }")]
    [InlineData("void M(double[] x) { double Total() { double s = 0; foreach (var v in x) s += Math.Exp(v); return s; } double t = Total(); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / t|}; }")]
    [InlineData("void M(double[] x) { double s = 0; Array.ForEach(x, v => s += Math.Exp(v)); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|}; }")]
    [InlineData("void M(double[] x, double[] p) { double s = 0; Parallel.For(0, x.Length, i => p[i] = Math.Exp(x[i])); for (int i = 0; i < p.Length; i++) s += p[i]; for (int i = 0; i < p.Length; i++) p[i] = {|FK1001:p[i] / s|}; }")]
    [InlineData("void M(double[][] x) { foreach (var r in x) { double s = r.Sum(Math.Exp); for (int j = 0; j < r.Length; j++) r[j] = {|FK1001:Math.Exp(r[j]) / s|}; } }")]
    [InlineData("void M(double[,] x) { for (int i = 0; i < x.GetLength(0); i++) { double s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[i, j]); for (int j = 0; j < x.GetLength(1); j++) x[i, j] = {|FK1001:Math.Exp(x[i, j]) / s|}; } }")]
    [InlineData("void M(double[,] x, double[] s) { for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) { x[i, j] = Math.Exp(x[i, j]); s[i] += x[i, j]; } for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) {|FK1001:x[i, j] /= s[i]|}; }")]
    [InlineData("Dictionary<string, double> M(Dictionary<string, double> x) { double s = x.Values.Sum(v => Math.Exp(v)); return x.ToDictionary(k => k.Key, k => {|FK1001:Math.Exp(k.Value) / s|}); }")]
    [InlineData("void M(ReadOnlySpan<float> x, Span<float> p) { TensorPrimitives.Exp(x, p); float s = TensorPrimitives.Sum(p); {|FK1001:TensorPrimitives.Divide(p, s, p)|}; }")]
    [InlineData("void M(float* x, int n) { float s = 0; for (int i = 0; i < n; i++) { x[i] = MathF.Exp(x[i]); s += x[i]; } for (int i = 0; i < n; i++) {|FK1001:x[i] /= s|}; }")]
    [InlineData("double M(double[] x, double[] y) { double a = 0, b = 0; for (int i = 0; i < x.Length; i++) { double w = Math.Exp(x[i]); a += w * y[i]; b += w; } return {|FK1001:a / b|}; }")]
    [InlineData("double M(double one, double[] all) { double s = 0; foreach (var v in all) s += Math.Exp(v); return {|FK1001:Math.Exp(one) / s|}; }")]
    [InlineData("sealed class Node { public double In, Out; public double Read() { for (int i = 0; i < 3; i++) In += i; return In; } } void M(Node[] nodes) { double s = nodes.Sum(n => Math.Exp(n.Read())); foreach (var n in nodes) n.Out = {|FK1001:Math.Exp(n.Out) / s|}; }")]
    [InlineData("double M(double[] x, int k) { double s = 0; foreach (var v in x) s += Math.Exp(v); double e = Math.Exp(x[k]); return {|FK1001:(e * s - e * e) / (s * s)|}; }")]
    [InlineData("void M(double[] w, double[] logLikelihood) { double s = 0; for (int i = 0; i < w.Length; i++) { w[i] *= Math.Exp(logLikelihood[i]); s += w[i]; } for (int i = 0; i < w.Length; i++) {|FK1001:w[i] /= s|}; }")]
    public Task Spellings(string members) => RuleTest<NaiveSoftmaxAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double m = y.Max();", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Min();", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Average();", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Max();", "(Math.Exp(x[i]) - m)")]
    [InlineData("double m = x.Max();", "Math.Exp(t * x[i] - m)")]
    [InlineData("double m = x.Max();", "Math.Exp(x[i] / t - m)")]
    [InlineData("double m = x.Max();", "Math.Exp(m - x[i])")]
    [InlineData("double m = x.Max();", "Math.Exp(x[i] + m)")]
    [InlineData("double m = x[0];", "Math.Exp(x[i] - m)")]
    [InlineData("double m = 0; for (int i = 0; i < x.Length; i++) m = x[i];", "Math.Exp(x[i] - m)")]
    public Task The_wrong_shift(string shift, string exponential) => RuleTest<NaiveSoftmaxAnalyzer>.VerifyAsync(
        $$"""void M(double[] x, double[] y, double t) { {{shift}} double s = 0; for (int i = 0; i < x.Length; i++) s += {{exponential}}; for (int i = 0; i < x.Length; i++) y[i] = {|FK1001:{{exponential}} / s|}; }""");

    [Theory]
    [InlineData("double m = x.Max();", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Max(v => v);", "Math.Exp(x[i] - m)")]
    [InlineData("double m = TensorPrimitives.Max<double>(x);", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x[0]; for (int i = 1; i < x.Length; i++) if (x[i] > m) m = x[i];", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x[0]; for (int i = 1; i < x.Length; i++) { if (x[i] <= m) continue; m = x[i]; }", "Math.Exp(x[i] - m)")]
    [InlineData("double m = double.MinValue; foreach (var v in x) m = Math.Max(m, v);", "Math.Exp(x[i] - m)")]
    [InlineData("double m = double.MinValue; foreach (var v in x) m = v > m ? v : m;", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Aggregate(Math.Max);", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Aggregate((a, b) => a > b ? a : b);", "Math.Exp(x[i] - m)")]
    [InlineData("int b = 0; for (int i = 1; i < x.Length; i++) if (x[i] > x[b]) b = i; double m = x[b];", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.OrderByDescending(v => v).First();", "Math.Exp(x[i] - m)")]
    [InlineData("Array.Sort(x); double m = x[x.Length - 1];", "Math.Exp(x[i] - m)")]
    [InlineData("Array.Sort(x); Array.Reverse(x); double m = x[0];", "Math.Exp(x[i] - m)")]
    [InlineData("var o = Enumerable.Range(0, x.Length).ToArray(); Array.Sort(o, (a, b) => x[b].CompareTo(x[a])); double m = x[o[0]];", "Math.Exp(x[i] - m)")]
    [InlineData("var o = new int[x.Length]; for (int i = 0; i < o.Length; i++) o[i] = i; Array.Sort(o, (a, b) => x[b].CompareTo(x[a])); double m = x[o[0]];", "Math.Exp(x[o[i]] - m)")]
    [InlineData("var o = Enumerable.Range(0, x.Length).OrderByDescending(i => x[i]).ToArray(); double m = x[o[0]];", "Math.Exp(x[i] - m)")]
    [InlineData("double m = Largest(x);", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Max();", "Math.Exp((x[i] - m) / t)")]
    [InlineData("double m = x.Max(v => v / t);", "Math.Exp(x[i] / t - m)")]
    [InlineData("double m = x.Max() / t;", "Math.Exp(x[i] / t - m)")]
    [InlineData("double m = x.Min();", "Math.Exp(-t * (x[i] - m))")]
    [InlineData("double m = x.Max(); x = Subtract(x, m);", "Math.Exp(x[i])")]
    [InlineData("double m = x.Max(); for (int i = 0; i < x.Length; i++) x[i] -= m;", "Math.Exp(x[i])")]
    [InlineData("double m = x.Max(); x = x.Select(v => v - m).ToArray();", "Math.Exp(x[i])")]
    [InlineData("double m = 0; foreach (var v in x) { y[0] = v; if (v > m) m = v; }", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Max(); m += Math.Log(x.Sum(v => Math.Exp(v - m)));", "Math.Exp(x[i] - m)")]
    [InlineData("double m = x.Max(), k = x.Min();", "Math.Exp((x[i] - k) / (m - k))")]
    [InlineData("for (int i = 0; i < x.Length; i++) x[i] = Math.Clamp(x[i], -50, 50);", "Math.Exp(x[i])")]
    [InlineData("", "Math.Exp(Math.Min(0, x[i]))")]
    [InlineData("", "Math.Exp(-(x[i] - t) * (x[i] - t) / (2 * t * t))")]
    [InlineData("", "Math.Exp(-Math.Abs(x[i]))")]
    [InlineData("", "Math.Exp(-0.5 * Math.Pow(x[i], 2))")]
    [InlineData("", "Math.Exp(Math.Tanh(x[i]))")]
    public Task The_right_shift(string shift, string exponential) => RuleTest<NaiveSoftmaxAnalyzer>.VerifyAsync(
        $$"""
        static double Largest(double[] a) { double m = a[0]; foreach (var v in a) if (v > m) m = v; return m; }
        static double[] Subtract(double[] a, double b) { var r = new double[a.Length]; for (int i = 0; i < a.Length; i++) r[i] = a[i] - b; return r; }
        void M(double[] x, double[] y, double t) { {{shift}} double s = 0; for (int i = 0; i < x.Length; i++) s += {{exponential}}; for (int i = 0; i < x.Length; i++) y[i] = {{exponential}} / s; }
        """);

    [Theory]
    [InlineData("double M(double[] w, int i) => w[i] / w.Sum();")]
    [InlineData("double M(double x) => Math.Exp(x);")]
    [InlineData("bool M(double energy, double t, Random r) => r.NextDouble() < Math.Exp(-energy / t);")]
    [InlineData("double M(double[] x) { double m = double.NegativeInfinity, s = 0; foreach (var v in x) { double n = Math.Max(m, v); s = s * Math.Exp(m - n) + Math.Exp(v - n); m = n; } return m + Math.Log(s); }")]
    [InlineData("class Exp { public static double Of(double x) => x; } double M(double[] x) => Exp.Of(x[0]) / x.Sum(Exp.Of);")]
    [InlineData("void M(double[] w, double[] y, double[] h, double a) { double s = 0; for (int i = 0; i < w.Length; i++) { w[i] *= Math.Exp(-a * y[i] * h[i]); s += w[i]; } for (int i = 0; i < w.Length; i++) w[i] /= s; }")]
    [InlineData("void M(double[] w, bool[] missed, double a) { for (int i = 0; i < w.Length; i++) if (missed[i]) w[i] *= Math.Exp(a); else w[i] *= Math.Exp(-a); double s = w.Sum(); for (int i = 0; i < w.Length; i++) w[i] /= s; }")]
    [InlineData("double M(double[] daysAgo, double[] value, double rate) { double a = 0, b = 0; for (int i = 0; i < value.Length; i++) { a += value[i] * Math.Exp(-rate * daysAgo[i]); b += Math.Exp(-rate * daysAgo[i]); } return a / b; }")]
    [InlineData("double[] M(double[] mahalanobis, double[] det) { double s = 0; var w = new double[det.Length]; for (int i = 0; i < w.Length; i++) { w[i] = Math.Exp(-0.5 * mahalanobis[i]) / Math.Sqrt(det[i]); s += w[i]; } for (int i = 0; i < w.Length; i++) w[i] /= s; return w; }")]
    [InlineData("double[] M(double[] x, double shift) { double s = 0; foreach (var v in x) s += Math.Exp(v - shift); return x.Select(v => Math.Exp(v - shift) / s).ToArray(); }")]
    public Task What_only_looks_alike(string members) => RuleTest<NaiveSoftmaxAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("void M(Missing x) { double s = 0; foreach (var v in x) s += Math.Exp(v); foreach (var v in x) v.P = {|FK1001:Math.Exp(v) / s|}; }")]
    [InlineData("void M(double[] x) { double s = 0; foreach (var v in x) s += Math.Exp(v); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Math.Exp(x[i]) / s|}; undefined( }")]
    [InlineData("void M(float[] x) { float s = 0; foreach (var v in x) s += Mathf.Exp(v); for (int i = 0; i < x.Length; i++) x[i] = {|FK1001:Mathf.Exp(x[i]) / s|}; }")]
    [InlineData("IEnumerable<double> M(Missing x) { var e = x.ToRow().Select(Math.Exp); var s = e.Sum(); return e.Select(v => {|FK1001:v / s|}); }")]
    [InlineData("object M(Matrix<double> x) => {|FK1001:x.PointwiseExp().NormalizeColumns(1.0)|};")]
    [InlineData("void M(float[] x) { float m = x.AsFancyView().Max(), s = 0; for (int i = 0; i < x.Length; i++) { x[i] = MathF.Exp(x[i] - m); s += x[i]; } for (int i = 0; i < x.Length; i++) x[i] /= s; }")]
    public Task Unknown_types_and_half_typed_code(string members) => RuleTest<NaiveSoftmaxAnalyzer>.VerifyBrokenAsync(members);
}
