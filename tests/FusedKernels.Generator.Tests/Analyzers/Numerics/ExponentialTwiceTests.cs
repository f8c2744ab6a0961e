using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1103: the exponentials of the sum, computed again.</summary>
public class ExponentialTwiceTests
{
    [Theory]
    [InlineData("void M(double[] x) { double m = x.Max(), s = 0; foreach (var v in x) s += Math.Exp(v - m); for (int i = 0; i < x.Length; i++) x[i] = {|FK1103:Math.Exp(x[i] - m) / s|}; }")]
    [InlineData("double[] M(double[] x) { double m = x.Max(); double s = x.Sum(v => Math.Exp(v - m)); return x.Select(v => {|FK1103:Math.Exp(v - m) / s|}).ToArray(); }")]
    public Task Twice(string members) => RuleTest<ExponentialTwiceAnalyzer>.VerifyAsync(members);

    [Fact]
    public Task Kept() => RuleTest<ExponentialTwiceAnalyzer>.VerifyAsync(
        "void M(double[] x) { double m = x.Max(), s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i] - m); s += x[i]; } for (int i = 0; i < x.Length; i++) x[i] /= s; }");
}
