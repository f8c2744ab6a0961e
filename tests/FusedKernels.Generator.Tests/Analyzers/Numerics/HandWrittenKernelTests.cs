using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1101: right, but by hand.</summary>
public class HandWrittenKernelTests
{
    [Theory]
    [InlineData("void M(double[] x) { double m = x.Max(), s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i] - m); s += x[i]; } for (int i = 0; i < x.Length; i++) {|FK1101:x[i] /= s|}; }")]
    [InlineData("double[] M(double[] x) { double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); double s = e.Sum(); return e.Select(v => {|FK1101:v / s|}).ToArray(); }")]
    [InlineData("double M(double[] x) { double m = x.Max(); return m + {|FK1101:Math.Log(x.Sum(v => Math.Exp(v - m)))|}; }")]
    public Task By_hand(string members) => RuleTest<HandWrittenKernelAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("void M(double[] x) { double s = x.Sum(); for (int i = 0; i < x.Length; i++) x[i] /= s; }")]
    [InlineData("double M(double a, double b) { double m = Math.Max(a, b); return m + Math.Log(Math.Exp(a - m) + Math.Exp(b - m)); }")]
    public Task Something_else(string members) => RuleTest<HandWrittenKernelAnalyzer>.VerifyAsync(members);
}
