using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1009: exp(x) − 1 and log(1 + x).</summary>
public class CancellationTests
{
    [Theory]
    [InlineData("double M(double x) => {|FK1009:Math.Exp(x) - 1|};")]
    [InlineData("float M(float x) => {|FK1009:MathF.Exp(x) - 1f|};")]
    [InlineData("double M(double x) => {|FK1009:Math.Log(1 + x)|};")]
    [InlineData("double M(double x) => {|FK1009:Math.Log(x * x + 1.0)|};")]
    public Task Near_zero(string members) => RuleTest<CancellationAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1;")]
    [InlineData("static double Log1p(double x) => Math.Log(1 + x);")]
    [InlineData("double M(double x) { if (x < 1) return 0; return Math.Exp(x) - 1; }")]
    [InlineData("double M(double x) => Math.Exp(x) - 2;")]
    [InlineData("double M(double u) => Math.Log(1 - u);")]
    public Task Elsewhere(string members) => RuleTest<CancellationAnalyzer>.VerifyAsync(members);
}
