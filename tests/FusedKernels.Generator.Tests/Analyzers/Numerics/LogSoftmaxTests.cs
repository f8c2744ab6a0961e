using FusedKernels.Analyzers.Rules;

namespace FusedKernels.Generator.Tests.Analyzers.Numerics;

/// <summary>FK1004: the logarithm of what was normalised just before.</summary>
public class LogSoftmaxTests
{
    private const string Softmax = "static double[] Softmax(double[] x) { double m = x.Max(); var e = x.Select(v => Math.Exp(v - m)).ToArray(); double s = e.Sum(); return e.Select(v => v / s).ToArray(); } ";

    [Theory]
    [InlineData("double M(double[] x, int y) { var p = Softmax(x); return -{|FK1004:Math.Log(p[y])|}; }")]
    [InlineData("double M(double[] x, double[] y) { var p = Softmax(x); double l = 0; for (int i = 0; i < p.Length; i++) l -= y[i] * {|FK1004:Math.Log(p[i])|}; return l; }")]
    [InlineData("double[] M(double[] x) => Softmax(x).Select(p => {|FK1004:Math.Log(p)|}).ToArray();")]
    [InlineData("double M(double x) => {|FK1004:Math.Log(1 / (1 + Math.Exp(-x)))|};")]
    [InlineData("double M(double x) { double p = 1 / (1 + Math.Exp(-x)); return -{|FK1004:Math.Log(p)|}; }")]
    [InlineData("double M(double x, double y) { double p = 1 / (1 + Math.Exp(-x)); return -(y * {|FK1004:Math.Log(p)|} + (1 - y) * {|FK1004:Math.Log(1 - p)|}); }")]
    [InlineData("double _w; double Of(double x) { double z = _w * x; return 1 / (1 + Math.Exp(-z)); } double M(double x) => {|FK1004:Math.Log(1 - Of(x))|};")]
    [InlineData("float M(float[] x, float[] p) { TensorPrimitives.Sigmoid<float>(x, p); return {|FK1004:MathF.Log(p[0])|}; }")]
    [InlineData("double M(double x, bool y) { double p = 1 / (1 + Math.Exp(-x)), right = y ? p : 1 - p; return -{|FK1004:Math.Log(right)|}; }")]
    [InlineData("double M(double[] x) => -Softmax(x).Sum(p => p * {|FK1004:Math.Log(p)|});")]
    [InlineData("double[] _x = [], _p = []; bool _known; double[] P() { if (_known) return _p; _p = Softmax(_x); _known = true; return _p; } double M(int y) => -{|FK1004:Math.Log(P()[y])|};")]
    [InlineData("double M(double[] x, double[] y) => -Softmax(x).Zip(y).Sum(each => each.Second * {|FK1004:Math.Log(each.First)|});")]
    [InlineData("double M(double[] x, double[] y) { double l = 0; foreach (var (p, q) in Softmax(x).Zip(y)) l -= q * {|FK1004:Math.Log(p)|}; return l; }")]
    [InlineData("double M(double[] x, double[] y) => -Softmax(x).Zip(y, (p, q) => q * {|FK1004:Math.Log(p)|}).Sum();")]
    [InlineData("abstract class Layer { public abstract double[] Of(double[] x); } sealed class Top : Layer { public override double[] Of(double[] x) => Softmax(x); } double M(Top top, double[] x, int y) => {|FK1004:Math.Log(top.Of(x)[y])|};")]
    [InlineData("interface IActivation { double Of(double x); } sealed class Logit : IActivation { public double Of(double x) => 1 / (1 + Math.Exp(-x)); } double M(double x) { IActivation activation = new Logit(); return {|FK1004:Math.Log(activation.Of(x))|}; }")]
    [InlineData("abstract class Activation { public virtual double Of(double x) => x; } sealed class Logit : Activation { public override double Of(double x) => 1 / (1 + Math.Exp(-x)); } double M(double x) { Activation activation = new Logit(); return {|FK1004:Math.Log(activation.Of(x))|}; }")]
    [InlineData("double M(double x) { double p = 1 / (1 + Math.Exp(-x)); return {|FK1004:Math.Log(Math.Abs(1 - p))|}; }")]
    [InlineData("double Loss(double[] p, int[] y) { double l = 0; foreach (int t in y) l -= {|FK1004:Math.Log(p[t])|}; return l; } double M(double[] x, int[] y) => Loss(Softmax(x), y);")]
    [InlineData("static double Loss(double p, double y) => -(y * {|FK1004:Math.Log(p)|} + (1 - y) * {|FK1004:Math.Log(1 - p)|}); double[] M(double[] x) { double z = 0; foreach (double v in x) z += v; double p = 1 / (1 + Math.Exp(-z)); return [Loss(p, 1)]; }")]
    [InlineData("sealed class Choice { readonly double[] _p; public Choice(double[] p) { _p = p; } public double LogOf(int y) { if (y < 0) throw new Exception(); return {|FK1004:Math.Log(_p[y])|}; } } double M(double[] x, int y) { var choice = new Choice(Softmax(x)); return choice.LogOf(y); }")]
    [InlineData("double[] _p = []; void Forward(double[] x) => _p = Softmax(x); double Loss(int y) => -{|FK1004:Math.Log(_p[y])|};")]
    [InlineData("double P { get; set; } void Forward(double x) => P = 1 / (1 + Math.Exp(-x)); double Loss(double y) => -y * {|FK1004:Math.Log(P)|} - (1 - y) * {|FK1004:Math.Log(1 - P)|};")]
    [InlineData("float[] _p = []; void Run(float[] x) { _p = new float[x.Length]; Into(x, _p); } static void Into(float[] x, float[] p) { float m = x.Max(), s = 0; for (int i = 0; i < x.Length; i++) { p[i] = MathF.Exp(x[i] - m); s += p[i]; } for (int i = 0; i < p.Length; i++) p[i] /= s; } float Loss(int y) => -{|FK1004:MathF.Log(_p[y])|};")]
    public Task Of_a_probability_that_may_be_zero(string members) => RuleTest<LogSoftmaxAnalyzer>.VerifyAsync(Softmax + members);

