using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1007: the same exponential above and below.</summary>
public class RatioTests
{
    [Theory]
    [InlineData("double M(double x) => {|FK1007:Math.Exp(x) / (1 + Math.Exp(x))|};")]
    [InlineData("double M(double x) { double e = Math.Exp(x); return {|FK1007:e / (1 + e)|}; }")]
    [InlineData("double M(double a, double b) => {|FK1007:Math.Exp(a) / (Math.Exp(a) + Math.Exp(b))|};")]
    [InlineData("double M(double a, double b) { double p = Math.Exp(a), q = Math.Exp(b), s = p + q; return {|FK1007:p / s|}; }")]
    [InlineData("double M(double x) => {|FK1007:(Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x))|};")]
    [InlineData("double M(double x) { double e = Math.Exp(2 * x); return {|FK1007:(e - 1) / (e + 1)|}; }")]
    [InlineData("double M(double x) => {|FK1007:Math.Exp(x) / Math.Pow(1 + Math.Exp(x), 2)|};")]
    [InlineData("double M(double x) { double e = Math.Exp(-x), d = 1 + e; return {|FK1007:e / (d * d)|}; }")]
    [InlineData("double M(double x) => {|FK1007:Math.Sinh(x) / Math.Cosh(x)|};")]
    [InlineData("double M(double a, double x) => {|FK1007:(1 - Math.Exp(-a * x)) / (1 + Math.Exp(-a * x))|};")]
    [InlineData("static double Grow(double x) => Math.Exp(x); double M(double x) => {|FK1007:Grow(x) / (1 + Grow(x))|};")]
    [InlineData("double M(double x) => {|FK1007:1 / (1 + Math.Exp(x)) * Math.Exp(x)|};")]
    [InlineData("double M(double x) { const double e = 2.71828; return {|FK1007:(Math.Pow(e, x) - Math.Pow(e, -x)) / (Math.Pow(e, x) + Math.Pow(e, -x))|}; }")]
    [InlineData("T M<T>(T x) where T : IFloatingPointIeee754<T> { T e = T.Exp(x); return {|FK1007:e / (T.One + e)|}; }")]
    [InlineData("double M(double k, double z, double h) => {|FK1007:Math.Cosh(k * (z + h)) / Math.Cosh(k * h)|};")]
    [InlineData("double M(double k, double z, double h) => {|FK1007:Math.Cosh(k * (z + h)) / Math.Sinh(k * h)|};")]
    public Task Ratios(string members) => RuleTest<RatioAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(double x) => 1 / (1 + Math.Exp(-x));")]
    [InlineData("double M(double x) => x / (1 + Math.Exp(-x));")]
    [InlineData("double M(double x) => 2 / (1 + Math.Exp(-2 * x)) - 1;")]
    [InlineData("double M(double x) { double s = 1 / (1 + Math.Exp(-x)); return s * (1 - s); }")]
    [InlineData("double M(double x) { if (x >= 0) return 1 / (1 + Math.Exp(-x)); double e = Math.Exp(x); return e / (1 + e); }")]
    [InlineData("double M(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));")]
    [InlineData("double M(double x) { double e = Math.Exp(-Math.Abs(x)); return e / (1 + e); }")]
    [InlineData("double M(double x) { x = Math.Clamp(x, -40, 40); return Math.Exp(x) / (1 + Math.Exp(x)); }")]
    [InlineData("double M(double x) { double e = Math.Exp(x); if (double.IsInfinity(e)) return 1; return e / (1 + e); }")]
    [InlineData("double M(double x) { double e = x > 700 ? 1e300 : Math.Exp(x); return e / (1 + e); }")]
    [InlineData("double M(double x) => Math.Exp(-Math.Exp(x));")]
    [InlineData("double M(double x) => Math.Atan(Math.Exp(x));")]
    [InlineData("double M(double x, double m, double s) => Math.Exp(-(x - m) * (x - m) / (2 * s * s)) / (s * Math.Sqrt(2 * Math.PI));")]
    [InlineData("double M(double x) { if (Math.Abs(x) >= 22) { if (x > 0) return 1; return -1; } return Math.Sinh(x) / Math.Cosh(x); }")]
    [InlineData("double M(double a, double b, double found) { double exact = Math.Exp(b) - Math.Exp(a); return Math.Abs((exact - found) / exact); }")]
    [InlineData("double M(double a, double x, double y) { double p = Math.Exp(a * Math.Log(x) - x); return (y - p) / (1 - p); }")]
    [InlineData("double M(double k, double v, double g, double t) => 4 * k * v * Math.Exp(-k * t) / (g * g * (1 - Math.Exp(-k * t)));")]
    [InlineData("double M(double c, double a, double start, double end) { double dt = end - start, e = Math.Exp(-c * dt); return a * dt * e / (1 - e); }")]
    [InlineData("double M(double n, double c) { double e = Math.Exp(-n * (1 - c)); return (1 - e) / (1 - c * e); }")]
    [InlineData("double M(double v, double mean, double k, double dt) { double e = Math.Exp(-k * dt), next = mean + (v - mean) * e; return v * e * (1 - e) / (next * next); }")]
    [InlineData("double M(double k, double h, double t, double T) { double e = Math.Exp(h * (T - t)) - 1; return 2 * e / ((k + h) * e + 2 * h); }")]
    [InlineData("class Activation { public virtual double Of(double x) => Math.Exp(x); public double M(double x) => Of(x) / (1 + Of(x)); }")]
    [InlineData("double M(double k, double s, double tau) { double h = Math.Sqrt(k * k + 2 * s * s), e = Math.Exp(h * tau) - 1; return 2 * e / ((k + h) * e + 2 * h); }")]
    [InlineData("static double Over(double[] x, double a, double b) { x[0] = a; return a / b; } double M(double[] x, double u) => Over(x, Math.Exp(u), 1 + Math.Exp(u));")]
    [InlineData("double M(double x, double drift, double[] z, double dt) { double r = 0; foreach (double v in z) r += v; double e = x * Math.Exp(drift * dt + r); return e / (1 + e); }")]
    [InlineData("double M(double chi, double T) { double r = Math.Pow(0.5 * T, 1.5) * Math.Exp(-chi / (8e-5 * T)); return r / (1 + r); }")]
    [InlineData("double M(double u, double r) { double root = Math.Sqrt(r), e = Math.Exp(-u / r); return root * e / (1 + e); }")]
    [InlineData("double M(double c, double g) { double e = 0.61 * Math.Exp(17.27 * c / (c + 237.3)), d = 4098 * e / Math.Pow(c + 237.3, 2); return d / (d + g); }")]
    [InlineData("double M(double c, double wet, double p) { double e = Math.Exp((1500.3 + 23.5 * c) / (234 + c)); return 0.622 * wet * e / (p - wet * e); }")]
    [InlineData("double M(double p, double q, double t) => (1 - Math.Exp(-(p + q) * t)) / (1 + q / p * Math.Exp(-(p + q) * t));")]
    public Task Safe_forms(string members) => RuleTest<RatioAnalyzer>.VerifyAsync(members);
}
