using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1102: a sort for a few.</summary>
public class FullSortTests
{
    [Theory]
    [InlineData("float[] M(float[] x, int k) => {|FK1102:x.OrderByDescending(v => v).Take(k)|}.ToArray();")]
    [InlineData("IEnumerable<int> M(float[] x, int k) => {|FK1102:x.Select((v, i) => (v, i)).OrderByDescending(t => t.v).Take(k)|}.Select(t => t.i);")]
    [InlineData("float[] M(List<float> x, int k) { x.Sort(); x.Reverse(); return {|FK1102:x.Take(k)|}.ToArray(); }")]
    public Task Of_a_whole_row(string members) => RuleTest<FullSortAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("float[] M(float[] x, int k) => x.Take(k).ToArray();")]
    [InlineData("float[] M(float[] x) => x.OrderByDescending(v => v).ToArray();")]
    public Task Without_a_sort_or_of_all(string members) => RuleTest<FullSortAnalyzer>.VerifyAsync(members);
}
