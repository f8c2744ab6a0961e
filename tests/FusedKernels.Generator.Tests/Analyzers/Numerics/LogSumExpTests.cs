using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1003: logarithms of sums of exponentials.</summary>
public class LogSumExpTests
{
    [Theory]
    [InlineData("double M(double[] x) { double s = 0; foreach (var v in x) s += Math.Exp(v); return {|FK1003:Math.Log(s)|}; }")]
    [InlineData("double M(double[] x) => {|FK1003:Math.Log(x.Sum(v => Math.Exp(v)))|};")]
    [InlineData("double M(double[] x) => {|FK1003:Math.Log(x.Select(Math.Exp).Average())|};")]
    [InlineData("double M(double[] x) => {|FK1003:Math.Log2(x.Sum(Math.Exp))|};")]
    [InlineData("float M(float[] x, float[] e) { TensorPrimitives.Exp(x, e); return {|FK1003:MathF.Log(TensorPrimitives.Sum<float>(e))|}; }")]
    [InlineData("double M(double a, double b) => {|FK1003:Math.Log(Math.Exp(a) + Math.Exp(b))|};")]
    [InlineData("double M(double a, double b) => {|FK1003:Math.Log(Math.Exp(a) - Math.Exp(b))|};")]
    [InlineData("double M(double x) => {|FK1003:Math.Log(Math.Cosh(x))|};")]
    [InlineData("double M(double[] x) { double m = x.Min(); return m + {|FK1003:Math.Log(x.Sum(v => Math.Exp(v - m)))|}; }")]
    [InlineData("double M(double[] x) { double s = 0; foreach (var v in x) s += Math.Exp(v); return {|FK1003:Math.Log(1 / s)|}; }")]
    [InlineData("double M(double k) => {|FK1003:Math.Log(k / (4 * Math.PI * Math.Sinh(k)))|};")]
    [InlineData("double M(double a, double b) => {|FK1003:Math.Log(1 / (Math.Exp(a) + Math.Exp(b)))|};")]
    [InlineData("float M(float a, float b, float k = 32) => -{|FK1003:MathF.Log(MathF.Max(1e-4f, MathF.Exp(-k * a) + MathF.Exp(-k * b)))|} / k;")]
    public Task Without_a_shift(string members) => RuleTest<LogSumExpAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(double[] x) { double m = x.Max(); return m + Math.Log(x.Sum(v => Math.Exp(v - m))); }")]
    [InlineData("double M(double a, double b) { double m = Math.Max(a, b); return m + Math.Log(Math.Exp(a - m) + Math.Exp(b - m)); }")]
    [InlineData("double M(double a, double b) => a > b ? a + Math.Log(1 + Math.Exp(b - a)) : b + Math.Log(1 + Math.Exp(a - b));")]
    [InlineData("double M(double a, double b) { if (a < b) (a, b) = (b, a); return a + Math.Log(1 + Math.Exp(b - a)); }")]
    [InlineData("double M(double a, double b) { if (a < b) { double t = a; a = b; b = t; } return a + Math.Log(1 + Math.Exp(b - a)); }")]
    [InlineData("static double Sum(double[] x, double shift) { double s = 0; foreach (var v in x) s += Math.Exp(v - shift); return Math.Log(s); } double M(double[] x) { double m = x.Max(); return m + Sum(x, m); }")]
    [InlineData("double M(double[] w, double[] mean, double[] sd, double x) { double s = 0; for (int k = 0; k < w.Length; k++) { double z = (x - mean[k]) / sd[k]; s += w[k] * Math.Exp(-0.5 * z * z) / sd[k]; } return Math.Log(s); }")]
    [InlineData("double M(double[] p) => Math.Log(p.Sum());")]
    [InlineData("double M(double[] x, double a, double b) { double s = 0; foreach (var v in x) s += Math.Exp(v); return Math.Log((s - a) / (b - a)); }")]
    [InlineData("sealed class Twister { uint[] _s = new uint[624]; int _i; uint Next() { if (_i >= 624) { for (int k = 0; k < 624; k++) { uint z = (_s[k] & 0x80000000u) | (_s[(k + 1) % 624] & 0x7fffffffu); _s[k] = _s[(k + 397) % 624] ^ (z >> 1) ^ ((z & 1) * 0x9908b0dfu); } _i = 0; } uint y = _s[_i++]; y ^= y >> 11; y ^= (y << 7) & 2636928640u; y ^= (y << 15) & 4022730752u; return y ^ (y >> 18); } public double NextDouble() { uint a = Next() >> 5, b = Next() >> 6; return (a * 67108864.0 + b) * 1.1e-16; } } double M(Twister r, double a, double b) { double u, v; do { u = r.NextDouble(); v = r.NextDouble(); } while (u + v > 1); double x = Math.Log(u) / a, y = Math.Log(v) / b; double m = x > y ? x : y; x -= m; y -= m; return Math.Log(Math.Exp(x) + Math.Exp(y)); }")]
    [InlineData("double M(double a, double b) { if (a - b > 60) return a; if (b - a > 60) return b; double least = Math.Min(a, b); return least + Math.Log(Math.Exp(a - least) + Math.Exp(b - least)); }")]
    [InlineData("interface IGrid { double Dt(int step); double Rate(int node); } double M(IGrid grid, double[] price) { double s = 0, dt = grid.Dt(1); for (int i = 0; i < price.Length; i++) s += price[i] * Math.Exp(-grid.Rate(i) * grid.Dt(1)); return Math.Log(s) / dt; }")]
    [InlineData("double M(double[] dt, double[] price, double rate, int step) { double s = 0; for (int i = 0; i < price.Length; i++) s += price[i] * Math.Exp(-rate * dt[step]); return Math.Log(s) / dt[step]; }")]
    [InlineData("static double Largest(IEnumerable<double> x) { var e = x.GetEnumerator(); e.MoveNext(); double m = e.Current; while (e.MoveNext()) m = Math.Max(m, e.Current); return m; } double M(IEnumerable<double> x) { double m = Largest(x); var e = x.GetEnumerator(); double s = 0; while (e.MoveNext()) s += Math.Exp(e.Current - m); return m + Math.Log(s); }")]
    [InlineData("double M(double[] t, double mu, double a, double b) { double l = 0, e = 0; for (int i = 1; i < t.Length; i++) { e = Math.Exp(-b * (t[i] - t[i - 1])) * (1 + e); l += Math.Log(mu + a * e); } return l; }")]
    public Task With_a_shift(string members) => RuleTest<LogSumExpAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("Matrix M(Matrix x) => {|FK1003:Rows.Log(Rows.Sum(Rows.Exp(x), 1))|};")]
    [InlineData("double M() { var row = Rows.Of(2.8, 9.9, 11.3, -3.4); return Math.Log(row.Select(Math.Exp).Sum()); }")]
    public Task Unknown_types(string members) => RuleTest<LogSumExpAnalyzer>.VerifyBrokenAsync(members);
}
