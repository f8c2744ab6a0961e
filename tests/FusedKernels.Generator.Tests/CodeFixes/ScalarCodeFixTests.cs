using FusedKernels.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Expressions of one number become calls of <see cref="StableMath"/> that compute the same where the expression did not overflow.</summary>
public class ScalarCodeFixTests
{
    [Theory]
    [InlineData("double x", "Math.Log(1 + Math.Exp(x))", "StableMath.Softplus(x)")]
    [InlineData("double x", "Math.Log(1.0 + Math.Exp(-x))", "StableMath.Softplus(-x)")]
    [InlineData("double x", "Math.Log(Math.Exp(x) + 1.0)", "StableMath.Softplus(x)")]
    [InlineData("double x, double t", "Math.Log(1.0 + Math.Exp(t * x)) / t", "StableMath.Softplus(t * x) / t")]
    [InlineData("float x", "MathF.Log(1f + MathF.Exp(x))", "StableMath.Softplus(x)")]
    [InlineData("float x", "(float)Math.Log(1 + Math.Exp(x))", "StableMath.Softplus(x)")]
    [InlineData("float x", "(float)(Math.Log(1 + Math.Exp(x)))", "StableMath.Softplus(x)")]
    [InlineData("float x", "Math.Log(1 + Math.Exp(x))", "StableMath.Softplus((double)x)")]
    [InlineData("double x", "(float)Math.Log(1 + Math.Exp(x))", "(float)StableMath.Softplus(x)")]
    [InlineData("float x", "MathF.Log(1 + (float)Math.Exp(x))", "StableMath.Softplus(x)")]
    [InlineData("double x", "double.Log(1 + double.Exp(x))", "StableMath.Softplus(x)")]
    [InlineData("double x", "Math.Log(1 + Math.Pow(Math.E, x))", "StableMath.Softplus(x)")]
    [InlineData("double x", "-Math.Log(1 + Math.Exp(x - 2))", "-StableMath.Softplus(x - 2)")]
    [InlineData("double x", "-Math.Log(1 / (1 + Math.Exp(-x)))", "-StableMath.LogSigmoid(x)")]
    [InlineData("double x, double y", "Math.Log(Math.Exp(x) + Math.Exp(y))", "StableMath.LogAddExp(x, y)")]
    [InlineData("float x, float y", "MathF.Log(MathF.Exp(-x * 2) + MathF.Exp(y + 1))", "StableMath.LogAddExp(-x * 2, y + 1)")]
    [InlineData("double x", "Math.Log(1 - Math.Exp(-Math.Abs(x)))", "StableMath.Log1MExp(-Math.Abs(x))")]
    [InlineData("double x", "Math.Log(1 - /* the rest */ Math.Exp(-Math.Abs(x)))", "/* the rest */ StableMath.Log1MExp(-Math.Abs(x))")]
    [InlineData("double x", "Math.Log(1 + Math.Exp(Math.Log(1 + Math.Exp(x))))", "StableMath.Softplus(Math.Log(1 + Math.Exp(x)))")]
    [InlineData("int x", "Math.Log(1 + Math.Exp(x))", "StableMath.Softplus((double)x)")]
    [InlineData("double x", "double.LogP1(Math.Exp(x))", "StableMath.Softplus(x)")]
    [InlineData("double x", "Math.Log(2 + 2 * Math.Exp(x))", "StableMath.Softplus(x) + Math.Log(2)")]
    [InlineData("double x", "Math.Log(Math.Exp(x * x + 1) - 1)", "x * x + 1 + StableMath.Log1MExp(-(x * x + 1))")]
    [InlineData("double x, double y", "2 * Math.Log(Math.Exp(x + 6) - Math.Exp(y))", "2 * (x + 6 + StableMath.Log1MExp(y - (x + 6)))")]
    [InlineData("double x, double y", "3 - Math.Log((Math.Exp(x) + Math.Exp(y)) / 2)", "3 - (StableMath.LogAddExp(x, y) + Math.Log(0.5))")]
    [InlineData("float x, float y", "MathF.Log(0.5f * (MathF.Exp(x) + MathF.Exp(y)))", "StableMath.LogAddExp(x, y) + MathF.Log(0.5f)")]
    [InlineData("double x", "Math.Log(Math.Cosh(x))", "StableMath.LogAddExp(x, -x) + Math.Log(0.5)")]
    [InlineData("double x, double y", "-Math.Log(Math.Exp(x) / (Math.Exp(x) + Math.Exp(y)))", "-StableMath.LogSigmoid(x - y)")]
    [InlineData("double x", "Math.Log2(1 + Math.Exp(x))", "StableMath.Softplus(x) / Math.Log(2)")]
    [InlineData("double x", "1 - Math.Log(1 + Math.Exp(x), 10)", "1 - StableMath.Softplus(x) / Math.Log(10)")]
    [InlineData("float x, float y", "MathF.Log10((MathF.Exp(x) + MathF.Exp(y)) / 2)", "(StableMath.LogAddExp(x, y) + MathF.Log(0.5f)) / MathF.Log(10f)")]
    [InlineData("double x, double y", "Math.Log(Math.Exp(x) + Math.Exp(y) + 1)", "StableMath.Softplus(StableMath.LogAddExp(x, y))")]
    [InlineData("double x, double y", "Math.Log(Math.Exp(x) + Math.Exp(y) + Math.Exp(x * y))", "StableMath.LogAddExp(StableMath.LogAddExp(x, y), x * y)")]
    public async Task Logarithms_of_sums(string parameters, string before, string after) =>
        await VerifyAsync(parameters, before, after);

