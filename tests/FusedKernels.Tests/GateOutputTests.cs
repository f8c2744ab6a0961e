extern alias Double;
extern alias Single;

using System.Numerics;
using FusedKernels.Routing;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>What gates tell beside the selection: importance, log-sum-exp and z-loss against a wide reference; capacity and slots against their plain definition.</summary>
public abstract class GateOutputTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Rows = 83;

    private static readonly double Unit = Math.ScaleB(1, typeof(T) == typeof(float) ? -24 : -53);

    private static readonly IReadOnlyList<GateKernel> Gates = GateKernel.Of(
        typeof(T) == typeof(float) ? typeof(Single::FusedKernels.Tests.Kernels.GateKernels).Assembly : typeof(Double::FusedKernels.Tests.Kernels.GateKernels).Assembly);

    private static readonly string[] Inputs = ["±4", "±40", "±3000", "some −∞", "all −∞", "all equal", "one +∞", "many +∞", "NaN in the middle", "NaN among −∞"];

    public static TheoryData<string> Names(params string[] parameters) => [.. Gates.Where(gate => parameters.Any(gate.Takes)).Select(kernel => kernel.Name)];

    public static TheoryData<string> Statistics => Names("importance", "logSumExp");

    public static TheoryData<string> Served => Names("capacity", "slots");

    [Theory]
    [MemberData(nameof(Statistics))]
    public void StatisticsAreThoseOfAllExperts(string name)
    {
        GateKernel kernel = Find(name);
        var failures = new List<string>();
        foreach ((GateWorkload<T> workload, string input) in Workloads(kernel))
        {
            GateResults<T> results = workload.Run(kernel, kernel.BindDispatch<T>(), new ArrayBuffers());
            GateWorkload<T> prepared = results.PreparedLogits.Length > 0 ? workload.With(results.PreparedLogits) : workload;
            var importance = new double[workload.Experts];
            for (int row = 0; row < Rows; row++)
            {
                bool counts = !kernel.Takes("active") || workload.Active![row];
                double[] logits = counts ? [.. prepared.Logits.Skip(row * workload.Experts).Take(workload.Experts).Select(double.CreateChecked)] : [];
                double temperature = kernel.Takes("temperature") ? double.CreateChecked(workload.Temperature) : kernel.Options.Temperature;
                double[] shares = SharesOf(kernel.Options.Score, logits, temperature);
                for (int expert = 0; expert < shares.Length; expert++)
                {
                    importance[expert] += shares[expert];
                }

                double logSumExp = counts ? LogSumExp(logits, temperature) : 0;
                if (results.LogSumExp.Length > 0 && !IsNear(results.LogSumExp[row], logSumExp, Tolerance(logits, temperature) + (4 * Unit * Math.Abs(logSumExp))))
                {
                    failures.Add($"{input}, row {row}: log-sum-exp is {results.LogSumExp[row]} instead of {logSumExp}");
                }
            }

            for (int expert = 0; expert < results.Importance.Length; expert++)
            {
                if (!IsNear(results.Importance[expert], importance[expert], 8 * Unit * (importance[expert] + 1e-6)))
                {
                    failures.Add($"{input}, expert {expert}: importance is {results.Importance[expert]} instead of {importance[expert]}");
                }
            }

            if (kernel.Takes("zLoss"))
            {
                double expected = typeof(T) == typeof(float)
                    ? RouterZLoss.Evaluate((float[])(object)results.LogSumExp, kernel.Options.ZLoss, kernel.Takes("active") ? workload.Active : [])
                    : RouterZLoss.Evaluate((double[])(object)results.LogSumExp, kernel.Options.ZLoss, kernel.Takes("active") ? workload.Active : []);
                if (Bits.Of(results.ZLoss) != Bits.Of(T.CreateTruncating(expected)))
                {
                    failures.Add($"{input}: z-loss is {results.ZLoss} instead of {expected}");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Served))]
    public void AnExpertServesAsManyRowsAsItHasRoomFor(string name)
    {
        GateKernel kernel = Find(name);
        int k = kernel.Options.K;
        foreach ((GateWorkload<T> workload, string input) in Workloads(kernel))
        {
            GateResults<T> all = workload.Run(kernel, kernel.BindDispatch<T>(), new ArrayBuffers());
            foreach (int capacity in kernel.Takes("capacity") ? new[] { 0, 1, 3, 1000 } : [1000])
            {
                GateResults<T> actual = workload.WithCapacity(capacity).Run(kernel, kernel.BindDispatch<T>(), new ArrayBuffers());
                int[] kept = [.. Enumerable.Range(0, all.Selected.Length)
                    .Where(entry => all.Selected[entry] >= 0)
                    .GroupBy(entry => all.Selected[entry])
                    .OrderBy(entries => entries.Key)
                    .SelectMany(entries => entries.OrderByDescending(entry => kernel.Options.DropPolicy == DropPolicy.Position ? T.Zero : all.Weights[entry]).Take(capacity).Order())];
                string where = $"{name}, {input}, {workload}, capacity {capacity}";
                for (int entry = 0; entry < all.Selected.Length; entry++)
                {
                    bool served = kept.Contains(entry);
                    Assert.True(actual.Selected[entry] == (served ? all.Selected[entry] : -1), where);
                    Assert.True(served || all.Selected[entry] < 0 ? Bits.Of(actual.Weights[entry]) == Bits.Of(all.Weights[entry]) : actual.Weights[entry] == T.Zero, where);
                }

                Assert.Equal(all.Load, actual.Load);
                if (actual.Slots.Length > 0)
                {
                    Assert.True(actual.Slots.AsSpan(0, kept.Length).SequenceEqual(kept), where);
                    Assert.Equal(Enumerable.Range(0, actual.Slots.Length).Except(kept), actual.Slots[kept.Length..]);
                    Assert.Equal(Enumerable.Range(0, workload.Experts + 1).Select(expert => kept.Count(entry => all.Selected[entry] < expert)), actual.Offsets);
                }
            }
        }
    }

    private static GateKernel Find(string name) => Gates.Single(gate => gate.Name == name);

    private static IEnumerable<(GateWorkload<T> Workload, string Input)> Workloads(GateKernel kernel)
    {
        foreach (string input in Scope.Reduced ? ["±4", "one +∞"] : Inputs)
        {
            int experts = kernel.Options.Experts > 0 ? kernel.Options.Experts : 16;
            yield return (GateWorkload<T>.Create(InputClass<T>.Find(input), Rows, experts).WithActive(row => row < 32 || row % 3 != 0), input);
        }
    }

    private static bool IsNear(T actual, double expected, double tolerance) =>
        double.IsNaN(expected) ? T.IsNaN(actual) : double.IsInfinity(expected) ? double.CreateChecked(actual) == expected : Math.Abs(double.CreateChecked(actual) - expected) <= tolerance;

    /// <summary>A rounding of the result, and those of the reference, whose terms may be larger.</summary>
    private static double Tolerance(double[] logits, double temperature) => 4 * Unit * (1 + logits.Where(double.IsFinite).Select(logit => Math.Abs(logit / temperature)).DefaultIfEmpty(0).Max());

    private static double LogSumExp(double[] logits, double temperature)
    {
        double[] present = [.. logits.Where(logit => !double.IsNaN(logit))];
        double max = present.Length == 0 ? double.NaN : present.Max();
        return !double.IsFinite(max) ? max : (max / temperature) + Math.Log(present.Sum(logit => Math.Exp((logit - max) / temperature)));
    }

    /// <summary>A row's probabilities; what is NaN has none.</summary>
    private static double[] SharesOf(GateScore score, double[] logits, double temperature)
    {
        double max = logits.Where(logit => !double.IsNaN(logit)).DefaultIfEmpty(double.NegativeInfinity).Max();
        double[] scores = [.. logits.Select(logit => double.IsNaN(logit) || double.IsNegativeInfinity(logit) ? 0
            : double.IsPositiveInfinity(max) && (score != GateScore.Sigmoid) ? (double.IsPositiveInfinity(logit) ? 1 : 0)
            : score switch
            {
                GateScore.Softmax => Math.Exp((logit - max) / temperature),
                GateScore.Sigmoid => 1 / (1 + Math.Exp(-logit / temperature)),
                _ => Math.Sqrt(Math.Max(logit / temperature, 0) + StableMath.LogP1(Math.Exp(-Math.Abs(logit / temperature)))),
            })];
        double sum = scores.Sum();
        return [.. scores.Select(value => sum > 0 ? value / sum : 0)];
    }
}

/// <summary>Of floats.</summary>
public sealed class SingleGateOutputTests : GateOutputTests<float>;

/// <summary>Of doubles.</summary>
public sealed class DoubleGateOutputTests : GateOutputTests<double>;
