extern alias Double;
extern alias Single;

using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>What gates make of their logits before they select: within the contract, and the same wherever it is kept.</summary>
public abstract class GatePreparationTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Rows = 19;

    private const int Experts = 20;

    private static readonly IReadOnlyList<GateKernel> Gates = GateKernel.Of(
        typeof(T) == typeof(float) ? typeof(Single::FusedKernels.Tests.Kernels.GateKernels).Assembly : typeof(Double::FusedKernels.Tests.Kernels.GateKernels).Assembly);

    private static readonly string[] Inputs = ["small", "±4", "±40", "±3000", "90…100", "±max", "denormals", "signed zeros", "some −∞", "one +∞", "NaN in the middle", "NaN among −∞"];

    public static TheoryData<string> Names => [.. Gates.Where(gate => gate.Takes("preparedLogits")).Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void LogitsArePreparedWithinTheContract(string name)
    {
        GateKernel kernel = Gates.Single(gate => gate.Name == name);
        int experts = kernel.Options.Experts > 0 ? kernel.Options.Experts : Experts;
        var failures = new List<string>();
        foreach (string input in Inputs)
        {
            GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find(input), Rows, experts);
            T[] prepared = workload.Run(kernel, kernel.BindDispatch<T>(), new ArrayBuffers()).PreparedLogits;
            for (int i = 0; i < prepared.Length; i++)
            {
                T logit = workload.Logits[i];
                if (T.IsNaN(logit) || T.IsInfinity(logit))
                {
                    bool right = T.IsPositiveInfinity(logit) ? !T.IsNaN(prepared[i]) : Bits.Of(prepared[i]) == Bits.Of(logit);
                    if (!right)
                    {
                        failures.Add($"{input}: {logit} becomes {prepared[i]}");
                    }

                    continue;
                }

                (DoubleDouble expected, double bound) = GatePreparation.Of(
                    kernel.Options,
                    logit,
                    kernel.Takes("noise") ? workload.Noise[i] : T.Zero,
                    kernel.Takes("noiseLogits") ? workload.NoiseLogits[i] : null);
                double error = Math.Abs((DoubleDouble.From(double.CreateChecked(prepared[i])) - expected).High);
                if (!(error <= bound))
                {
                    failures.Add($"{input}: {logit} becomes {prepared[i]} instead of {expected.High}, {error / bound} of the bound");
                }
            }
        }

        AssertNone(failures);
    }

    /// <summary>In more logits than the classes above have: the worst are rare.</summary>
    [Fact]
    public void SigmoidKeepsItsDocumentedBound()
    {
        GateKernel kernel = Gates.Single(gate => gate.Name == "DenseToSparse");
        var random = new SplitMix(7);
        T[] logits = [.. Enumerable.Range(0, (Scope.Reduced ? 100 : 4_000) * Experts).Select(_ => T.CreateChecked(80 * random.Symmetric()))];
        T[] sigmoids = GateWorkload<T>.Of(logits, new T[Experts]).Run(kernel, kernel.BindDispatch<T>(), new ArrayBuffers()).PreparedLogits;
        double worst = logits.Zip(sigmoids, (logit, sigmoid) =>
        {
            DoubleDouble expected = GatePreparation.Of(kernel.Options, logit, T.Zero, noiseLogit: null).Value;
            var nearest = T.CreateChecked(expected.High);
            double ulp = double.CreateChecked(T.BitIncrement(nearest) - nearest);
            return Math.Abs((DoubleDouble.From(double.CreateChecked(sigmoid)) - expected).High) / ulp;
        }).Max();
        Assert.InRange(worst, 0.5, 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(50)]
    public void WhatIsPreparedInScratchIsTheSame(int rows)
    {
        GateKernel kept = Gates.Single(gate => gate.Name == "Noisy");
        GateKernel scratch = Gates.Single(gate => gate.Name == "NoisyInScratch");
        foreach (string input in Inputs)
        {
            GateWorkload<T> workload = GateWorkload<T>.Create(InputClass<T>.Find(input), rows, Experts);
            GateResults<T> expected = workload.Run(kept, kept.BindDispatch<T>(), new ArrayBuffers());
            foreach (string target in scratch.SupportedTargets)
            {
                GateResults<T> actual = workload.Run(scratch, scratch.Bind<T>(target), new ArrayBuffers());
                Assert.Null(expected.Difference(actual with { PreparedLogits = expected.PreparedLogits }));
            }
        }
    }
}

/// <summary>Of floats.</summary>
public sealed class SingleGatePreparationTests : GatePreparationTests<float>;

/// <summary>Of doubles.</summary>
public sealed class DoubleGatePreparationTests : GatePreparationTests<double>;
