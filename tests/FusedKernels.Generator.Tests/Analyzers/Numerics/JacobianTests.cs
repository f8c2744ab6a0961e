using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1105: a matrix where a dot product does.</summary>
public class JacobianTests
{
    [Theory]
    [InlineData("void SoftmaxGradient(double[] p, double[,] j) { for (int r = 0; r < p.Length; r++) for (int c = 0; c < p.Length; c++) j[r, c] = {|FK1105:r == c ? p[r] * (1 - p[r]) : -p[r] * p[c]|}; Softmax(p); } void Softmax(double[] p) { }")]
    public Task Written_out(string members) => RuleTest<JacobianAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("void Softmax(double[] p, double[,] j) { for (int r = 0; r < p.Length; r++) for (int c = 0; c < p.Length; c++) j[r, c] = r == c ? 1 : 0; Softmax(p, j); }")]
    public Task Another_diagonal(string members) => RuleTest<JacobianAnalyzer>.VerifyAsync(members);
}