    [Theory]
    [InlineData("double M(double[] x, int y) { var p = Softmax(x); return -Math.Log(Math.Max(p[y], 1e-12)); }")]
    [InlineData("double M(double[] x, int y) { var p = Softmax(x); return -Math.Log(p[y] + 1e-12); }")]
    [InlineData("double M(double[] x) { double h = 0; foreach (var p in Softmax(x)) if (p > 0) h -= p * Math.Log(p); return h; }")]
    [InlineData("double M(double[] p, int y) => -Math.Log(p[y]);")]
    [InlineData("double M(double[] w, int y) { double s = w.Sum(); return -Math.Log(w[y] / s); }")]
    [InlineData("double M(double k, double t) => Math.Log(Math.Exp(-k * t) / (1 - Math.Exp(-k * t)));")]
    [InlineData("double M(double a, double x) => Math.Log(a / (1 + Math.Exp(-x)));")]
    [InlineData("double M(double x) { double p = 1 / (1 + Math.Exp(-x)); p = Math.Min(Math.Max(p, 1e-15), 1 - 1e-15); return Math.Log(1 - p); }")]
    [InlineData("double M(Random r) => Math.Log(1 - r.NextDouble());")]
    [InlineData("double M(double p) => Math.Log(1 - p);")]
    [InlineData("double M(double[] x) => -Softmax(x).Where(p => p > 0).Sum(p => p * Math.Log(p));")]
    [InlineData("double M(double[] x) { double h = 0; foreach (var p in Softmax(x).Where(p => p > 1e-9)) h -= p * Math.Log(p); return h; }")]
    [InlineData("double M(double[] x) { double h = 0; foreach (var p in Softmax(x)) { var q = p; if (q <= 0) q = 1e-10; h -= p * Math.Log(q); } return h; }")]
    [InlineData("double M(double[] x) { double h = 0; foreach (var p in Softmax(x)) { if (p == 0) continue; h -= p * Math.Log(p); } return h; }")]
    [InlineData("double M(double[] x, int y) { var p = Softmax(x); return -Math.Log(p[y] == 0 ? 1e-10 : p[y]); }")]
    [InlineData("double[] Stable(double[] x) => SoftmaxOf(x); double[] SoftmaxOf(double[] x) { var p = Softmax(x); for (int i = 0; i < p.Length; i++) p[i] = Math.Max(p[i], 1e-12); return p; } double M(double[] x, int y) => Math.Log(Stable(x)[y]);")]
    [InlineData("double Loss(double[] p, int y) => -Math.Log(p[y] + 1e-9); double M(double[] x, int y) => Loss(Softmax(x), y);")]
    [InlineData("double[] _p = []; void Forward(double[] x) { _p = Softmax(x); for (int i = 0; i < _p.Length; i++) _p[i] = Math.Max(_p[i], 1e-12); } double Loss(int y) => -Math.Log(_p[y]);")]
    public Task Of_a_probability_that_is_kept_away_from_zero_or_comes_from_elsewhere(string members) => RuleTest<LogSoftmaxAnalyzer>.VerifyAsync(Softmax + members);

