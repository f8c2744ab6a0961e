using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1104: exponentials summed up in a float.</summary>
public class RunningSumTests
{
    [Theory]
    [InlineData("float M(float[] x, float m) { float s = 0; foreach (var v in x) {|FK1104:s += MathF.Exp(v - m)|}; return s; }")]
    [InlineData("float M(float[] x, float m) { float s = 0; for (int i = 0; i < x.Length; i++) { float e = MathF.Exp(x[i] - m); {|FK1104:s = s + e|}; } return s; }")]
    public Task In_a_float(string members) => RuleTest<RunningSumAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(float[] x, float m) { double s = 0; foreach (var v in x) s += MathF.Exp(v - m); return s; }")]
    [InlineData("float M(float[] x) { float s = 0; foreach (var v in x) s += v; return s + MathF.Exp(s); }")]
    public Task In_a_double_or_of_something_else(string members) => RuleTest<RunningSumAnalyzer>.VerifyAsync(members);
}
