using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FusedKernels.Runtime;
using FusedKernels.Verification;
using Xunit;
using Reference = FusedKernels.Runtime.Reference;
using Wide = FusedKernels.Verification.DoubleDouble;

namespace FusedKernels.Tests;

/// <summary>The doubles that rows' scalars are computed in: their logarithm, how they split into floats, and that any number of lanes gives the bits of one.</summary>
public abstract partial class DoublesTests<TDoubles>
    where TDoubles : struct, IDoubles<TDoubles>
{
    /// <summary>A multiple of every width.</summary>
    private const int Samples = 8000;

    private static readonly Wide Ln2 = Wide.Log(Wide.From(2));

    private static readonly double[] Special =
    [
        0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon,
        float.MaxValue, 3.4028235677973366e38, 3.5e38, -1e39, float.Epsilon, 1e-46, 2.2250738585072014e-308, 1.4142135623730951, 1.4142135623730954, 0.1,
    ];

    protected DoublesTests(bool isSupported) => Assert.SkipUnless(isSupported, $"This machine has no registers of {TDoubles.Rows} doubles.");

    private delegate double Function(double value, double other);

    [Fact]
    public void LogKeepsTheDocumentedBound()
    {
        (double value, double exponent) worst = default;
        double error = 0;
        double[] values = [.. Significands()];
        var random = new SplitMix(2);
        double[] exponents = [.. values.Select(_ => Math.Round(random.Symmetric() * Math.Pow(10, random.Below(7))))];
        double[] scaled = [.. values.Select(value => Math.ScaleB(value, random.Below(2044) - 1021))];
        double[] logs = Map(scaled, exponents, TDoubles.Log);
        for (int i = 0; i < values.Length; i++)
        {
            double power = Math.ILogB(scaled[i]) - Math.ILogB(values[i]) + exponents[i];
            double current = UlpError.OfScalar(logs[i], Wide.Log(Wide.From(values[i])) + (Wide.From(power) * Ln2), 1.0).FromExact;
            (error, worst) = current > error ? (current, (scaled[i], exponents[i])) : (error, worst);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{error:F3} ulp at {worst}"));
        double bound = DocumentedBound();
        Assert.True(error <= bound, string.Create(CultureInfo.InvariantCulture, $"{error} ulp at {worst}, documented are {bound}"));
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0.25, 2, 0)]
    [InlineData(0.0, 0, double.NaN)]
    [InlineData(-1, 0, double.NaN)]
    [InlineData(double.NegativeInfinity, 0, double.NaN)]
    [InlineData(double.NaN, 0, double.NaN)]
    [InlineData(1, double.NaN, double.NaN)]
    public void LogAtTheEdges(double value, double exponent, double expected) =>
        Assert.All(Map([.. Enumerable.Repeat(value, 8)], [.. Enumerable.Repeat(exponent, 8)], TDoubles.Log), log => Assert.Equal(Bits.Of(expected), Bits.Of(log)));

    [Fact]
    public void SplitKeepsFortyEightBits()
    {
        // Where the second part is a normal float; below that it can only be rounded more coarsely.
        double[] values = [.. RandomBits(seed: 3).Where(static value => Math.Abs(value) is > 1e-30 and < 3e38), .. Special];
        (float[] highs, float[] lows) = Split(values);
        for (int i = 0; i < values.Length; i++)
        {
            (double value, float high, float low) = (values[i], highs[i], lows[i]);
            Assert.Equal(Bits.Of((float)value), Bits.Of(high));
            if (!float.IsFinite(high))
            {
                Assert.Equal(0, low);
            }
            else if (Math.Abs(value) > 1e-30)
            {
                Assert.True(Math.Abs(value - high - low) <= Math.ScaleB(Math.Abs(value), -48), $"{value:R} = {high:R} + {low:R}");
            }
        }
    }

    [Fact]
    public void SelectGreaterComparesEachLane()
    {
        (double[] left, double[] right) = Pairs();
        double[] selected = Map(left, right, (a, b) => TDoubles.SelectGreater(a, b, TDoubles.Create(1), TDoubles.Create(2)));
        double[] larger = Map(left, right, TDoubles.AtLeast);
        for (int i = 0; i < left.Length; i++)
        {
            Assert.Equal(left[i] > right[i] ? 1 : 2, selected[i]);
            Assert.Equal(Bits.Of(left[i] > right[i] ? left[i] : right[i]), Bits.Of(larger[i]));
        }
    }

    [Fact]
    public void AnyAtMostLooksAtEachLane()
    {
        TDoubles one = TDoubles.Create(1);
        Assert.False(TDoubles.AnyAtMost(TDoubles.Create(1.5), one));
        Assert.False(TDoubles.AnyAtMost(TDoubles.Create(double.NaN), one));
        for (int lane = 0; lane < TDoubles.Rows; lane++)
        {
            double[] values = [.. Enumerable.Repeat(1.5, TDoubles.Rows)];
            values[lane] = lane % 2;
            Assert.True(TDoubles.AnyAtMost(TDoubles.LoadSum(values, 0), one), $"Lane {lane}");
        }
    }

    /// <summary>From a target that has all but nothing to one that has all but nothing of it, around where the formula changes too.</summary>
    [Fact]
    public void LogAndInverseOfSharesKeepTheirDigits()
    {
        double[] own = [.. Significands()];
        var random = new SplitMix(6);
        double[] others = [.. own.Select((value, i) => (i % 5) switch
        {
            0 => value * (Math.Sqrt(2) - 1) * (1 + Math.ScaleB(random.Symmetric(), -random.Below(50))),
            1 => value * (1 + Math.ScaleB(random.Symmetric(), -random.Below(50))),
            _ => Math.ScaleB(random.Symmetric() + 1.5, random.Below(161) - 120),
        })];
        double[] sums = [.. own.Zip(others, static (a, b) => a + b)];
        double[] logs = Map(own, others, static (a, b) => TDoubles.LogAndInverse(a + b, TDoubles.Create(3), a + b, a, b).Log);
        double[] inverses = Map(own, others, static (a, b) => TDoubles.LogAndInverse(a + b, TDoubles.Create(3), a + b, a, b).Inverse);
        for (int i = 0; i < own.Length; i++)
        {
            bool near = own[i] > others[i];
            Wide exact = near ? Wide.Log(Wide.From(1) + (Wide.From(others[i]) / Wide.From(own[i]))) : Wide.Log(Wide.From(sums[i])) + (Wide.From(3) * Ln2);
            double scale = near ? Math.Abs(exact.High) : Math.Max(Math.Abs(exact.High), 1);
            Assert.True(Math.Abs((Wide.From(logs[i]) - exact).High) <= Math.ScaleB(scale, -44), $"{logs[i]:R} of {own[i]:R} and {others[i]:R}");
            Assert.True(Math.Abs((Wide.From(inverses[i]) - (Wide.From(1) / Wide.From(sums[i]))).High) <= Math.ScaleB(inverses[i], -50), $"{inverses[i]:R} of {sums[i]:R}");
        }
    }

    /// <summary>A sum in units of a block that lies far below the others' may be infinite, a row may hold NaN.</summary>
    [Theory]
    [InlineData(2, double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void LogAndInverseAtTheEdges(double total, double sum, double own)
    {
        (double[] logs, double[] inverses) = (new double[TDoubles.Rows], new double[TDoubles.Rows]);
        (TDoubles log, TDoubles inverse) = TDoubles.LogAndInverse(TDoubles.Create(total), TDoubles.Create(0), TDoubles.Create(sum), TDoubles.Create(own), TDoubles.Create(sum - own));
        log.StoreSum(logs, 0);
        inverse.StoreSum(inverses, 0);
        Assert.All(logs, value => Assert.Equal(Math.Log(total), value, 1e-15));
        Assert.All(inverses, value => Assert.Equal(1 / sum, value, 1e-300));
    }

    [Fact]
    public void EveryWordHasTheBitsOfOneRow()
    {
        (double[] left, double[] right) = Pairs();
        AssertSame((a, b) => a + b, (a, b) => a + b);
        AssertSame((a, b) => a - b, (a, b) => a - b);
        AssertSame((a, b) => a * b, (a, b) => a * b);
        AssertSame((a, b) => a / b, (a, b) => a / b);
        AssertSame((a, b) => TDoubles.FusedMultiplyAdd(a, b, a), (a, b) => Math.FusedMultiplyAdd(a, b, a));
        AssertSame((a, b) => TDoubles.FusedMultiplyAdd(b, a, TDoubles.Create(-0.7)), (a, b) => Math.FusedMultiplyAdd(b, a, -0.7));
        AssertSame((a, _) => TDoubles.Exponent(a), (a, _) => Doubles1.Exponent(a).Value);
        AssertSame((a, _) => TDoubles.Significand(a), (a, _) => Doubles1.Significand(a).Value);
        AssertSame(TDoubles.Log, (a, b) => Doubles1.Log(a, b).Value);
        AssertSame((a, b) => TDoubles.LogAndInverse(a + b, b, a + b, a, b).Log, (a, b) => Doubles1.LogAndInverse(a + b, b, a + b, a, b).Log.Value);
        AssertSame((a, b) => TDoubles.LogAndInverse(a + b, b, a + b, a, b).Inverse, (a, b) => Doubles1.LogAndInverse(a + b, b, a + b, a, b).Inverse.Value);
        AssertSame(TDoubles.AtLeast, (a, b) => Doubles1.AtLeast(a, b).Value);
        AssertSame((a, b) => TDoubles.SelectGreater(a, b, b, a), (a, b) => Doubles1.SelectGreater(a, b, b, a).Value);

        (float[] highs, float[] lows) = Split(left);
        Assert.Equal(-1, Bits.FirstDifference<float>([.. left.Select(value => ((Doubles1)value).Split().High)], highs));
        Assert.Equal(-1, Bits.FirstDifference<float>([.. left.Select(value => ((Doubles1)value).Split().Low)], lows));

        void AssertSame(Func<TDoubles, TDoubles, TDoubles> wide, Function one) =>
            Assert.Equal(-1, Bits.FirstDifference<double>([.. left.Zip(right, (a, b) => one(a, b))], Map(left, right, wide)));
    }

    [Fact]
    public void ElementsAreLoadedAndStoredFromTheRowOn()
    {
        const int First = 3;
        float[] source = [.. Enumerable.Range(1, First + TDoubles.Rows).Select(static i => i + 0.5f)];
        var stored = new float[First + TDoubles.Rows + 1];
        TDoubles.Load(source, First).Store(stored, First);
        Assert.Equal([0, 0, 0, .. source[First..], 0], stored);
    }

    /// <summary>A block's sums of several rows, against the same of each row.</summary>
    [Fact]
    public void BlockSumsHaveTheBitsOfOneRow()
    {
        var random = new SplitMix(5);
        double[] sums = [.. Enumerable.Range(0, Samples).Select(_ => 1 + (1000 * Math.Abs(random.Symmetric())))];
        float[] shifts = [.. sums.Select(_ => random.Below(3) == 0 ? (float)(1e6 * random.Symmetric()) : 0f)];
        float[] maxima = [.. shifts.Select(shift => shift == 0 ? (float)(1000 * random.Symmetric()) : shift)];
        float[] rounders = [.. maxima.Zip(shifts, static (max, shift) => Reference.SingleRounder - MathF.Round((max - shift) * 1.44269502f))];
        foreach (double temperature in new[] { 1, 0.7, 100 })
        {
            for (int row = 0; row < Samples; row += TDoubles.Rows)
            {
                var logs = new double[TDoubles.Rows];
                BlockSum.Load<TDoubles>(sums, maxima, shifts, rounders, row).LogWithShift(temperature).StoreSum(logs, 0);
                Assert.Equal(
                    Enumerable.Range(row, TDoubles.Rows).Select(i =>
                        BlockSum.Of(sums[i], maxima[i], new Reference<float>(shifts[i], 0, rounders[i], 0)).LogWithShift(temperature).Value),
                    logs);
            }
        }
    }

    private static (double[] Left, double[] Right) Pairs()
    {
        (double Left, double Right)[] pairs =
        [
            .. from left in Special from right in Special select (left, right),
            .. RandomBits(seed: 1).Zip(RandomBits(seed: 2)),
            .. Significands().Zip(Significands().Reverse()),
        ];
        return ([.. pairs.Select(static pair => pair.Left)], [.. pairs.Select(static pair => pair.Right)]);
    }

    /// <summary>Any double: also NaN, infinite and denormal ones.</summary>
    private static IEnumerable<double> RandomBits(ulong seed)
    {
        var random = new SplitMix(seed);
        for (int i = 0; i < Samples; i++)
        {
            yield return BitConverter.UInt64BitsToDouble(random.Next());
        }
    }

    /// <summary>From ½ to 2, most of them near 1 and √2, where the logarithm is small and where its formula changes.</summary>
    private static IEnumerable<double> Significands()
    {
        var random = new SplitMix(4);
        for (int i = 0; i < Samples; i++)
        {
            double near = (i % 4) switch { 0 => 1, 1 => Math.Sqrt(2), 2 => Math.Sqrt(0.5), _ => 0 };
            yield return near == 0 ? 1.25 + (0.75 * random.Symmetric()) : near * (1 + (Math.ScaleB(0.4, -random.Below(52)) * random.Symmetric()));
        }
    }

    private static double[] Map(double[] left, double[] right, Func<TDoubles, TDoubles, TDoubles> function)
    {
        // The last register overlaps the one before.
        var results = new double[left.Length];
        for (int row = 0; row < left.Length; row += TDoubles.Rows)
        {
            int at = Math.Min(row, left.Length - TDoubles.Rows);
            function(TDoubles.LoadSum(left, at), TDoubles.LoadSum(right, at)).StoreSum(results, at);
        }

        return results;
    }

    private static (float[] Highs, float[] Lows) Split(double[] values)
    {
        var highs = new float[values.Length];
        var lows = new float[values.Length];
        for (int row = 0; row < values.Length; row += TDoubles.Rows)
        {
            int at = Math.Min(row, values.Length - TDoubles.Rows);
            TDoubles.LoadSum(values, at).Split(highs, lows, at);
        }

        return (highs, lows);
    }

    private static double DocumentedBound()
    {
        XElement member = XDocument.Load(Path.ChangeExtension(typeof(Scalars).Assembly.Location, "xml"))
            .Descendants("member").Single(static element => element.Attribute("name")!.Value.StartsWith("M:FusedKernels.Runtime.Scalars.Log``1", StringComparison.Ordinal));
        return double.Parse(Bound().Match(member.Value).Groups["ulps"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"within (?<ulps>[\d.]+) ulp", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();
}

public sealed class Doubles1Tests() : DoublesTests<Doubles1>(isSupported: true);

public sealed class Doubles2Tests() : DoublesTests<Doubles2>(AdvSimd.Arm64.IsSupported);

public sealed class Doubles4Tests() : DoublesTests<Doubles4>(Avx2.IsSupported && Fma.IsSupported);

public sealed class Doubles8Tests() : DoublesTests<Doubles8>(Avx512F.IsSupported);