    [Theory]
    [InlineData("double x", "Math.Exp(x) / (1 + Math.Exp(x))", "StableMath.Sigmoid(x)")]
    [InlineData("double x", "Math.Exp(-x) / (Math.Exp(-x) + 1.0)", "StableMath.Sigmoid(-x)")]
    [InlineData("float x", "MathF.Exp(x) / (1 + MathF.Exp(x))", "StableMath.Sigmoid(x)")]
    [InlineData("float x", "(float)(Math.Exp(x) / (1 + Math.Exp(x)))", "StableMath.Sigmoid(x)")]
    [InlineData("double x", "x * Math.Exp(x) / (1 + Math.Exp(x))", "x * StableMath.Sigmoid(x)")]
    [InlineData("double x, double y", "Math.Exp(x) / (Math.Exp(x) + Math.Exp(y))", "StableMath.Sigmoid(x - y)")]
    [InlineData("double x, double y", "Math.Exp(y) / (Math.Exp(x) + Math.Exp(y))", "StableMath.Sigmoid(y - x)")]
    [InlineData("double x, double y", "Math.Exp(x) / (Math.Exp(x) + Math.Exp(-y))", "StableMath.Sigmoid(x - (-y))")]
    [InlineData("double x", "Math.Exp(x) / (Math.Exp(x) + Math.Exp(-x))", "StableMath.Sigmoid(2 * x)")]
    [InlineData("double x", "(Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x))", "Math.Tanh(x)")]
    [InlineData("double x", "(Math.Exp(2 * x) - 1) / (Math.Exp(2 * x) + 1)", "Math.Tanh(x)")]
    [InlineData("double x", "(1 - Math.Exp(-2 * x)) / (1 + Math.Exp(-2 * x))", "Math.Tanh(x)")]
    [InlineData("double x", "(1 - Math.Exp(-x)) / (1 + Math.Exp(-x))", "Math.Tanh(x / 2)")]
    [InlineData("float x", "(MathF.Exp(x) - MathF.Exp(-x)) / (MathF.Exp(x) + MathF.Exp(-x))", "MathF.Tanh(x)")]
    [InlineData("double x", "Math.Exp(-x) / ((1 + Math.Exp(-x)) * (1 + Math.Exp(-x)))", "StableMath.Sigmoid(x) * StableMath.Sigmoid(-x)")]
    [InlineData("double x", "Math.Exp(x) / Math.Pow(1 + Math.Exp(x), 2)", "StableMath.Sigmoid(x) * StableMath.Sigmoid(-x)")]
    [InlineData("double x", "1 - Math.Exp(x) / Math.Pow(1 + Math.Exp(x), 2)", "1 - StableMath.Sigmoid(x) * StableMath.Sigmoid(-x)")]
    [InlineData("double x, double t", "3 * x * x * Math.Exp(x) / ((Math.Exp(x) - 1) * (Math.Exp(x) - 1)) + t", "-3 * x * x / (StableMath.ExpM1(x) * StableMath.ExpM1(-x)) + t")]
    [InlineData("double x", "Math.Exp(x) / (Math.Exp(x) - 1)", "-1 / StableMath.ExpM1(-x)")]
    [InlineData("double x", "(Math.Exp(x) + Math.Exp(-x)) / (Math.Exp(x) - Math.Exp(-x)) - 1 / x", "1 / Math.Tanh(x) - 1 / x")]
    [InlineData("double x", "x * Math.Sinh(2 * x) / Math.Cosh(2 * x)", "x * Math.Tanh(2 * x)")]
    [InlineData("double x", "(Math.Exp(x) - 1 / Math.Exp(x)) / (Math.Exp(x) + 1 / Math.Exp(x))", "Math.Tanh(x)")]
    [InlineData("double x, double y", "Math.Exp(x + y) / Math.Exp(x)", "Math.Exp(x + y - x)")]
    [InlineData("double x", "Math.Exp(x * x) * Math.Exp(-x * x - x)", "Math.Exp(x * x + (-x * x - x))")]
    [InlineData("double x, double scale", "Math.Exp(-x) / (scale * Math.Pow(1 + Math.Exp(-x), 2))", "StableMath.Sigmoid(x) * StableMath.Sigmoid(-x) / scale")]
    [InlineData("double x", "2 - (Math.Exp(2 * x) - Math.Exp(x))", "2 - (Math.Exp(x) * StableMath.ExpM1(x))")]
    [InlineData("float x", "MathF.Exp(x) - MathF.Exp(3 * x)", "-MathF.Exp(x) * StableMath.ExpM1(2f * x)")]
    [InlineData("double x", "x * Math.Exp(x) - Math.Exp(x)", "(x - 1) * Math.Exp(x)")]
    [InlineData("double x, double y, double z", "Math.Exp(x) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", "1 / (1 + Math.Exp(y - x) + Math.Exp(z - x))")]
    [InlineData("double x, double y", "3 * y * Math.Exp(x) / (1 + Math.Exp(x) + 2 * Math.Exp(y))", "3 * y / (Math.Exp(-x) + 1 + 2 * Math.Exp(y - x))")]
    [InlineData("float x, float y", "MathF.Exp(x) / (2f + MathF.Exp(x) + MathF.Exp(y))", "1f / (2f * MathF.Exp(-x) + 1f + MathF.Exp(y - x))")]
    [InlineData("double x", "Math.Exp(x) / (2 + Math.Exp(x))", "1 / (2 * Math.Exp(-x) + 1)")]
    [InlineData("double x", "Math.Exp(x) / (1 + Math.Exp(x) + Math.Exp(2 * x))", "1 / (Math.Exp(-x) + 1 + Math.Exp(x))")]
    [InlineData("float x", "1.5f * MathF.Exp(x) - x * MathF.Exp(x)", "(1.5f - x) * MathF.Exp(x)")]
    public async Task Ratios(string parameters, string before, string after) =>
        await VerifyAsync(parameters, before, after);

