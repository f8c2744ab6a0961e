using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1006: log(1 − exp(x)).</summary>
public class LogOneMinusExpTests
{
    [Theory]
    [InlineData("double M(double x) => {|FK1006:Math.Log(1 - Math.Exp(x))|};")]
    [InlineData("double M(double x) { double e = Math.Exp(-x); return {|FK1006:Math.Log(1.0 - e)|}; }")]
    [InlineData("double M(double x) => {|FK1006:Math.Log(1 - Math.Exp(-Math.Abs(x)))|};")]
    [InlineData("float M(float x) => {|FK1006:MathF.Log(1f - MathF.Exp(x))|};")]
    public Task Near_zero(string members) => RuleTest<LogOneMinusExpAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("double M(double x) { if (x > -1) return 0; return Math.Log(1 - Math.Exp(x)); }")]
    [InlineData("double M(double x) => Math.Log(1 - Math.Exp(-Math.Max(x, 1e-9)));")]
    [InlineData("double M(double u) => -Math.Log(1 - u);")]
    [InlineData("double M(double x) => double.LogP1(-Math.Exp(x));")]
    public Task Away_from_zero(string members) => RuleTest<LogOneMinusExpAnalyzer>.VerifyAsync(members);
}