    private const string Kernels =
        """
        [FusedSoftmax] private static partial void Rows(ReadOnlySpan<double> logits, Span<double> probabilities);
        [FusedSoftmax] private static partial void Batch(double[] logits, double[] probabilities, int columns);
        [FusedSoftmax] private static partial void InPlace(Span<double> logits, ReadOnlySpan<double> bias);
        [FusedSoftmax] private partial void Scaled(double temperature, [KernelParameter(KernelRole.Logits)] Span<double> scores, Span<double> probabilities);
        """;

    // A kernel by its attribute, whatever it is called.
    [Theory]
    [InlineData("double M(double[] x, int y) { var p = new double[x.Length]; Rows(x, p); return -{|FK1004:Math.Log(p[y])|}; }")]
    [InlineData("double M(double[] x, int y) { Span<double> p = stackalloc double[4]; Rows(x, p); return -{|FK1004:Math.Log(p[y])|}; }")]
    [InlineData("double M(double[] x, int y) { Rows(x, x); return -{|FK1004:Math.Log(x[y])|}; }")]
    [InlineData("double M(double[] x, int y) { Rows(probabilities: x, logits: x); return -{|FK1004:Math.Log(x[y])|}; }")]
    [InlineData("double M(double[] x, int y) { Rows(x.AsSpan(0, 4), x.AsSpan(0, 4)); return -{|FK1004:Math.Log(x[y])|}; }")]
    [InlineData("double[] Of(double[] x) { var p = new double[x.Length]; Rows(x, p); return p; } double M(double[] x, int y) => -{|FK1004:Math.Log(Of(x)[y])|};")]
    [InlineData("double[] Of(double[] x) { var p = new double[x.Length]; Rows(x, p); return p; } double M(double[] x) => -Of(x).Sum(p => p * {|FK1004:Math.Log(p)|});")]
    [InlineData("double[] Of(double[] x) { var p = new double[x.Length]; Rows(x, p); return p; } double M(double[] x) { double h = 0; foreach (var p in Of(x)) h -= p * {|FK1004:Math.Log(p)|}; return h; }")]
    [InlineData("double[] Of(List<double> x) { var p = new double[x.Count]; Rows(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(x), p); return p; } double M(List<double> x, int y) { var p = Of(x); return -{|FK1004:Math.Log(p[y])|}; }")]
    [InlineData("void Of(double[] x) => Rows(x, x); double M(double[] x, int y) { Of(x); return -{|FK1004:Math.Log(x[y])|}; }")]
    [InlineData("double[] Softmax(double[] x) { var p = new double[x.Length]; Rows(x, p); return p; } double M(double[] x, int y) => -{|FK1004:Math.Log(Softmax(x)[y])|};")]
    [InlineData("void M(double[] x, int y) { Scaled(2, x, x); {|FK1004:Math.Log(x[y])|}.ToString(); }")]
    [InlineData("double M(double[] x, double[] b, int y) { InPlace(x, b); return {|FK1004:Math.Log(x[y])|} + Math.Log(b[y]); }")]
    [InlineData("double M(double[] x, int y) { var p = new double[x.Length]; Batch(x, p, 4); return {|FK1004:Math.Log(p[y])|}; }")]
    public Task Of_what_a_kernel_wrote(string members) => RuleTest<LogSoftmaxAnalyzer>.VerifyPartialAsync(Kernels, members);

