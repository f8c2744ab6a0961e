extern alias Double;
extern alias Single;

using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// Gradients of gates: within the contract of a reference of twice the precision, the same bits on every target, nothing outside the spans, nothing
/// allocated, and added to what is there.
/// </summary>
public abstract class GateGradientTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>The contract: so many units in the last place of the largest that a derivative's terms can be.</summary>
    private const double Bound = 5;

    /// <summary>More than a register's lanes, and not a multiple of them.</summary>
    private const int Rows = 37;

    private const int Experts = 20;

    /// <summary>2⁻²⁴ or 2⁻⁵³.</summary>
    private static readonly double HalfUnit = Math.ScaleB(1, typeof(T) == typeof(float) ? -24 : -53);

    /// <summary>Terms below are not held to units of their own: exponentials fall to 0 where they are no normal numbers.</summary>
    private static readonly double Smallest = typeof(T) == typeof(float) ? 1e-30 : 1e-290;

    private static readonly string[] Inputs = Scope.Reduced ? ["±4", "NaN in the middle"] : ["±4", "±40", "±3000", "some −∞", "all −∞", "all equal", "one +∞", "NaN in the middle", "NaN among −∞"];

    private static readonly bool[] Sides = [false, true];

    private static readonly Type Kernels = typeof(T) == typeof(float) ? typeof(Single::FusedKernels.Tests.Kernels.GateKernels) : typeof(Double::FusedKernels.Tests.Kernels.GateKernels);

    private static readonly IReadOnlyList<GateGradientKernel> Gradients = GateGradientKernel.Of(Kernels.Assembly);

    public static TheoryData<string> Names => [.. Gradients.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesAreWithinTheContract(string name)
    {
        GateGradientKernel kernel = Find(name);
        var failures = new List<string>();
        double worst = 0;
        foreach (string input in Inputs.Except(["one +∞", "±3000"]))
        {
            (GateWorkload<T> workload, GateResults<T> gate, T[] upstream) = Prepare(kernel, input, Rows);
            T[] gradient = kernel.Run(null, workload, gate, upstream, new T[workload.Logits.Length], new ArrayBuffers());
            for (int row = 0; row < Rows; row++)
            {
                (DoubleDouble Derivative, double Size)[] expected = Reference(kernel, workload, gate, upstream, row);
                for (int expert = 0; expert < expected.Length; expert++)
                {
                    double actual = double.CreateChecked(gradient[(row * workload.Experts) + expert]);
                    double unit = Math.Max(expected[expert].Size, Smallest) * HalfUnit;
                    double error = Math.Abs((DoubleDouble.From(actual) - expected[expert].Derivative).High) / unit;
                    worst = Math.Max(worst, error);
                    if (!(error <= Bound))
                    {
                        failures.Add($"{input}, row {row}, expert {expert}: {actual} instead of {expected[expert].Derivative.High}, {error} units");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {worst:F2} units"));
        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTargetAndTheDispatchGiveTheSameBits(string name)
    {
        GateGradientKernel kernel = Find(name);
        var failures = new List<string>();
        foreach (string input in Inputs)
        {
            (GateWorkload<T> workload, GateResults<T> gate, T[] upstream) = Prepare(kernel, input, Rows);
            T[] zero = new T[workload.Logits.Length];
            T[] start = InputClass<T>.Find("±4").Row(zero.Length, 5);
            T[] added = kernel.Run("Scalar", workload, gate, upstream, zero, new ArrayBuffers());
            T[] expected = kernel.Run("Scalar", workload, gate, upstream, start, new ArrayBuffers());
            if (Bits.FirstDifference<T>([.. start.Zip(added, (left, right) => left + right)], expected) is var wrong and >= 0)
            {
                failures.Add($"{input}: not added at {wrong}");
            }

            foreach (string? target in kernel.SupportedTargets.Append(null))
            {
                T[] actual = kernel.Run(target, workload, gate, upstream, start, new ArrayBuffers(offset: 3));
                if (Bits.FirstDifference<T>(expected, actual) is var at and >= 0)
                {
                    failures.Add($"{target ?? "dispatch"}, {input}: {actual[at]} instead of {expected[at]} at {at}");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingOutsideIsTouched(string name)
    {
        GateGradientKernel kernel = Find(name);
        using var buffers = new GuardedBuffers(capacityInBytes: 1 << 18);
        foreach (int rows in Enumerable.Range(0, Scope.Reduced ? 10 : 35))
        {
            (GateWorkload<T> workload, GateResults<T> gate, T[] upstream) = Prepare(kernel, "±4", rows);
            T[] zero = new T[workload.Logits.Length];
            T[] expected = kernel.Run("Scalar", workload, gate, upstream, zero, new ArrayBuffers());
            foreach ((string target, bool atEnd) in from target in kernel.SupportedTargets from atEnd in Sides select (target, atEnd))
            {
                buffers.Reset();
                buffers.AtEnd = atEnd;
                Assert.Equal(-1, Bits.FirstDifference<T>(expected, kernel.Run(target, workload, gate, upstream, zero, buffers)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated(string name)
    {
        GateGradientKernel kernel = Find(name);
        (GateWorkload<T> workload, GateResults<T> gate, T[] upstream) = Prepare(kernel, "±4", Rows);
        GateGradientCall<T> call = kernel.Bind<T>(null);
        T[] gradient = new T[workload.Logits.Length];
        bool[] active = [.. Enumerable.Repeat(true, Rows)];
        long allocated = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            GateGradientArguments<T> arguments = new()
            {
                Logits = workload.Logits,
                Selected = gate.Selected,
                Weights = gate.Weights,
                WeightsGradient = upstream,
                LogitsGradient = gradient,
                Active = active,
                Temperature = workload.Temperature,
                Experts = workload.Experts,
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            call(ref arguments);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
    }

    private static GateGradientKernel Find(string name) => Gradients.Single(kernel => kernel.Name == name);

    /// <summary>Rows through the gate of the same name, and the derivatives of its weights: NaN where nothing was selected, which must not matter.</summary>
    private static (GateWorkload<T> Workload, GateResults<T> Gate, T[] Upstream) Prepare(GateGradientKernel kernel, string input, int rows)
    {
        GateKernel gate = GateKernel.Of(Kernels.Assembly).Single(each => each.Name == kernel.Name);
        int experts = kernel.Options.Experts > 0 ? kernel.Options.Experts : Experts;
        GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find(input), rows, experts);
        GateResults<T> results = workload.Run(gate, gate.BindDispatch<T>(), new ArrayBuffers());
        T[] upstream = InputClass<T>.Find("±4").Row(results.Weights.Length, 3);
        for (int entry = 0; entry < upstream.Length; entry++)
        {
            upstream[entry] = results.Selected[entry] < 0 ? T.NaN : upstream[entry];
        }

        return (workload, results, upstream);
    }

    /// <summary>A row's derivatives and the largest that the terms of each can be.</summary>
    private static (DoubleDouble Derivative, double Size)[] Reference(GateGradientKernel kernel, GateWorkload<T> workload, GateResults<T> gate, T[] upstream, int row)
    {
        SparseTopKGateGradientAttribute options = kernel.Options;
        double temperature = kernel.TakesTemperature ? double.CreateChecked(workload.Temperature) : options.Temperature;
        int[] entries = [.. Enumerable.Range(row * options.K, options.K).Where(entry => gate.Selected[entry] >= 0)];
        if (options is { Score: GateScore.Softmax, NormalizeThenSelect: true, Renormalize: false })
        {
            return OfShares(workload, gate, upstream, row, entries, temperature);
        }

        DoubleDouble divisor = options.Score == GateScore.Softmax ? Sum(entries.Select(entry => Exact(gate.Weights[entry]))) : DoubleDouble.From(options.Renormalize ? options.Scale : double.PositiveInfinity);
        DoubleDouble[] products = [.. entries.Select(entry => Exact(gate.Weights[entry]) * Exact(upstream[entry]) / divisor)];
        DoubleDouble mean = Sum(products);
        double meanSize = products.Sum(product => Math.Abs(product.High));
        var expected = new (DoubleDouble Derivative, double Size)[workload.Experts];
        foreach (int entry in entries)
        {
            int expert = gate.Selected[entry];
            DoubleDouble slope = Slope(options.Score, Exact(workload.Logits[(row * workload.Experts) + expert]) / DoubleDouble.From(temperature));
            DoubleDouble factor = Exact(gate.Weights[entry]) * slope / DoubleDouble.From(temperature);
            expected[expert] = (factor * (Exact(upstream[entry]) - mean), factor.High * (Math.Abs(Exact(upstream[entry]).High) + meanSize));
        }

        return expected;
    }

    /// <summary>w g for the selected and −p Σ g w for all, over T.</summary>
    private static (DoubleDouble Derivative, double Size)[] OfShares(GateWorkload<T> workload, GateResults<T> gate, T[] upstream, int row, int[] entries, double temperature)
    {
        var wide = DoubleDouble.From(temperature);
        T[] logits = workload.Logits.AsSpan(row * workload.Experts, workload.Experts).ToArray();
        bool[] present = [.. logits.Select(logit => logit > T.NegativeInfinity)];
        DoubleDouble[] products = [.. entries.Select(entry => Exact(gate.Weights[entry]) * Exact(upstream[entry]))];
        DoubleDouble mean = Sum(products);
        double meanSize = products.Sum(product => Math.Abs(product.High));
        DoubleDouble max = DoubleDouble.From(logits.Where((_, expert) => present[expert]).Select(logit => double.CreateChecked(logit)).DefaultIfEmpty(0).Max());
        DoubleDouble[] exponentials = [.. logits.Select((logit, expert) => present[expert] ? DoubleDouble.Exp((Exact(logit) - max) / wide) : DoubleDouble.From(0))];
        DoubleDouble sum = Sum(exponentials);
        var expected = new (DoubleDouble Derivative, double Size)[logits.Length];
        for (int expert = 0; expert < logits.Length; expert++)
        {
            DoubleDouble share = sum.High > 0 ? exponentials[expert] / sum / wide : sum;
            expected[expert] = (-(share * mean), share.High * meanSize);
        }

        foreach ((int entry, DoubleDouble product) in entries.Zip(products))
        {
            ref (DoubleDouble Derivative, double Size) own = ref expected[gate.Selected[entry]];
            own = (own.Derivative + (product / wide), own.Size + Math.Abs(product.High / temperature));
        }

        return expected;
    }

    private static DoubleDouble Slope(GateScore score, DoubleDouble x) => score switch
    {
        GateScore.Softmax => DoubleDouble.From(1),
        GateScore.Sigmoid => Sigmoid(-x),
        _ => Sigmoid(x) / (Softplus(x) + Softplus(x)),
    };

    private static DoubleDouble Sigmoid(DoubleDouble x) => x.High > 0
        ? DoubleDouble.From(1) / (DoubleDouble.From(1) + DoubleDouble.Exp(-x))
        : DoubleDouble.Exp(x) / (DoubleDouble.From(1) + DoubleDouble.Exp(x));

    private static DoubleDouble Softplus(DoubleDouble x) => x.High > 0
        ? x + DoubleDouble.Log(DoubleDouble.From(1) + DoubleDouble.Exp(-x))
        : x.High < -30 ? DoubleDouble.Exp(x) * (DoubleDouble.From(1) - (DoubleDouble.Exp(x) / DoubleDouble.From(2)))
        : DoubleDouble.Log(DoubleDouble.From(1) + DoubleDouble.Exp(x));

    private static DoubleDouble Exact(T value) => DoubleDouble.From(double.CreateChecked(value));

    private static DoubleDouble Sum(IEnumerable<DoubleDouble> values) => values.Aggregate(DoubleDouble.From(0), (left, right) => left + right);
}

/// <summary>Of floats.</summary>
public sealed class SingleGateGradientTests : GateGradientTests<float>;

/// <summary>Of doubles.</summary>
public sealed class DoubleGateGradientTests : GateGradientTests<double>;
