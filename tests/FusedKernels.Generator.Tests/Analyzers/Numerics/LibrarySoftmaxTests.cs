using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1002: the library's softmax on what may be large.</summary>
public class LibrarySoftmaxTests
{
    [Theory]
    [InlineData("void M(float[] x) => {|FK1002:TensorPrimitives.SoftMax(x, x)|};")]
    [InlineData("void M(ReadOnlySpan<float> x, Span<float> p) { x.CopyTo(p); {|FK1002:TensorPrimitives.SoftMax(p, p)|}; }")]
    [InlineData("void M(ReadOnlySpan<float> x, Span<float> p, float t) { TensorPrimitives.Divide(x, t, p); {|FK1002:TensorPrimitives.SoftMax<float>(p, p)|}; }")]
    [InlineData("void M(float[] x, float[] y) { TensorPrimitives.Subtract(x, TensorPrimitives.Max<float>(y), x); {|FK1002:TensorPrimitives.SoftMax(x, x)|}; }")]
    [InlineData("void M(float[] x) { for (int i = 0; i < x.Length; i++) x[i] = -x[i] * x[i]; {|FK1002:TensorPrimitives.SoftMax(x, x)|}; }")]
    [InlineData("Tensor<float> M(Tensor<float> x) => {|FK1002:Tensor.SoftMax<float>(x)|};")]
    [InlineData("readonly float[] _x = new float[8]; void Fill(Random r) { for (int i = 0; i < _x.Length; i++) _x[i] = r.NextSingle(); } void Grow(float k) { for (int i = 0; i < _x.Length; i++) _x[i] *= k; } void M(float[] p) => {|FK1002:TensorPrimitives.SoftMax(_x, p)|};")]
    [InlineData("float[] _x = []; void Fill(Random r) { _x = new float[8]; for (int i = 0; i < _x.Length; i++) _x[i] = r.NextSingle(); } void Set(float[] x) => _x = x; void M(float[] p) => {|FK1002:TensorPrimitives.SoftMax(_x, p)|};")]
    public Task Not_bounded(string members) => RuleTest<LibrarySoftmaxAnalyzer>.VerifyAsync(members);

    [Theory]
    [InlineData("void M(float[] x) { TensorPrimitives.Subtract(x, TensorPrimitives.Max<float>(x), x); TensorPrimitives.SoftMax(x, x); }")]
    [InlineData("void M(float[] x) { float m = x.Max(); for (int i = 0; i < x.Length; i++) x[i] -= m; TensorPrimitives.SoftMax(x, x); }")]
    [InlineData("void M(float[] x, float[] p) { for (int i = 0; i < x.Length; i++) p[i] = Math.Clamp(x[i], -20f, 20f); TensorPrimitives.SoftMax(p, p); }")]
    [InlineData("void M(float[] x) { for (int i = 0; i < x.Length; i++) x[i] = MathF.Tanh(x[i]); TensorPrimitives.SoftMax(x, x); }")]
    [InlineData("void M(float[] x) { TensorPrimitives.Sigmoid(x, x); TensorPrimitives.SoftMax(x, x); }")]
    [InlineData("float[] M() { float[] x = [1, 2, 3]; var p = new float[] { 1, 2, 3 }; TensorPrimitives.SoftMax(p, p); return x; }")]
    [InlineData("Tensor<float> M(Tensor<float> x) => Tensor.SoftMax<float>(Tensor.Subtract<float>(x, Tensor.Max<float>(x)));")]
    [InlineData("float[] _x = [], _p = []; void Fill(int n) { var r = new Random(1); _x = new float[n]; _p = new float[n]; for (int i = 0; i < n; i++) _x[i] = r.NextSingle() * 20 - 10; } void M() => TensorPrimitives.SoftMax(_x, _p);")]
    [InlineData("readonly float[] _x; public Sample() { var r = new Random(1); _x = Enumerable.Range(0, 8).Select(_ => (float)r.NextDouble()).ToArray(); } void M(float[] p) => TensorPrimitives.SoftMax(_x.AsSpan(), p);")]
    public Task Bounded(string members) => RuleTest<LibrarySoftmaxAnalyzer>.VerifyAsync(members);
}
