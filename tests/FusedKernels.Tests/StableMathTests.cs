using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Every function of <see cref="StableMath"/> keeps the error bound that its documentation states, on all scales, and has the documented limits.</summary>
public sealed partial class StableMathTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double Nan = double.NaN;
    private const int Samples = 4000;

    private static readonly double Ln2 = Math.Log(2);

    private static readonly XDocument Documentation = XDocument.Load(Path.ChangeExtension(typeof(StableMath).Assembly.Location, "xml"));

    private static readonly Dictionary<string, Function> Functions = new Function[]
    {
        new("Sigmoid", StableMath.Sigmoid, StableMath.Sigmoid, Sigmoid),
        new("LogSigmoid", StableMath.LogSigmoid, StableMath.LogSigmoid, x => -Softplus(-x)),
        new("Softplus", StableMath.Softplus, StableMath.Softplus, Softplus),
        new("Log1MExp", StableMath.Log1MExp, StableMath.Log1MExp, Log1MExp, Highest: 0),
        new("ExpM1", StableMath.ExpM1, StableMath.ExpM1, ExpM1),
        new("LogP1", StableMath.LogP1, StableMath.LogP1, LogP1, Lowest: -1),
    }.ToDictionary(function => function.Name);

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesKeepTheDocumentedBound(string name)
    {
        Function function = Functions[name];
        double bound = DocumentedBound($"{name}(System.Double)");
        AssertWithin(bound, Inputs(function).Select(x => (x, UlpError.OfScalar(function.OfDouble(x), function.Exact(DoubleDouble.From(x)), 0))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsKeepTheDocumentedBound(string name)
    {
        Function function = Functions[name];
        double bound = DocumentedBound($"{name}(System.Single)");
        AssertWithin(bound, Inputs(function).Select(x => (float)x).Select(x => ((double)x, UlpError.OfScalar(function.OfFloat(x), function.Exact(DoubleDouble.From(x)), 0f))));
    }

    [Fact]
    public void LogAddExpKeepsTheDocumentedBounds()
    {
        double bound = DocumentedBound("LogAddExp(System.Double,System.Double)");
        double floatBound = DocumentedBound("LogAddExp(System.Single,System.Single)");
        var random = new SplitMix(SplitMix.Seed("LogAddExp"));
        List<(double A, double B)> inputs = [];
        foreach (double scale in new[] { 1e-300, 1e-8, 0.1, 1, 30, 700, 1e5, 1e300 })
        {
            for (int i = 0; i < Samples; i++)
            {
                double a = scale * random.Symmetric();
                inputs.Add((a, i % 2 == 0 ? scale * random.Symmetric() : a + (20 * random.Symmetric())));
            }
        }

        AssertWithin(bound, inputs.Select(input => (input.A, UlpError.OfScalar(StableMath.LogAddExp(input.A, input.B), LogAddExp(input.A, input.B), 1))));
        AssertWithin(floatBound, inputs
            .Select(input => (A: (float)input.A, B: (float)input.B))
            .Where(input => float.IsFinite(input.A) && float.IsFinite(input.B))
            .Select(input => ((double)input.A, UlpError.OfScalar(StableMath.LogAddExp(input.A, input.B), LogAddExp(input.A, input.B), 1f))));
    }

    [Theory]
    [InlineData("Sigmoid", -Infinity, 0)]
    [InlineData("Sigmoid", -1e300, 0)]
    [InlineData("Sigmoid", -745, 5e-324)]
    [InlineData("Sigmoid", -1e-300, 0.5)]
    [InlineData("Sigmoid", 1e300, 1)]
    [InlineData("Sigmoid", Infinity, 1)]
    [InlineData("LogSigmoid", -Infinity, -Infinity)]
    [InlineData("LogSigmoid", -1e300, -1e300)]
    [InlineData("LogSigmoid", 1e300, -0.0)]
    [InlineData("LogSigmoid", Infinity, -0.0)]
    [InlineData("Softplus", -Infinity, 0)]
    [InlineData("Softplus", -1e300, 0)]
    [InlineData("Softplus", 0, 0.6931471805599453)]
    [InlineData("Softplus", 710, 710)]
    [InlineData("Softplus", 1e300, 1e300)]
    [InlineData("Softplus", Infinity, Infinity)]
    [InlineData("Log1MExp", -Infinity, -0.0)]
    [InlineData("Log1MExp", -1e300, -0.0)]
    [InlineData("Log1MExp", -1e-300, -690.7755278982137)]
    [InlineData("Log1MExp", 0, -Infinity)]
    [InlineData("Log1MExp", -0.0, -Infinity)]
    [InlineData("Log1MExp", 1e-300, Nan)]
    [InlineData("Log1MExp", Infinity, Nan)]
    [InlineData("ExpM1", -Infinity, -1)]
    [InlineData("ExpM1", -1e300, -1)]
    [InlineData("ExpM1", -1e-20, -1e-20)]
    [InlineData("ExpM1", -0.0, -0.0)]
    [InlineData("ExpM1", 5e-324, 5e-324)]
    [InlineData("ExpM1", 1e-20, 1e-20)]
    [InlineData("ExpM1", 709.8, Infinity)]
    [InlineData("ExpM1", 1e300, Infinity)]
    [InlineData("ExpM1", Infinity, Infinity)]
    [InlineData("LogP1", -Infinity, Nan)]
    [InlineData("LogP1", -1.5, Nan)]
    [InlineData("LogP1", -1, -Infinity)]
    [InlineData("LogP1", -0.0, -0.0)]
    [InlineData("LogP1", 5e-324, 5e-324)]
    [InlineData("LogP1", 1e-20, 1e-20)]
    [InlineData("LogP1", double.MaxValue, 709.782712893384)]
    [InlineData("LogP1", Infinity, Infinity)]
    public void AtTheEdges(string name, double x, double expected)
    {
        AssertSame(expected, Functions[name].OfDouble(x));
        if (double.IsInfinity(x) || x == 0)
        {
            AssertSame((float)expected, Functions[name].OfFloat((float)x));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNStaysNaN(string name)
    {
        AssertSame(Nan, Functions[name].OfDouble(Nan));
        AssertSame(float.NaN, Functions[name].OfFloat(float.NaN));
    }

    [Theory]
    [InlineData(-Infinity, -Infinity, -Infinity)]
    [InlineData(-Infinity, 3, 3)]
    [InlineData(Infinity, 3, Infinity)]
    [InlineData(Infinity, -Infinity, Infinity)]
    [InlineData(Infinity, Infinity, Infinity)]
    [InlineData(Nan, -Infinity, Nan)]
    [InlineData(Nan, Infinity, Nan)]
    [InlineData(1000, 1000, 1000.6931471805599)]
    [InlineData(-1000, -1000, -999.3068528194401)]
    [InlineData(1e300, -1e300, 1e300)]
    [InlineData(double.MaxValue, double.MinValue, double.MaxValue)]
    public void LogAddExpAtTheEdges(double a, double b, double expected)
    {
        AssertSame(expected, StableMath.LogAddExp(a, b));
        AssertSame(expected, StableMath.LogAddExp(b, a));
        if (!double.IsFinite(a))
        {
            AssertSame((float)expected, StableMath.LogAddExp((float)a, (float)b));
        }
    }

    /// <summary>The derivatives in the documentation, against central differences where these say something, and at the ends where only limits do.</summary>
    [Theory]
    [InlineData(-700)]
    [InlineData(-30)]
    [InlineData(-1)]
    [InlineData(-1e-3)]
    [InlineData(0.5)]
    [InlineData(20)]
    [InlineData(700)]
    public void DerivativesAreTheDocumentedOnes(double x)
    {
        AssertDerivative(x, Functions["Sigmoid"], StableMath.Sigmoid(x) * StableMath.Sigmoid(-x));
        AssertDerivative(x, Functions["LogSigmoid"], StableMath.Sigmoid(-x));
        AssertDerivative(x, Functions["Softplus"], StableMath.Sigmoid(x));
        AssertDerivative(x, Functions["ExpM1"], Math.Exp(x));
        if (x < 0)
        {
            AssertDerivative(x, Functions["Log1MExp"], -1 / StableMath.ExpM1(-x));
        }

        if (x > -1)
        {
            AssertDerivative(x, Functions["LogP1"], 1 / (1 + x));
        }
    }

    private static void AssertDerivative(double x, Function function, double derivative)
    {
        DoubleDouble step = DoubleDouble.From(Math.Abs(x) * 1e-9);
        DoubleDouble difference = (function.Exact(DoubleDouble.From(x) + step) - function.Exact(DoubleDouble.From(x) - step)) / (step + step);
        Assert.Equal(difference.High, derivative, Math.Abs(difference.High) * 1e-8);
    }

    private static IEnumerable<double> Inputs(Function function)
    {
        var random = new SplitMix(SplitMix.Seed(function.Name));
        foreach (double scale in new[] { 1e-300, 1e-30, 1e-16, 1e-8, 1e-3, 0.5, 1, 3, 40, 100, 745, 1e6, 1e300 })
        {
            for (int i = 0; i < Samples; i++)
            {
                double x = scale * random.Symmetric();
                if (x > function.Lowest && x < function.Highest)
                {
                    yield return x;
                }
            }
        }

        // Where a formula changes.
        foreach (double border in new[] { -1, -Ln2, -Ln2 / 2, Ln2 / 2, Ln2, Math.Sqrt(2) - 1, Math.Sqrt(0.5) - 1, -40, 36, 37 })
        {
            for (int i = 0; i < Samples / 10; i++)
            {
                double x = border * (1 + (1e-14 * random.Symmetric()));
                if (x > function.Lowest && x < function.Highest)
                {
                    yield return x;
                }
            }
        }
    }

    private static void AssertWithin(double bound, IEnumerable<(double X, UlpError Error)> results)
    {
        (double x, UlpError worst) = results.MaxBy(result => result.Error.FromExact);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{worst.FromExact:F3} ulp at {x:R}"));
        Assert.True(worst.FromExact <= bound, string.Create(CultureInfo.InvariantCulture, $"{worst.FromExact} ulp at {x:R}, documented are {bound}"));
    }

    private static double DocumentedBound(string member)
    {
        XElement documentation = Documentation.Descendants("member").Single(element => element.Attribute("name")!.Value == "M:FusedKernels.StableMath." + member);
        return double.Parse(Bound().Match(documentation.Value).Groups["ulps"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Error: at most (?<ulps>[\d.]+) ulp", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();

    private static void AssertSame<T>(T expected, T actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Assert.True(Bits.Of(expected) == Bits.Of(actual), string.Create(CultureInfo.InvariantCulture, $"expected {expected}, got {actual}"));

    private static DoubleDouble One => DoubleDouble.From(1);

    private static DoubleDouble Sigmoid(DoubleDouble x) =>
        x.High < 0 ? DoubleDouble.Exp(x) / (One + DoubleDouble.Exp(x)) : One / (One + DoubleDouble.Exp(-x));

    private static DoubleDouble Softplus(DoubleDouble x) =>
        x.High > 0 ? x + LogP1(DoubleDouble.Exp(-x)) : LogP1(DoubleDouble.Exp(x));

    private static DoubleDouble Log1MExp(DoubleDouble x) => x.High > -1 ? DoubleDouble.Log(-ExpM1(x)) : LogP1(-DoubleDouble.Exp(x));

    private static DoubleDouble LogAddExp(double a, double b) =>
        DoubleDouble.From(Math.Max(a, b)) + LogP1(DoubleDouble.Exp(DoubleDouble.From(Math.Min(a, b)) - DoubleDouble.From(Math.Max(a, b))));

    // Near 0, where the sum with 1 would lose digits, Horner's scheme of 1 + x/2 · (1 + x/3 · (…)).
    private static DoubleDouble ExpM1(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 1e-3)
        {
            return DoubleDouble.Exp(x) - One;
        }

        DoubleDouble sum = One;
        for (int n = 12; n > 1; n--)
        {
            sum = One + (x / DoubleDouble.From(n) * sum);
        }

        return x * sum;
    }

    // Near 0, the series of 2 artanh(x / (2 + x)).
    private static DoubleDouble LogP1(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 1e-3)
        {
            return DoubleDouble.Log(One + x);
        }

        DoubleDouble s = x / (DoubleDouble.From(2) + x);
        DoubleDouble sum = DoubleDouble.From(0);
        for (int n = 11; n > 0; n -= 2)
        {
            sum = (One / DoubleDouble.From(n)) + (s * s * sum);
        }

        return (s + s) * sum;
    }

    private sealed record Function(
        string Name, Func<double, double> OfDouble, Func<float, float> OfFloat, Func<DoubleDouble, DoubleDouble> Exact, double Lowest = -Infinity, double Highest = Infinity);
}
