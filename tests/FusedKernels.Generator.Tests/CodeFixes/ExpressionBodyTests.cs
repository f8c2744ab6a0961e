using FusedKernels.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Methods, properties and functions that are one expression get a block where a fix needs statements.</summary>
public class ExpressionBodyTests
{
    [Fact]
    public async Task An_expression_makes_room_for_statements() => Assert.Equal(
        """
        using FusedKernels;

        public static partial class Sample
        {
            // The probabilities.
            public static double[] F(double[] x)
            {
                double[] probabilities = new double[x.Length];
                Softmax(x, probabilities);
                return probabilities;
            } // sum to 1

            [FusedSoftmax]
            private static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                // The probabilities.
                public static double[] F(double[] x) => x.Select(v => {|FK1001:Math.Exp(v) / x.Sum(Math.Exp)|}).ToArray(); // sum to 1
            }
            """));

    [Fact]
    public async Task So_do_properties_and_lambdas() => Assert.Equal(
        """
        public static class Sample
        {
            private static readonly IReadOnlyCollection<double> scores = [1, 2];

            public static double Mean
            {
                get
                {
                    double max = scores.Append(double.MinValue).Max();
                    // Of what there is.
                    return max + Math.Log(scores
                        .Select(v => Math.Exp(v - max))
                        .Average());
                }
            }

            public static double F(double[] x) => x.Length + Mean;
        }
        """,
        await FixTest.FixAsync<SoftmaxCodeFix>(
            """
            public static class Sample
            {
                private static readonly IReadOnlyCollection<double> scores = [1, 2];

                public static double Mean =>
                    // Of what there is.
                    {|FK1003:Math.Log(scores
                            .Select(v => Math.Exp(v))
                            .Average())|};

                public static double F(double[] x) => x.Length + Mean;
            }
            """));

    [Fact]
    public async Task Their_braces_stand_as_they_do_around() => Assert.Equal(
        "using FusedKernels;\n\npublic static partial class Sample {\n    public static double[] F(double[] x) {\n        double[] probabilities = new double[x.Length];\n        Softmax(x, probabilities);\n        return probabilities;\n    }\n\n    static double Half(double x) => x / 2;\n\n    [FusedSoftmax]\n    private static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);\n}\n",
        await FixTest.FixAsync<SoftmaxCodeFix>(
            "public static class Sample {\n    public static double[] F(double[] x) =>\n        x.Select(v => {|FK1001:Math.Exp(v) / x.Sum(Math.Exp)|}).ToArray();\n\n    static double Half(double x) => x / 2;\n}\n"));

    [Theory]
    [InlineData("double[][] F(double[][] x) => x.Select(r => r.Select(v => {|FK1001:Math.Exp(v) / r.Sum(Math.Exp)|}).ToArray()).ToArray();", "[FusedSoftmax]")]
    [InlineData("double[] F(double[] x) { double[] Of(double[] y) => y.Select(v => {|FK1001:Math.Exp(v) / y.Sum(w => Math.Exp(w))|}).ToArray(); return Of(x); }", "[FusedSoftmax]")]
    [InlineData("IEnumerable<double> F(IEnumerable<double> x) => x.Select(v => {|FK1001:Math.Exp(v) / x.Sum(w => Math.Exp(w))|});", "double max = ")]
    [InlineData("double F(double[] x) => {|FK1003:Math.Log(x.Sum(v => Math.Exp(-v)))|};", "double max = ")]
    public async Task Functions_that_are_one_expression(string method, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<SoftmaxCodeFix>($"public static class Sample {{ public static {method} }}"), StringComparison.Ordinal);
}
