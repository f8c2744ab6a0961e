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
    [InlineData("double M(double x) => {|FK1007:1 / (1 + Math.Exp(x)) * Math.Exp(x)|};")]
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
    public Task Safe_forms(string members) => RuleTest<RatioAnalyzer>.VerifyAsync(members);
}