    [Theory]
    [InlineData("double x", "Math.Exp(x) - 1", "StableMath.ExpM1(x)")]
    [InlineData("float x", "MathF.Exp(x) - 1f", "StableMath.ExpM1(x)")]
    [InlineData("float x", "(float)(Math.Exp(x) - 1)", "StableMath.ExpM1(x)")]
    [InlineData("double x", "Math.Log(1 + x * x)", "StableMath.LogP1(x * x)")]
    [InlineData("double x", "Math.Log(Math.Abs(x) + 1.0)", "StableMath.LogP1(Math.Abs(x))")]
    [InlineData("double x", "2 * (Math.Exp(x) - 1)", "2 * StableMath.ExpM1(x)")]
    public async Task Near_one(string parameters, string before, string after) =>
        await VerifyAsync(parameters, before, after);

    [Theory]
    [InlineData("static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v)); public static double F(double x, double y) { double p = Sigmoid(x - 1); return -y * {|FK1004:Math.Log(p)|}; }", "return -y * StableMath.LogSigmoid(x - 1);")]
    [InlineData("static float Sigmoid(float v) { return 1f / (1f + MathF.Exp(-v)); } public static float F(float x) => -{|FK1004:MathF.Log(Sigmoid(x))|};", "=> -StableMath.LogSigmoid(x);")]
    public async Task A_method_that_is_one_formula(string members, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync($"public static class Sample {{ {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("double F(double x) { double q = Math.Exp(x); {|FK1007:q /= 1 + Math.Exp(x)|}; return q; }", "{ double q = StableMath.Sigmoid(x); return q; }")]
    [InlineData("void F(double[] x, double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp(x[i]); {|FK1007:y[i] /= 1 + Math.Exp(x[i])|}; } }", "{ y[i] = StableMath.Sigmoid(x[i]); } }")]
    [InlineData("double F(double x, double y) { double z = (x - y) / 2; double e = Math.Exp(-z); double a = 1 + e; double d = y * a * a; return {|FK1007:e / d|}; }", "return StableMath.Sigmoid(z) * StableMath.Sigmoid(-z) / y;")]
    public async Task A_quotient_in_steps(string method, string expected) =>
        Assert.Contains(expected, await FixTest.FixAsync<RatioCodeFix>($"public static class Sample {{ public static {method} }}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_local_that_nobody_else_uses_goes() => Assert.Equal(
        """
        using FusedKernels;

        public static class Sample
        {
            public static float Sigmoid(float value)
            {
                return StableMath.Sigmoid(value);
            }
        }
        """,
        await FixTest.FixAsync<RatioCodeFix>(
            """
            public static class Sample
            {
                public static float Sigmoid(float value)
                {
                    var k = (float)Math.Exp(value);
                    return {|FK1007:k / (1.0f + k)|};
                }
            }
            """));

    [Fact]
    public async Task A_local_with_a_comment_leaves_the_comment_and_one_with_other_readers_stays() => Assert.Equal(
        """
        using FusedKernels;

        public static class Sample
        {
            public static double Value(double a, double b)
            {
                // Both strengths.
                double eb = Math.Exp(b);
                return StableMath.Sigmoid(a - b) + eb;
            }
        }
        """,
        await FixTest.FixAsync<RatioCodeFix>(
            """
            public static class Sample
            {
                public static double Value(double a, double b)
                {
                    // Both strengths.
                    double ea = Math.Exp(a);
                    double eb = Math.Exp(b);
                    return {|FK1007:ea / (ea + eb)|} + eb;
                }
            }
            """));

    [Fact]
    public async Task Usings_keep_their_order_and_the_header_its_place()
    {
        Assert.Equal(
            "// Header.\nusing System;\nusing FusedKernels;\nusing Zebra;\n\nnamespace Zebra { }\npublic static class Sample { public static double F(double x) => StableMath.Softplus(x); }\n",
            await FixTest.FixAsync<SoftplusCodeFix>(
                "// Header.\nusing System;\nusing Zebra;\n\nnamespace Zebra { }\npublic static class Sample { public static double F(double x) => {|FK1005:Math.Log(1 + Math.Exp(x))|}; }\n"));
        Assert.Equal(
            "// Header.\n\nusing FusedKernels;\n\n// About the class.\npublic static class Sample { public static double F(double x) => StableMath.Softplus(x); }\n",
            await FixTest.FixAsync<SoftplusCodeFix>(
                "// Header.\n\n// About the class.\npublic static class Sample { public static double F(double x) => {|FK1005:Math.Log(1 + Math.Exp(x))|}; }\n"));
        Assert.Equal(
            "namespace App\n{\n    using System;\n    using FusedKernels;\n\n    public static class Sample { public static double F(double x) => StableMath.Softplus(x); }\n}\n",
            await FixTest.FixAsync<SoftplusCodeFix>(
                "namespace App\n{\n    using System;\n\n    public static class Sample { public static double F(double x) => {|FK1005:Math.Log(1 + Math.Exp(x))|}; }\n}\n"));
    }

    [Fact]
    public async Task A_type_of_the_same_name_does_not_get_in_the_way() => Assert.Equal(
        "public static class StableMath { }\npublic static class Sample { public static double F(double x) => global::FusedKernels.StableMath.Softplus(x); }",
        await FixTest.FixAsync<SoftplusCodeFix>(
            "public static class StableMath { }\npublic static class Sample { public static double F(double x) => {|FK1005:Math.Log(1 + Math.Exp(x))|}; }"));

    [Theory]
    [InlineData("double e = Math.Exp(x); x += 1; return {|FK1007:e / (1 + Math.Exp(x))|};")]
    [InlineData("var y = new double[1]; y[0] = Math.Exp(x); x = 1; {|FK1007:y[0] /= 1 + Math.Exp(x)|}; return y[0];")]
    [InlineData("double e = Math.Exp(x); e *= 2; return {|FK1007:e / (1 + e)|};")]
    [InlineData("return {|FK1007:Math.Exp(x) / (1 + x)|};")]
    [InlineData("return {|FK1007:Unknown(x) / (1 + Math.Exp(x))|}")]
    public async Task Nothing_is_offered_for_what_is_no_such_formula(string body) =>
        await FixTest.NotOfferedAsync<RatioCodeFix>($"public static class Sample {{ public static double F(double x) {{ {body} }} }}");

    // exp(x) − 1 over exp(x) + 1 is for the fix of ratios; the quotient of one exponential and itself is nothing that anybody meant.
    [Fact]
    public async Task Nothing_is_offered_for_a_part_of_a_ratio()
    {
        await FixTest.NotOfferedAsync<NearOneCodeFix>("public static class Sample { public static double F(double x) { double e = Math.Exp(2 * x); return ({|FK1009:e - 1|}) / (e + 1); } }");
        await FixTest.NotOfferedAsync<IndeterminateCodeFix>("public static class Sample { public static double F(double x) => {|FK1008:Math.Exp(x) / Math.Exp(x)|}; }");
        await FixTest.NotOfferedAsync<IndeterminateCodeFix>("public static class Sample { public static double F(double x) => {|FK1008:1 - Math.Exp(-x) / 1 + Math.Exp(-x)|}; }");
    }

    [Fact]
    public async Task Lines_that_are_the_authors_keep_their_layout() => Assert.Equal(
        "using FusedKernels;\n\n  public static class Sample\n  {\n      public static double F(double x){\n          var y=StableMath.Softplus(x)*2  ;\n              return y+x  ;\n      }\n  }\n",
        await FixTest.FixAsync<SoftplusCodeFix>(
            "  public static class Sample\n  {\n      public static double F(double x){\n          var y={|FK1005:Math.Log( 1+Math.Exp(x) )|}*2  ;\n              return y+x  ;\n      }\n  }\n"));

    [Fact]
    public async Task A_namespace_called_Math_does_not_get_in_the_way() => Assert.Contains(
        "return System.Math.Tanh(x);",
        await FixTest.FixAsync<RatioCodeFix>("namespace My.Math { public static class Sample { public static double F(double x) { return {|FK1007:(System.Math.Exp(2 * x) - 1) / (System.Math.Exp(2 * x) + 1)|}; } } }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task All_at_once(FixAllScope scope)
    {
        string[] after = await FixTest.FixAllAsync<SoftplusCodeFix>(
            scope,
            "class A { double F(double x) => {|FK1005:Math.Log(1 + Math.Exp({|FK1005:Math.Log(1 + Math.Exp(x))|}))|} + {|FK1006:Math.Log(1 - Math.Exp(-1))|}; }",
            "class B { double F(double x) => {|FK1005:Math.Log(1 + Math.Exp(x))|}; }");
        Assert.Equal("using FusedKernels;\n\nclass A { double F(double x) => StableMath.Softplus(StableMath.Softplus(x)) + StableMath.Log1MExp((double)(-1)); }", after[0]);
        if (scope != FixAllScope.Document)
        {
            Assert.Equal("using FusedKernels;\n\nclass B { double F(double x) => StableMath.Softplus(x); }", after[1]);
        }
    }

    private static async Task VerifyAsync(string parameters, string before, string after)
    {
        string type = before.Contains("MathF", StringComparison.Ordinal) || before.StartsWith("(float)", StringComparison.Ordinal) ? "float" : "double";
        string fixedText = await FixTest.FixAsync($"public static class Sample {{ public static {type} F({parameters}) => {before}; }}");
        string usings = after.Contains("StableMath", StringComparison.Ordinal) ? "using FusedKernels;\n\n" : "";
        Assert.Equal($"{usings}public static class Sample {{ public static {type} F({parameters}) => {after}; }}", fixedText);
    }
}
