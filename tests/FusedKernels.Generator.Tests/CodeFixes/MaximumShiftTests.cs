using FusedKernels.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Where no kernel fits, the maximum is subtracted in place, unless somebody would notice.</summary>
public class MaximumShiftTests
{
    [Fact]
    public async Task What_no_kernel_takes_is_shifted_in_place() => Assert.Equal(
        """
        public static class Sample
        {
            public static double[,] Rows(double[,] scores)
            {
                var w = new double[scores.GetLength(0), scores.GetLength(1)];
                for (int i = 0; i < scores.GetLength(0); i++)
                {
                    double sum = 0;
                    double max = double.MinValue;
                    for (int j = 0; j < scores.GetLength(1); j++)
                    {
                        max = Math.Max(max, scores[i, j]);
                    }

                    for (int j = 0; j < scores.GetLength(1); j++)
                        sum += w[i, j] = Math.Exp(scores[i, j] - max); // the weight
                    for (int j = 0; j < scores.GetLength(1); j++)
                        w[i, j] /= sum;
                }
                return w;
            }
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                public static double[,] Rows(double[,] scores)
                {
                    var w = new double[scores.GetLength(0), scores.GetLength(1)];
                    for (int i = 0; i < scores.GetLength(0); i++)
                    {
                        double sum = 0;
                        for (int j = 0; j < scores.GetLength(1); j++)
                            sum += w[i, j] = Math.Exp(scores[i, j]); // the weight
                        for (int j = 0; j < scores.GetLength(1); j++)
                            {|FK1001:w[i, j] /= sum|};
                    }
                    return w;
                }
            }
            """));

    [Theory]
    [InlineData("double F(double[] x, int index)", "return {|FK1001:Math.Exp(x[index]) / x.Sum(Math.Exp)|};")]
    [InlineData("double[] F(double[] x)", "var y = new double[x.Length]; for (int i = 0; i < y.Length; i++) { double sum = 0; for (int k = 0; k < x.Length; k++) { sum += Math.Exp(x[k]); } y[i] = {|FK1001:Math.Exp(x[i]) / sum|}; } return y;")]
    [InlineData("List<double> F(List<double> x)", "double z = x.Aggregate(0.0, (acc, v) => acc + Math.Exp(v)); return x.ConvertAll(v => {|FK1001:Math.Exp(v) / z|});")]
    [InlineData("Dictionary<string, double> F(Dictionary<string, double> x)", "double z = x.Sum(p => Math.Exp(p.Value)); return x.ToDictionary(p => p.Key, p => {|FK1001:Math.Exp(p.Value) / z|});")]
    [InlineData("double F(double[] x, double scale)", "double num = 0, den = 0; foreach (double v in x) { double w = Math.Exp(scale * v); num += v * w; den += w; } return {|FK1001:num / den|};")]
    [InlineData("string F(double[] x)", "double z = 0; foreach (double v in x) z += Math.Exp(v); var lines = new List<string>(); for (int i = 0; i < x.Length; i++) lines.Add($\"{i} {{|FK1001:100 * Math.Exp(x[i]) / z|}:F1}\"); return lines[0];")]
    [InlineData("(int, double)[] F(double[] x)", "double z = x.Sum(Math.Exp); return x.Select(v => (1, {|FK1001:Math.Exp(v) / z|})).ToArray();")]
    [InlineData("float[] F(IEnumerable<float> x)", "var e = x.Select(v => MathF.Exp(v)).ToArray(); var s = e.Sum() + 1e-8f; return e.Select(v => {|FK1001:v / s|}).ToArray();")]
    [InlineData("double[] F(double[] x, double t)", "double max = x.Max(); double[] e = x.Select(s => Math.Exp(s / t - max) * 2).ToArray(); double sum = e.Sum(); return e.Select(v => {|FK1001:v / sum|}).ToArray();")]
    [InlineData("double F(double[,] x)", "double total = 0; for (int i = 0; i < 3; i++) { double s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[i, j] + i); total -= {|FK1003:Math.Log(s)|}; } return total;")]
    [InlineData("double F(double[] x)", "double mean = x.Select(Math.Exp).Average(); return -{|FK1003:Math.Log(mean)|};")]
    [InlineData("double F(float[] x)", "double s = 0; foreach (float v in x) s += Math.Exp(v); return {|FK1003:Math.Log(s)|};")]
    [InlineData("double[] F(IList<double> x)", "var p = new double[x.Count]; double sum = 0; for (int i = 0; i < x.Count; i++) { sum = sum + Math.Exp(x[i]); } for (int i = 0; i < x.Count; i++) { p[i] = {|FK1001:Math.Exp(x[i]) / sum|}; } return p;")]
    [InlineData("double[] F(double[] x)", "double s = x.Select(Math.Exp).Aggregate((a, b) => a + b); return x.Select(v => {|FK1001:Math.Exp(v) / s|}).ToArray();")]
    [InlineData("double[] F(double[] x)", "double s = 0; Array.ForEach(x, v => s += Math.Exp(v)); var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:Math.Exp(x[i]) / s|}; return p;")]
    [InlineData("double[] F(List<double> x)", "double s = 0; x.ForEach(v => s += Math.Exp(v)); return x.Select(v => {|FK1001:Math.Exp(v) / s|}).ToArray();")]
    [InlineData("double[] F(double[] x)", "double s = x.Sum(Math.Exp); return Enumerable.Range(0, x.Length).Select(i => {|FK1001:Math.Exp(x[i]) / s|}).ToArray();")]
    [InlineData("List<double> F(List<double> x)", "double s = 0; var e = new List<double>(); foreach (var v in x) { double w = Math.Exp(v); e.Add(w); s += w; } for (int i = 0; i < e.Count; i++) {|FK1001:e[i] /= s|}; return e;")]
    [InlineData("double[] F(double[] x)", "double s = x.Sum(Math.Exp); double P(double v) => {|FK1001:Math.Exp(v) / s|}; return x.Select(P).ToArray();")]
    [InlineData("double[] F(double[] x)", "double s = 0; foreach (var v in x) s += Math.Exp(v); Func<double, double> p = v => {|FK1001:Math.Exp(v) / s|}; return x.Select(p).ToArray();")]
    [InlineData("double[] F(double[] x)", "double Total() { double s = 0; foreach (var v in x) s += Math.Exp(v); return s; } double t = Total(); var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:Math.Exp(x[i]) / t|}; return p;")]
    [InlineData("double[] F(double[] x, bool b)", "double s = 0; for (int i = 0; i < x.Length; i++) s += b && i == 0 ? 0 : Math.Exp(x[i]); if (s == 0) return []; var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:Math.Exp(x[i]) / s|}; return p;")]
    [InlineData("double F(double[,] x)", "double s; for (int i = 0; i < 3; i++) { s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[i, j]); for (int j = 0; j < x.GetLength(1); j++) x[i, j] = {|FK1001:Math.Exp(x[i, j]) / s|}; } return x[0, 0];")]
    [InlineData("float F(IReadOnlyList<float> x)", "double s = 0; for (int i = 0; i < x.Count; i++) s += Math.Exp(x[i]); return 2 * {|FK1003:MathF.Log((float)s)|};")]
    [InlineData("double[] F(double[] x)", "double s = 0; var e = new double[x.Length]; int i = 0; while (i < x.Length) { e[i] = Math.Exp(x[i]); s += e[i]; i++; } i = 0; while (i < x.Length) { {|FK1001:e[i] /= s|}; i++; } return [i];")]
    [InlineData("double F(double[,] x)", "double s = 0; int j = 0; do { s += Math.Exp(x[0, j] * 2); j++; } while (j < x.GetLength(1)); return {|FK1003:Math.Log2(s)|};")]
    [InlineData("double F(double[] x)", "Func<double> mean = () => { double num = 0, den = 0; for (int i = 0, n = x.Length; i < n; i++) { double w = Math.Exp(x[i]); num += w * i; den += w; } return {|FK1001:num / den|}; }; return mean();")]
    [InlineData("double F(double[,] x)", "switch (x.Length) { case 0: return 0; default: double s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[0, j]); return {|FK1003:Math.Log(s)|}; }")]
    [InlineData("double F(double[] x)", "double z = x.Sum(Math.Exp); return x.Zip(x, (v, u) => {|FK1001:u * Math.Exp(v) / z|}).Sum();")]
    public async Task Values_that_leave_as_ratios(string signature, string body)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {signature} {{ {body} }} }}");
        Assert.DoesNotContain("Fused", after, StringComparison.Ordinal);
        Assert.Contains("max", after, StringComparison.Ordinal);
        Assert.Contains("double.MinValue", after.Replace("float", "double", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_on_one_line_stays_there() => Assert.Contains(
        "{ double s = 0; double max = double.MinValue; for (int j = 0; j < 3; j++) { max = Math.Max(max, 2 * x[j]); } for (int j = 0; j < 3; j++) s += Math.Exp(2 * x[j] - max); return max + Math.Log(s); }",
        await FixTest.FixAsync<SoftmaxCodeFix>("public static class Sample { static double S(double[] x) { double s = 0; for (int j = 0; j < 3; j++) s += Math.Exp(2 * x[j]); return {|FK1003:Math.Log(s)|}; } public static double F(double x) => S([x, x + 1, x - 1]); }"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Braces_stand_as_they_do_around() => Assert.Equal(
        "public static class Sample {\n    public static double F(double[,] x) {\n        double s = 0;\n        double max = double.MinValue;\n        for (int j = 0; j < x.GetLength(1); j++) {\n            max = Math.Max(max, x[0, j]);\n        }\n\n        // All.\n        for (int j = 0; j < x.GetLength(1); j++) {\n            s += Math.Exp(x[0, j] - max);\n        }\n        return max + Math.Log(s);\n    }\n}\n",
        await FixTest.FixAsync<SoftmaxCodeFix>(
            "public static class Sample {\n    public static double F(double[,] x) {\n        double s = 0;\n        // All.\n        for (int j = 0; j < x.GetLength(1); j++) {\n            s += Math.Exp(x[0, j]);\n        }\n        return {|FK1003:Math.Log(s)|};\n    }\n}\n"));

    [Fact]
    public async Task A_scaled_row_behind_a_pointer_is_shifted() => Assert.Contains(
        "x[i] = MathF.Exp(2 * x[i] - max)",
        await FixTest.FixAsync<SoftmaxCodeFix>(
            "public static class Sample { static unsafe void Softmax(float* x, int n) { float s = 0; for (int i = 0; i < n; i++) { x[i] = MathF.Exp(2 * x[i]); s += x[i]; } for (int i = 0; i < n; i++) {|FK1001:x[i] /= s|}; } public static unsafe void F(float[] x) { fixed (float* p = x) Softmax(p, x.Length); } }"),
        StringComparison.Ordinal);

    // What a method does with the exponentials that it is given is looked into.
    [Theory]
    [InlineData("static double Total(double[] x) { double s = 0; foreach (var v in x) s += v; return s; } public static double[] F(double[] x, double scale) { var e = new double[x.Length]; for (int i = 0; i < x.Length; i++) e[i] = Math.Exp(x[i] * scale); double s = Total(e); for (int i = 0; i < x.Length; i++) {|FK1001:e[i] /= s|}; return e; }")]
    [InlineData("static double[] Weights(double[] x, double t, Func<double, double> f) => x.Select(f).ToArray(); public static double[] F(double[] x, double t) { double mean = x.Average(v => Math.Exp(v * t)); return {|FK1001:Weights(x, t, v => Math.Exp(v * t) / mean)|}; }")]
    [InlineData("sealed class Layer(double[] x) { public double[] Scores => x; } static double[] S(Layer[] layers) { double s = layers.SelectMany(layer => layer.Scores).Sum(v => Math.Exp(v)); return layers.SelectMany(layer => layer.Scores).Select(v => {|FK1001:Math.Exp(v) / s|}).ToArray(); } public static double[] F(double[] x) => S([new Layer(x)]);")]
    [InlineData("static void Normalize(IList<double> w) { var s = w.Sum(); for (int i = 0; i < w.Count; i++) w[i] /= s; } public static double[] F(IEnumerable<double> x) { var e = x.Select(Math.Exp).ToArray(); {|FK1001:Normalize(e)|}; return e; }")]
    [InlineData("public static double[] F(IEnumerable<double> x) { static IEnumerable<double> Normalize(List<double> w) { var s = w.Sum(); return w.Select(v => {|FK1001:v / s|}); } var e = x.Select(Math.Exp).ToList(); return Normalize(e).ToArray(); }")]
    public async Task Helpers(string members) =>
        Assert.Contains("max", await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("class Node { public double In, Out; } static void S(List<Node> nodes) { double s = 0; foreach (var n in nodes) { n.Out = Math.Exp(n.In); s += n.Out; } foreach (var n in nodes) {|FK1001:n.Out /= s|}; } public static double F(double[] x) { var l = x.Select(v => new Node { In = v }).ToList(); S(l); return l[0].Out; }")]
    [InlineData("class Node { public double In; public double P { get; set; } } static void S(Node[] nodes) { double s = 0; for (int i = 0; i < nodes.Length; i++) { nodes[i].P = Math.Exp(nodes[i].In); s += nodes[i].P; } for (int i = 0; i < nodes.Length; i++) {|FK1001:nodes[i].P /= s|}; } public static double F(double[] x) { var l = x.Select(v => new Node { In = v }).ToArray(); S(l); return l[0].P; }")]
    [InlineData("record Item(double Score); static double[] S(List<Item> items) { double s = items.Sum(n => Math.Exp(n.Score)); return items.Select(i => {|FK1001:Math.Exp(i.Score) / s|}).ToArray(); } public static double F(double[] x) => S(x.Select(v => new Item(v)).ToList())[0];")]
    [InlineData("class Vec { public double[] V = []; public int Count => V.Length; public double this[int i] { get => V[i]; set => V[i] = value; } } static void S(Vec x) { double s = 0; for (int i = 0; i < x.Count; i++) { x[i] = Math.Exp(x[i]); s += x[i]; } for (int i = 0; i < x.Count; i++) {|FK1001:x[i] /= s|}; } public static double[] F(double[] x) { var v = new Vec { V = x }; S(v); return x; }")]
    public async Task Objects(string members) =>
        Assert.Contains(" - max)", await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("static T[] G<T>(T[] x) where T : IFloatingPointIeee754<T> { T s = T.Zero; foreach (T v in x) s += T.Exp(v); var p = new T[x.Length]; for (int i = 0; i < x.Length; i++) p[i] = {|FK1001:T.Exp(x[i]) / s|}; return p; } public static double[] F(double[] x) => G(x);")]
    [InlineData("static void G<T>(Span<T> x) where T : IFloatingPointIeee754<T>, IMinMaxValue<T> { T s = T.Zero; for (int i = 0; i < x.Length; i++) { x[i] = T.Exp(x[i]); s += x[i]; } for (int i = 0; i < x.Length; i++) {|FK1001:x[i] /= s|}; } public static void F(float[] x) => G<float>(x);")]
    [InlineData("static T[] G<T>(T[] x) where T : struct, IFloatingPointIeee754<T> { T s = T.Zero; foreach (T v in x) s += T.Exp(v); return x.Select(v => {|FK1001:T.Exp(v) / s|}).ToArray(); } public static float[] F(float[] x) => G(x);")]
    [InlineData("static T G<T>(T[] x) where T : IFloatingPointIeee754<T> { T s = T.Zero; foreach (T v in x) s += T.Exp(v); return {|FK1003:T.Log(s)|}; } public static double F(double[] x) => G(x);")]
    public async Task Generic_mathematics(string members)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"using System.Numerics; public static class Sample {{ {members} }}");
        Assert.Contains("max = T.Max(max, ", after, StringComparison.Ordinal);
    }

    // The exponentials or the quotient are in a method that others may call as well.
    [Theory]
    [InlineData("static double Share(double v, double s) => Math.Exp(v) / s; double[] F(double[] x) { double s = 0; foreach (var v in x) s += Math.Exp(v); return x.Select(v => {|FK1001:Share(v, s)|}).ToArray(); }")]
    [InlineData("static double[] Exponentials(IEnumerable<double> x) => x.Select(Math.Exp).ToArray(); double[] F(IEnumerable<double> x) { var e = Exponentials(x); double s = e.Sum(); return e.Select(v => {|FK1001:v / s|}).ToArray(); }")]
    [InlineData("double[] _e = new double[64]; void Activate(double[] x) { for (int i = 0; i < x.Length; i++) _e[i] = Math.Exp(x[i]); } void Normalize() { double s = 0; for (int i = 0; i < 64; i++) s += _e[i]; for (int i = 0; i < 64; i++) {|FK1001:_e[i] /= s|}; }")]
    [InlineData("static readonly Func<double, double> E = Math.Exp; double[] F(double[] x) { double s = x.Sum(E); return x.Select(v => {|FK1001:E(v) / s|}).ToArray(); }")]
    public async Task Nothing_is_offered_across_methods(string members) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public class Sample {{ {members} }}");

    // The maximum of a row is none of another row's, and is unknown outside of its block.
    [Theory]
    [InlineData("double num = 0, den = 0; for (int i = 0; i < 3; i++) { double s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[i, j]); num += s * i; den += s; } return {|FK1001:num / den|};")]
    [InlineData("double den = 0; for (int i = 0; i < 3; i++) { for (int j = 0; j < x.GetLength(1); j++) den += Math.Exp(x[i, j]); } return {|FK1003:Math.Log(den)|};")]
    [InlineData("double s = 0, last = 0; for (int i = 0; i < 3; i++) { last += s * 0.5; s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[i, j]); for (int j = 0; j < x.GetLength(1); j++) x[i, j] = {|FK1001:Math.Exp(x[i, j]) / s|}; } return x[0, 0] + last;")]
    [InlineData("double s = 0; for (int i = 0; i < 3; i++) { s = 0; for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[i, j]); } return {|FK1003:Math.Log(s)|};")]
    [InlineData("double s = 0; if (x.Length > 1) { for (int j = 0; j < x.GetLength(1); j++) s += Math.Exp(x[0, j]); } return {|FK1003:Math.Log(s)|};")]
    [InlineData("var s = new double[3]; for (int i = 0; i < 3; i++) for (int j = 0; j < x.GetLength(1); j++) { x[i, j] = Math.Exp(x[i, j]); s[i] += x[i, j]; } for (int i = 0; i < 3; i++) for (int j = 0; j < x.GetLength(1); j++) {|FK1001:x[i, j] /= s[0]|}; return x[0, 0];")]
    public async Task Nothing_is_offered_across_rows(string body) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public static class Sample {{ public static double F(double[,] x) {{ {body} }} }}");

    [Fact]
    public async Task The_maxima_of_several_rows_are_found_before_them() => Assert.Equal(
        """
        public static class Sample
        {
            public static double[] F(double[,] x) {
                var sums = new double[x.GetLength(0)];

                double[] max = new double[x.GetLength(0)];
                for (int i = 0; i < x.GetLength(0); i++) {
                    max[i] = double.MinValue;
                    for (int j = 0; j < x.GetLength(1); j++) {
                        max[i] = Math.Max(max[i], x[i, j]);
                    }
                }

                // All rows.
                for (int i = 0; i < x.GetLength(0); i++) {
                    for (int j = 0; j < x.GetLength(1); j++) {
                        sums[i] += Math.Exp(x[i, j] - max[i]);
                    }
                }
                for (int i = 0; i < sums.Length; i++) {
                    sums[i] = max[i] + Math.Log(sums[i]);
                }
                return sums;
            }
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                public static double[] F(double[,] x) {
                    var sums = new double[x.GetLength(0)];

                    // All rows.
                    for (int i = 0; i < x.GetLength(0); i++) {
                        for (int j = 0; j < x.GetLength(1); j++) {
                            sums[i] += Math.Exp(x[i, j]);
                        }
                    }
                    for (int i = 0; i < sums.Length; i++) {
                        sums[i] = {|FK1003:Math.Log(sums[i])|};
                    }
                    return sums;
                }
            }
            """));

    // Of several rows, each with its sum in an array.
    [Theory]
    [InlineData("double[,] F(double[,] x)", "int n = x.GetLength(0), m = x.GetLength(1); var s = new double[n]; for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) { x[i, j] = Math.Exp(x[i, j]); s[i] += x[i, j]; } for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) {|FK1001:x[i, j] /= s[i]|}; return x;", "double[] max = new double[n]; for (int i = 0; i < n; i++) { max[i] = double.MinValue; for (int j = 0; j < m; j++) { max[i] = Math.Max(max[i], x[i, j]); } }")]
    [InlineData("double[][] F(double[][] x)", "var s = new double[x.Length]; var p = new double[x.Length][]; for (int i = 0; i < x.Length; i++) { p[i] = new double[x[i].Length]; for (int j = 0; j < x[i].Length; j++) { s[i] += Math.Exp(x[i][j]); } } for (int i = 0; i < x.Length; i++) { for (int j = 0; j < x[i].Length; j++) { p[i][j] = {|FK1001:Math.Exp(x[i][j]) / s[i]|}; } } return p;", "p[i][j] = Math.Exp(x[i][j] - max[i]) / s[i];")]
    [InlineData("float[] F(float[] x)", "int rows = 2, n = x.Length / 2; float[] s = new float[rows]; var e = new float[x.Length]; for (int r = 0; r < rows; r++) { for (int c = 0; c < n; c++) { e[r * n + c] = MathF.Exp(x[r * n + c]); s[r] += e[r * n + c]; } } for (int r = 0; r < rows; r++) { for (int c = 0; c < n; c++) { {|FK1001:e[r * n + c] /= s[r]|}; } } return e[..(rows * n)];", null)]
    [InlineData("double[] F(double[,] x)", "var s = new double[3]; var l = new double[3]; for (int i = 0; i < 3; i++) { for (int j = 0; j < x.GetLength(1); j++) s[i] += Math.Exp(x[i, j]); } for (int i = 0; i < 3; i++) l[i] = {|FK1003:Math.Log(s[i])|}; return l;", "l[i] = max[i] + Math.Log(s[i]);")]
    [InlineData("double[,] F(double[,] x)", "var s = new double[3]; for (int i = 0; i < 3; i++) { for (int j = 0; j < x.GetLength(1); j++) s[i] += Math.Exp(x[i, j]); for (int j = 0; j < x.GetLength(1); j++) x[i, j] = {|FK1001:Math.Exp(x[i, j]) / s[i]|}; } return x;", "double max = double.MinValue;")]
    public async Task Sums_of_several_rows(string signature, string body, string? expected)
    {
        string after = await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {signature} {{ {body} }} }}");
        Assert.Contains(expected ?? "max", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) { x[i, j] = Math.Exp(x[i, j]); s[i] += x[i, j]; } for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) {|FK1001:x[i, j] /= s[0]|}; return x[0, 0];")]
    [InlineData("for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) s[i] += Math.Exp(x[i, j]); return {|FK1001:Math.Exp(x[0, 0]) / s.Sum()|};")]
    [InlineData("double all = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) { s[i] += Math.Exp(x[i, j]); all += Math.Exp(x[i, j]); } for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) x[i, j] = {|FK1001:Math.Exp(x[i, j]) / s[i]|}; return all;")]
    [InlineData("for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) { x[i, j] = i * j; s[i] += Math.Exp(x[i, j]); } for (int i = 0; i < 3; i++) for (int j = 0; j < m; j++) x[i, j] = {|FK1001:Math.Exp(x[i, j]) / s[i]|}; return 0;")]
    public async Task Nothing_is_offered_where_rows_meet(string body) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public static class Sample {{ public static double F(double[,] x) {{ int m = x.GetLength(1); var s = new double[3]; {body} }} }}");

    // The maximum would be that of what the row held before.
    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < x.Length; i++) { y[i] = 2 * x[i]; s += Math.Exp(y[i] * 3); } return {|FK1003:Math.Log(s)|};")]
    [InlineData("double s = 0, a = 1; for (int i = 0; i < x.Length; i++) { a += x[i]; s += Math.Exp(x[i] * a); } return {|FK1003:Math.Log(s)|};")]
    public async Task Nothing_is_offered_for_a_row_that_is_made_on_the_way(string body) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public static class Sample {{ public static double F(double[] x) {{ var y = new double[x.Length]; {body} }} }}");

    // Logarithms of what is a ratio by then are owed nothing.
    [Theory]
    [InlineData("double h = 0; foreach (var q in e) h += Math.Log(q); return h;")]
    [InlineData("return e.Sum(q => Math.Log(q));")]
    public async Task Nothing_is_offered_where_ratios_were_handed_on(string body) => await FixTest.NotOfferedAsync<SoftmaxCodeFix>(
        $"public static class Sample {{ public static double F(double[,] x) {{ var e = new double[x.GetLength(1)]; double s = 0; for (int i = 0; i < e.Length; i++) {{ e[i] = Math.Exp(x[0, i]); s += e[i]; }} for (int i = 0; i < e.Length; i++) {{|FK1001:e[i] /= s|}}; {body} }} }}");

    // A row that comes from elsewhere may be longer than what is written to it.
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) y[i] = Math.Exp(2 * x[i]); double s = y.Sum(); for (int i = 0; i < n; i++) {|FK1001:y[i] /= s|};", false)]
    [InlineData("for (int i = 0; i < n; i++) y[i] = Math.Exp(2 * x[i]); double s = 0; for (int i = 0; i < y.Length; i++) s += y[i]; for (int i = 0; i < n; i++) {|FK1001:y[i] /= s|};", false)]
    [InlineData("for (int i = 0; i < n; i++) y[i] = Math.Exp(2 * x[i]); double s = 0; for (int i = 0; i < n; i++) s += y[i]; for (int i = 0; i < n; i++) {|FK1001:y[i] /= s|}; Array.Reverse(y);", true)]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] = Math.Exp(2 * x[i]); double s = y.Sum(); for (int i = 0; i < y.Length; i++) {|FK1001:y[i] /= s|};", true)]
    [InlineData("var e = y; for (int i = 0; i < n; i++) e[i] = Math.Exp(2 * x[i]); double s = e.Sum(); for (int i = 0; i < n; i++) {|FK1001:e[i] /= s|};", false)]
    public async Task Rows_that_are_given(string body, bool isOffered)
    {
        string marked = $"public static class Sample {{ static void S(double[] x, double[] y, int n) {{ {body} }} public static double[] F(double[] x) {{ var y = new double[x.Length]; S(x, y, x.Length); return y; }} }}";
        if (isOffered)
        {
            Assert.Contains(" - max)", await FixTest.FixAsync<SoftmaxCodeFix>(marked), StringComparison.Ordinal);
        }
        else
        {
            await FixTest.NotOfferedAsync<SoftmaxCodeFix>(marked);
        }
    }

    // The exponentials themselves leave the method, or something is added to their sum: a shift would be seen.
    [Theory]
    [InlineData("double s = x.Sum(Math.Exp); return {|FK1001:x[0] / s|};")]
    [InlineData("double s = 1; foreach (double v in x) s += Math.Exp(v); return {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; foreach (double v in x) s += Math.Exp(v); Console.WriteLine(s); return {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; foreach (double v in x) s += Unknown.Exp(v); return {|FK1001:Math.Exp(x[0]) / s|}")]
    [InlineData("double s = 0; int k = 0; foreach (double v in x) s += Math.Exp(v); switch (s) { case > 5: k = 1; break; } return k + {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; int k = 0; foreach (double v in x) s += Math.Exp(v); for (; k < s; k++) { } return k + {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; int k = 0; foreach (double v in x) s += Math.Exp(v); do { k++; } while (k < s); return k + {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; foreach (double v in x) s += Math.Exp(v); Func<double> total = () => s; return total() + {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; foreach (double v in x) s += Math.Exp(v); double Total() => s; return Total() + {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = 0; if (x.Length > 2) s = x[1]; else foreach (double v in x) s += Math.Exp(v); return {|FK1001:Math.Exp(x[0]) / s|};")]
    [InlineData("double s = x.Sum(static v => Math.Exp(v)); return {|FK1001:Math.Exp(x[0]) / s|};")]
    public async Task Nothing_is_offered_that_would_change_a_result(string body) =>
        await FixTest.NotOfferedAsync<SoftmaxCodeFix>($"public static class Sample {{ public static double F(double[] x) {{ {body} }} }}");
}
