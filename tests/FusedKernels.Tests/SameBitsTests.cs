using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>One result for one row, whatever the target, the layout, the alignment or the way of asking.</summary>
public abstract class SameBitsTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private protected static readonly string[] Families = ["SoftmaxKernels", "LogSoftmaxKernels", "LogSumExpKernels"];

    /// <summary>The base of the comparison: one row, no mask, no constant length, scalar.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void EveryTargetAndTheDispatchGiveTheBitsOfThePlainScalarRow(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var runner = new KernelRunner<T>(kernel);
        var plain = new KernelRunner<T>(Kernels.Plain<T>(kernel));
        (string, KernelCall<T>)[] calls =
        [
            .. runner.Targets.Select(target => (target, runner[target])),
            ("dispatch", kernel.BindDispatch<T>()),
        ];
        var failures = new List<string>();
        foreach ((InputClass<T> input, Workload<T> workload) in WorkloadsOf(kernel))
        {
            T[][] expected = [.. Enumerable.Range(0, workload.Rows).Select(row => plain.Run("Scalar", workload.Alone(row)))];
            foreach ((string target, KernelCall<T> call) in calls)
            {
                T[] results = runner.Run(call, workload, new ArrayBuffers());
                for (int row = 0; row < workload.Rows; row++)
                {
                    T[] actual = workload.ResultRow(results, row, kernel.Reduces);
                    if (Bits.FirstDifference<T>(expected[row], actual) is var column and >= 0)
                    {
                        failures.Add($"{target}, {input}, {workload}: row {row}, column {column}: expected {expected[row][column]:R}, got {actual[column]:R}.");
                        break;
                    }
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AlignmentDoesNotShow(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var runner = new KernelRunner<T>(kernel);
        var failures = new List<string>();
        int[] lengths = kernel.Options.Length > 0 ? [kernel.Options.Length] : [7, 33, 100];
        foreach (int length in lengths)
        {
            Workload<T> workload = Workloads.For(kernel, InputClass<T>.Find("±40"), length).First();
            foreach (string target in runner.Targets)
            {
                T[] expected = runner.Run(target, workload);
                for (int offset = 1; offset < 16; offset++)
                {
                    if (Bits.FirstDifference<T>(expected, runner.Run(runner[target], workload, new ArrayBuffers(offset))) is var at and >= 0)
                    {
                        failures.Add($"{target}, {workload}, {offset} elements off: differs at {at}.");
                    }
                }
            }
        }

        AssertNone(failures);
    }

    /// <summary>Where logits + bias is a number of the element type, the kernels without a bias give the same.</summary>
    [Theory]
    [InlineData("Bias", "Row")]
    [InlineData("BiasTemperature3", "Temperature3")]
    [InlineData("BiasTemperatureChosen", "TemperatureChosen")]
    public void ABiasThatAddsExactlyDoesNotShow(string biased, string plain)
    {
        var failures = new List<string>();
        foreach (string family in Families)
        {
            var with = new KernelRunner<T>(Kernels.Find<T>($"{family}.{biased}"));
            var without = new KernelRunner<T>(Kernels.Find<T>($"{family}.{plain}"));
            foreach ((InputClass<T> input, Workload<T> workload) in WorkloadsOf(with.Kernel))
            {
                var sums = new Workload<T>(1, workload.Columns, 1) { Temperature = workload.Temperature };
                for (int i = 0; i < workload.Columns; i++)
                {
                    // Doubled, which is exact, unless that overflows. The sign of a zero sum is its own matter.
                    workload.Logits[i] += T.Zero;
                    workload.Bias![i] = T.Abs(workload.Logits[i]) < T.MaxValue / T.CreateChecked(4) ? workload.Logits[i] : T.Zero;
                    sums.Logits[i] = workload.Logits[i] + workload.Bias[i];
                }

                foreach (string target in with.Targets)
                {
                    if (Bits.FirstDifference<T>(without.Run(target, sums), with.Run(target, workload)) is var at and >= 0)
                    {
                        failures.Add($"{family}, {target}, {input}, {workload}: differs at {at}.");
                    }
                }
            }
        }

        AssertNone(failures);
    }
}

public sealed class SingleSameBitsTests : SameBitsTests<float>
{
    public static TheoryData<string> AllUnsafe => [.. Kernels.SingleUnsafe.Select(kernel => kernel.Name)];

    /// <summary>A constant temperature and the same one chosen at run time. (Constants of doubles are folded to more digits than a run has.)</summary>
    [Theory]
    [InlineData("Temperature07", 0.7f)]
    [InlineData("Temperature001", 0.01f)]
    [InlineData("Temperature100", 100)]
    [InlineData("Temperature3", 3)]
    public void AConstantTemperatureIsTheChosenOne(string constant, float temperature)
    {
        var failures = new List<string>();
        foreach (string family in Families)
        {
            var fixedRunner = new KernelRunner<float>(Kernels.Find<float>($"{family}.{constant}"));
            var chosenRunner = new KernelRunner<float>(Kernels.Find<float>($"{family}.TemperatureChosen"));
            foreach (InputClass<float> input in InputClass<float>.All)
            {
                foreach (int length in Scope.Lengths(fixedRunner.Kernel, input.Name))
                {
                    var workload = new Workload<float>(1, length, 1) { Temperature = temperature };
                    workload.SetRow(0, input.Row(length, seed: 0));
                    foreach (string target in fixedRunner.Targets)
                    {
                        if (Bits.FirstDifference<float>(fixedRunner.Run(target, workload), chosenRunner.Run(target, workload)) is var at and >= 0)
                        {
                            failures.Add($"{family}, {target}, {input}, {workload}: differs at {at}.");
                        }
                    }
                }
            }
        }

        AssertNone(failures);
    }

    /// <summary>Where the project allows unsafe code, other instructions may store; the bits are the same.</summary>
    [Theory]
    [MemberData(nameof(AllUnsafe))]
    public void UnsafeCodeDoesNotShow(string name)
    {
        var safe = new KernelRunner<float>(Kernels.Find<float>(name));
        var @unsafe = new KernelRunner<float>(Kernels.Find(Kernels.SingleUnsafe, name));
        int[] lengths = safe.Kernel.Options.Length > 0 ? [safe.Kernel.Options.Length] : Scope.Reduced ? [33] : [33, 5000];
        var failures = new List<string>();
        foreach (Workload<float> workload in lengths.SelectMany(length => Workloads.For(safe.Kernel, InputClass<float>.Find("±40"), length)))
        {
            foreach (string target in safe.Targets)
            {
                if (Bits.FirstDifference<float>(safe.Run(target, workload), @unsafe.Run(target, workload)) is var at and >= 0)
                {
                    failures.Add($"{target}, {workload}: differs at {at}.");
                }
            }
        }

        AssertNone(failures);
    }
}

public sealed class DoubleSameBitsTests : SameBitsTests<double>;