    [Theory]
    [InlineData("[FusedLogSoftmax] private static partial void Rows(ReadOnlySpan<double> logits, Span<double> logProbabilities);")]
    [InlineData("[FusedLogSumExp] private static partial double Of(ReadOnlySpan<double> logits); static void Rows(double[] x, double[] y) => y[0] = Of(x);")]
    public Task Of_what_another_kernel_wrote(string kernel) =>
        RuleTest<LogSoftmaxAnalyzer>.VerifyPartialAsync(kernel, "double M(double[] x, int y) { var p = new double[x.Length]; Rows(x, p); return -Math.Log(p[y]); }");

    [Theory]
    [InlineData("double M() => {|FK1004:Scores.Softmax().Log()|}.Sum();")]
    [InlineData("double M(double eps) { var p = Scores.Softmax(); p.ClipInPlace(eps, 1 - eps); return p.Log().Sum(); }")]
    [InlineData("Tensor M(Tensor x) { var p = torch.sigmoid(x); p.clamp_(1e-7, 1); return torch.log(p); }")]
    [InlineData("double M(double[] x, int y) { var p = SoftmaxActivation.Compute(x); return -{|FK1004:Math.Log(p[y])|}; }")]
    [InlineData("double M(Missing x, int y) { var p = Rows.StableSoftmax(x); return -{|FK1004:Math.Log(p[y])|}; }")]
    [InlineData("double M(Missing x, int y) { var p = Rows.LogSoftmax(x); return -Math.Log(p[y]); }")]
    [InlineData("Vector<double> Of(Matrix<double> x, Vector<double> w) => Sigmoid(x.Multiply(w)); double Of(Vector<double> x, Vector<double> w) => Sigmoid(x.DotProduct(w)); static Vector<double> Sigmoid(Vector<double> z) => 1 / (1 + z.Multiply(-1).PointwiseExp()); static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z)); double M(Vector<double> w) { var p = Of(Inputs, w); return {|FK1004:p.PointwiseLog()|}.Sum(); }")]
    [InlineData("double M(Vector x, Vector y) { IFunction f = new Logistic(); var p = x.Each(v => f.Compute(v)); var q = p.Copy().Each(v => {|FK1004:Math.Log(1.0 - v)|}); return y.Dot({|FK1004:p.Log()|}) + (1.0 - y).Dot(q); }")]
    [InlineData("DenseMatrix? _p, _q; void M(DenseMatrix x) { if (_q is null || _q.RowCount != x.RowCount) _q = DenseMatrix.Create(1, 1, 0); x.PointwiseSigmoid(_p); _p.Subtract(1.0f, _q); _q.Negate(_q); {|FK1004:_q.PointwiseLog(_q)|}; }")]
    [InlineData("Row M(Row x, Row y) { Row p = Functions.math.Sigmoid(x); return -y * {|FK1004:log(p)|}; }")]
    [InlineData("static Row Sigmoid(Row x) { for (int i = 0; i < x.Count; i++) x[i] = logistic(x[i]); return x; } Row M(Row x, Row w) => {|FK1004:log(Sigmoid(multiply(x, w)))|};")]
    [InlineData("class Choice { readonly double[] _p; public Choice(double[] p) { _p = p; } public double LogOf(int y) => {|FK1004:Math.Log(_p[y])|}; } double M(Missing x) { var choice = new Choice(x.Scores.Softmax()); return choice.LogOf(x.Target); }")]
    public Task Unknown_types(string members) => RuleTest<LogSoftmaxAnalyzer>.VerifyBrokenAsync(members);
}
