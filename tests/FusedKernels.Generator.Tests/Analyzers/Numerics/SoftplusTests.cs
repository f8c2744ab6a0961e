using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1005: log(1 + exp(x)).</summary>
public class SoftplusTests
{
    [Theory]
    [InlineData("double M(double x) => {|FK1005:Math.Log(1 + Math.Exp(x))|};")]
    [InlineData("double M(double x) => {|FK1005:Math.Log(Math.Exp(-x) + 1.0)|};")]
    [InlineData("double M(double x, double b) => {|FK1005:Math.Log(1 + Math.Exp(b * x))|} / b;")]
    [InlineData("double M(double x) { double e = Math.Exp(x); double s = 1 + e; return {|FK1005:Math.Log(s)|}; }")]
    [InlineData("double M(double x) => {|FK1005:double.LogP1(Math.Exp(x))|};")]
    [InlineData("float M(float x) => {|FK1005:MathF.Log(1f + MathF.Exp(x))|};")]
    [InlineData("double M(double x) { if (x < -30) return 0; return {|FK1005:Math.Log(1 + Math.Exp(x))|}; }")]
    [InlineData("Func<double, double> F = x => {|FK1005:Math.Log(1 + Math.Exp(x))|};")]
    [InlineData("static double Grow(double v) => Math.Exp(v); static double Twice(double v) => 2 * v; double M(double x) => {|FK1005:Math.Log(1 + Grow(Twice(x)))|};")]
    [InlineData("static double Even(int n, double v) => n == 0 ? v : Odd(n - 1, v); static double Odd(int n, double v) => n == 0 ? 0 : Even(n - 1, v); double M(double x) => {|FK1005:Math.Log(1 + Math.Exp(Even(3, x)))|};")]
    [InlineData("interface IOperations<T> { T One { get; } T Exp(T x); T Log(T x); T Add(T x, T y); } T M<T>(IOperations<T> o, T x) => {|FK1005:o.Log(o.Add(o.One, o.Exp(x)))|};")]
    [InlineData("T M<T>(T x) where T : IFloatingPointIeee754<T> => {|FK1005:T.Log(T.One + T.Exp(x))|};")]
    [InlineData("double M(double x, double y) => {|FK1005:Math.Log(1 + Math.Exp(x - 2 * y * (x >= 0 ? 1.0 : 0.0)))|};")]
    [InlineData("double M(double x) { double s = {|FK1005:Math.Log(1 + Math.Exp(x))|}; return s * Math.Tanh(s); }")]
    public Task Unbounded(string members) => RuleTest<SoftplusAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));")]
    [InlineData("double M(double x) => x > 20 ? x : Math.Log(1 + Math.Exp(x));")]
    [InlineData("double M(double x) { if (x > 20) return x; return Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("double M(double x, double threshold = 20) { if (x > threshold) { return x; } return Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("double M(double x, double b) { if (b * x > 20) return x; return Math.Log(1 + Math.Exp(b * x)) / b; }")]
    [InlineData("double M(double x) => x switch { > 30 => x, < -30 => 0, _ => Math.Log(1 + Math.Exp(x)) };")]
    [InlineData("double M(double x) { bool large = x > 30; return large ? x : Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("double M(double x) { if (x > 30) x = 30; return Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("double M(double x) => Math.Log(1 + Math.Exp(Math.Min(x, 0)));")]
    [InlineData("double M(double x) => Math.Log(1 + Math.Exp(-x * x));")]
    [InlineData("const double K = -2; double M(double x) => Math.Log(1 + Math.Exp(K * Math.Abs(x)));")]
    [InlineData("private readonly double _k = -2; double M(double x) => Math.Log(1 + Math.Exp(_k * x * x));")]
    [InlineData("double M(double x) { if (Math.Abs(x) > 30) return Math.Max(x, 0); return Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("static double Grow(double v) => Math.Exp(v); double M(double x) => x > 20 ? x : Math.Log(1 + Grow(x));")]
    [InlineData("static double Clip(double v, double most = 30) { if (v > most) return most; return v; } double M(double x) => Math.Log(1 + Math.Exp(Clip(x)));")]
    [InlineData("double M(double x) { double one = Math.Exp(x) + 1; if (one == double.PositiveInfinity) return x; return Math.Log(one); }")]
    [InlineData("double M(double x, double y) => x * (y - (x >= 0 ? 1 : 0)) - Math.Log(1 + Math.Exp(x - 2 * x * (x >= 0 ? 1.0 : 0.0)));")]
    [InlineData("double M(double l, double a, double g) { a = g * a; if (l >= a) return l + Math.Log(1 + Math.Exp(g * (a - l))); return a + Math.Log(1 + Math.Exp(g * (l - a))); }")]
    [InlineData("double M(double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));")]
    [InlineData("double M(double x) { double s = Math.Log(1 + Math.Exp(x)); double h = 1 / Math.Cosh(s); return Math.Tanh(s) + x * h * h; }")]
    public Task Bounded(string members) => RuleTest<SoftplusAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(bool c) => {|FK1005:Math.Log(1 + Math.Exp(c ? Math.Abs(max) : 1))|};")]
    [InlineData("double M() => {|FK1005:Math.Log(1 + Math.Exp(Math.Abs()))|};")]
    [InlineData("double M(double x) => {|FK1005:Math.Log(1 + Math.Exp(x.Missing))|};")]
    [InlineData("double M(double[] a) { double m = -1.0 * Missing(a); if (m > 0) return Math.Log(1 + Math.Exp(0 - m)); return 0; }")]
    [InlineData("class Softplus : Function { public override double Compute(double x) => {|FK1005:System.Math.Log(1d + exp(x))|}; }")]
    [InlineData("double M(double x) => {|FK1005:Special.Log1p(Math.Exp(x))|};")]
    public Task Unknown_names_and_missing_arguments(string members) => RuleTest<SoftplusAnalyzer>.VerifyBrokenAsync(members);
}
