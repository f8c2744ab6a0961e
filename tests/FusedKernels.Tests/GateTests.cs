extern alias Double;
extern alias Single;

using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Gates: the selection exact, the weights within the contract, the same bits on every target, nothing outside the spans, nothing allocated.</summary>
public abstract class GateTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>The contract for the weights, in ulp.</summary>
    private const double Bound = 4;

    /// <summary>More than a register's lanes, and not a multiple of them.</summary>
    private const int Rows = 37;

    private static readonly int[] Experts = Scope.Reduced ? [4, 16, 40] : [4, 16, 20, 64, 128, 256, 512];

    private static readonly bool[] Sides = [false, true];

    /// <summary>No row has +∞.</summary>
    private static readonly string[] Bounded = Scope.Reduced
        ? ["±4", "some −∞", "periodic", "NaN in the middle"]
        : ["small", "±4", "±40", "±3000", "±1e30", "90…100", "magnitudes mixed", "±max", "denormals", "signed zeros", "−1e30 beside 5", "some −∞", "all −∞", "all equal", "periodic", "ascending", "descending", "NaN first", "NaN in the middle", "NaN last", "NaN among −∞"];

    private protected static IReadOnlyList<GateKernel> Gates { get; } = GateKernel.Of(
        typeof(T) == typeof(float) ? typeof(Single::FusedKernels.Tests.Kernels.GateKernels).Assembly : typeof(Double::FusedKernels.Tests.Kernels.GateKernels).Assembly);

    public static TheoryData<string> Names => [.. Gates.Where(gate => gate.Name is not ("Sheet" or "NoisyInScratch")).Select(kernel => kernel.Name)];

    private protected static GateKernel Find(string name) => Gates.Single(kernel => kernel.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void SelectionIsExactAndWeightsAreWithinTheContract(string name)
    {
        GateKernel kernel = Find(name);
        var failures = new List<string>();
        int compared = 0;
        foreach ((string input, int experts) in from input in Bounded from experts in ExpertsOf(kernel) select (input, experts))
        {
            GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find(input), Rows, experts);
            GateResults<T> results = workload.Run(kernel, kernel.BindDispatch<T>(), new ArrayBuffers());
            GateWorkload<T> prepared = results.PreparedLogits.Length > 0 ? workload.With(results.PreparedLogits) : workload;
            for (int row = 0; row < Rows; row++)
            {
                GateReference expected = GateReference.Of(kernel, prepared, row);
                int[] selected = results.Selected.AsSpan(row * kernel.Options.K, kernel.Options.K).ToArray();
                if (!expected.IsAmbiguous)
                {
                    compared++;
                    if (!selected.SequenceEqual(expected.Selected))
                    {
                        failures.Add($"{input}, {workload}, row {row}: [{string.Join(' ', selected)}] instead of [{string.Join(' ', expected.Selected)}]");
                        continue;
                    }
                }

                DoubleDouble[] weights = expected.Weights(selected);
                bool invalid = selected[0] < 0 && prepared.Logits.AsSpan(row * experts, experts).ToArray().All(T.IsNaN);
                for (int entry = 0; entry < weights.Length; entry++)
                {
                    T actual = results.Weights[(row * kernel.Options.K) + entry];
                    double error = invalid ? (T.IsNaN(actual) ? 0 : double.PositiveInfinity)
                        : selected[entry] < 0 ? (actual == T.Zero ? 0 : double.PositiveInfinity)
                        : UlpError.Of(KernelOperator.Softmax, actual, weights[entry]).FromRounded;
                    if (error > Bound)
                    {
                        failures.Add($"{input}, {workload}, row {row}: weight {entry} is {actual} instead of {weights[entry].High}, {error} ulp");
                    }
                }
            }
        }

        AssertNone(failures);
        Assert.True(compared > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTargetAndTheDispatchGiveTheSameBits(string name)
    {
        GateKernel kernel = Find(name);
        var failures = new List<string>();
        string[] inputs = [.. InputClass<T>.All.Select(input => input.Name).Where((_, index) => !Scope.Reduced || index % 4 == 0)];
        foreach ((string input, int experts) in from input in inputs from experts in ExpertsOf(kernel) select (input, experts))
        {
            GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find(input), Rows, experts);
            GateResults<T> expected = workload.Run(kernel, kernel.Bind<T>("Scalar"), new ArrayBuffers());
            foreach ((string target, GateCall<T> call) in kernel.SupportedTargets.Select(target => (target, kernel.Bind<T>(target))).Append(("dispatch", kernel.BindDispatch<T>())))
            {
                if (expected.Difference(workload.Run(kernel, call, new ArrayBuffers(offset: 3))) is { } difference)
                {
                    failures.Add($"{target}, {input}, {workload}: {difference}");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingOutsideIsTouched(string name)
    {
        GateKernel kernel = Find(name);
        using var buffers = new GuardedBuffers(capacityInBytes: 1 << 18);
        var failures = new List<string>();
        int experts = ExpertsOf(kernel)[0];
        foreach (int rows in Enumerable.Range(0, 35))
        {
            GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find("±40"), rows, experts);
            foreach ((string target, bool atEnd) in from target in kernel.SupportedTargets from atEnd in Sides select (target, atEnd))
            {
                buffers.Reset();
                buffers.AtEnd = atEnd;
                GateResults<T> expected = workload.Run(kernel, kernel.Bind<T>(target), new ArrayBuffers());
                if (expected.Difference(workload.Run(kernel, kernel.Bind<T>(target), buffers)) is { } difference)
                {
                    failures.Add($"{target}, {workload}: {difference}");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated(string name)
    {
        GateKernel kernel = Find(name);
        GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find("±4"), Rows, ExpertsOf(kernel)[0]);
        GateCall<T> call = kernel.BindDispatch<T>();
        var selected = new int[Rows * kernel.Options.K];
        var weights = new T[selected.Length];
        bool[] active = [.. Enumerable.Repeat(true, Rows)];
        var load = new int[workload.Experts];
        var dense = new T[workload.Logits.Length];
        var prepared = new T[workload.Logits.Length];
        var importance = new T[workload.Experts];
        var rows = new T[Rows];
        var zLoss = new T[1];
        var slots = new int[selected.Length];
        var offsets = new int[workload.Experts + 1];
        long allocated = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            var arguments = new GateArguments<T>
            {
                Active = active,
                Load = load,
                DenseWeights = dense,
                ExpertStop = workload.Experts,
                Logits = workload.Logits,
                SelectionBias = workload.SelectionBias,
                Noise = workload.Noise,
                NoiseLogits = workload.NoiseLogits,
                PreparedLogits = prepared,
                Importance = importance,
                LogSumExp = rows,
                ZLoss = zLoss,
                Slots = slots,
                Offsets = offsets,
                Capacity = 2,
                MaxDegreeOfParallelism = 1,
                Selected = selected,
                Weights = weights,
                Temperature = workload.Temperature,
                Experts = workload.Experts,
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            call(ref arguments);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
    }

    private static int[] ExpertsOf(GateKernel kernel) => kernel.Options.Experts > 0
        ? [kernel.Options.Experts]
        : [.. Experts.Where(experts => experts / Math.Max(1, kernel.Options.Groups) * Math.Max(1, kernel.Options.TopGroups) >= kernel.Options.K)];
}

/// <summary>Of floats.</summary>
public sealed class SingleGateTests : GateTests<float>;

/// <summary>Of doubles.</summary>
public sealed class DoubleGateTests : GateTests<double>;
