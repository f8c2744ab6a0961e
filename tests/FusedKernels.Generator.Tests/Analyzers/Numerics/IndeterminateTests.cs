using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1008: ∞ − ∞, ∞/∞ and ∞ · 0.</summary>
public class IndeterminateTests
{
    [Theory]
    [InlineData("double M(double x) => {|FK1008:Math.Exp(2 * x) - Math.Exp(x)|};")]
    [InlineData("double M(double x) => {|FK1008:x * Math.Exp(x) - Math.Exp(x)|};")]
    [InlineData("double M(double x, double y) => {|FK1008:Math.Exp(x + y) / Math.Exp(x)|};")]
    [InlineData("double M(double x) => {|FK1008:Math.Exp(x * x) * Math.Exp(-x * x - x)|};")]
    [InlineData("static double Erfc(double x) { if (x > 27) return 0; double t = 1; for (int i = 0; i < 9; i++) t = t * x + i; return t; } double M(double x) => {|FK1008:Math.Exp(x * x) * Erfc(x)|};")]
    [InlineData("double M(double x, double m, double b) { double e = Math.Exp(-(x - m) / b); return {|FK1008:e * Math.Exp(-e)|} / b; }")]
    [InlineData("double M(double x) => {|FK1008:(Math.Exp(x) - 1) / Math.Exp(x)|};")]
    [InlineData("double M(double x) => {|FK1008:(1 + Math.Exp(-2 * x)) / (2 * Math.Exp(-x))|};")]
    [InlineData("double M(double x, double a, double rate) => {|FK1008:a * Math.Exp(rate * x) * Math.Exp(-a * Math.Exp(rate * x))|};")]
    [InlineData("double M(double x) => {|FK1008:1 - Math.Exp(-x) / 1 + Math.Exp(-x)|};")]
    public Task Where_both_grow(string members) => RuleTest<IndeterminateAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(double s, double k, double r, double q, double t, double a, double b) => s * Math.Exp(-q * t) * a - k * Math.Exp(-r * t) * b;")]
    [InlineData("double M(double r, double a) => Math.Exp(-2 * a * r) - 2 * Math.Exp(-a * r);")]
    [InlineData("double M(double x) => Math.Exp(x) - Math.Exp(-x);")]
    [InlineData("double M(double x, double a, double b) => Math.Exp(x) * (a - b);")]
    [InlineData("double M(double x) { x = Math.Min(x, 100); return Math.Exp(2 * x) - Math.Exp(x); }")]
    [InlineData("(double, double) M(double re, double im, double a, double b) { double r = Math.Exp(re), c = r * Math.Cos(im), s = r * Math.Sin(im); return (a * c - b * s, a * s + b * c); }")]
    [InlineData("double M(double x) => Math.Exp(-x - Math.Exp(-x));")]
    [InlineData("double M(double g, double T) => Math.Exp(2 * g * T) - Math.Exp(g * T);")]
    [InlineData("static double First(double x) { double y = x * 2; return Math.Exp(y) + 1; } static double Second(double x) { double y = x; return Math.Exp(y) - 1; } double M(double x) => First(x) - Second(x);")]
    [InlineData("double M(double t) => Math.Exp(-2 * t) / Math.Exp(-t);")]
    [InlineData("double M(double[] x, double strike, double p) { double mean = Math.Exp(x.Sum()); return mean * (p - strike / mean); }")]
    [InlineData("double M(double x, double y) { double exact = Math.Exp(x), found = Math.Exp(y); return Math.Abs((exact - found) / exact); }")]
    [InlineData("double M(double x) { double e = Math.Exp(-x); double d = 1 - e; return d + e; }")]
    public Task Where_one_decays_or_nothing_is_shared(string members) => RuleTest<IndeterminateAnalyzer>.VerifyAsync(members);
}
