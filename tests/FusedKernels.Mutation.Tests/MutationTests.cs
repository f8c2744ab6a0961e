using System.Reflection;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Mutation.Tests;

/// <summary>The checks of the numeric tests fail on a broken kernel: a test that cannot fail proves nothing.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int[] Lengths = [1, 7, 13, 33, 100, 129, 300, 4095, 8193];

    /// <summary>Rows × columns of losses: in lanes with a register that is not full, in groups, and of several blocks.</summary>
    private static readonly (int Rows, int Columns)[] LossShapes = [(38, 10), (5, 70), (4, 8193)];

    public static TheoryData<string> Names => [.. Mutations.All.Select(mutation => mutation.Name)];

    public static TheoryData<string> KernelNames => [.. Mutations.All.Select(mutation => mutation.Kernel).Distinct()];

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void AnUnbrokenKernelPasses(string kernel) => Assert.Null(EmittedKernels.Use(null, kernel, FirstFailure));

    [Theory]
    [MemberData(nameof(Names))]
    public void ABrokenKernelIsNoticed(string name)
    {
        Mutation mutation = Mutations.All.Single(candidate => candidate.Name == name);
        string? failure = EmittedKernels.Use(mutation, mutation.Kernel, FirstFailure);
        output.WriteLine(failure ?? "not noticed");
        Assert.NotNull(failure);
    }

    private static string? FirstFailure(Assembly kernels) =>
        LossKernel.Of(kernels) is not [{ } loss] ? FirstFailure(KernelCatalogue.Of(kernels).Single())
        : loss.Options.Parallel ? FirstFailureOfThreads(loss)
        : FirstFailure(loss);

    /// <summary>The same checks as for every loss, of which every third row is ignored.</summary>
    private static string? FirstFailure(LossKernel kernel)
    {
        foreach ((InputClass<float> input, (int rows, int columns)) in from input in InputClass<float>.All from shape in LossShapes select (input, shape))
        {
            LossWorkload<float> workload = LossWorkload<float>.Create(kernel, input, rows, columns);
            float[] scalar = workload.Run(kernel.Bind<float>("Scalar"), new ArrayBuffers());
            LossReference?[] expected = input.Name is "±4" or "±40" && columns < 100 ? LossCheck.References(kernel, workload) : [];
            foreach (string target in kernel.SupportedTargets)
            {
                float[] results = workload.Run(kernel.Bind<float>(target), new ArrayBuffers(), inPlace: columns == 10);
                string? failure = expected.Length > 0 ? LossCheck.Failures(kernel, workload, expected, results).FirstOrDefault() : null;
                if (failure is not null || Bits.FirstDifference<float>(scalar, results) >= 0)
                {
                    return failure ?? $"{target} and Scalar differ on {input}, {workload}";
                }
            }
        }

        return null;
    }

    /// <summary>Every block of a batch that is worth several threads: the gradient of each row is its own, the loss the one of the blocks in order.</summary>
    private static string? FirstFailureOfThreads(LossKernel kernel)
    {
        LossWorkload<float> workload = LossWorkload<float>.Create(kernel, InputClass<float>.Find("±4"), rows: 250, columns: 2000);
        float[] results = workload.Run(kernel.BindDispatch<float>(), new ArrayBuffers());
        double loss = 0;
        for (int row = 0; row < workload.Rows; row++)
        {
            float[] alone = workload.Alone(row).Run(kernel.BindDispatch<float>(), new ArrayBuffers());
            loss += alone[0];
            if (!alone.AsSpan(1, workload.Columns).SequenceEqual(results.AsSpan(1 + (row * workload.Columns), workload.Columns)))
            {
                return $"row {row} of {workload} is not what it is alone";
            }
        }

        return Math.Abs(results[0] - loss) <= 1e-5 * loss ? null : $"the loss of {workload} is {results[0]}, that of its rows {loss}";
    }

    /// <summary>The same checks as for every kernel: the contract, and the bits of the scalar target.</summary>
    private static string? FirstFailure(Kernel kernel)
    {
        var runner = new KernelRunner<float>(kernel);
        var check = new AccuracyCheck<float>(runner);
        int[] lengths = kernel.Options.Length > 0 ? [kernel.Options.Length] : Lengths;
        foreach (InputClass<float> input in InputClass<float>.All)
        {
            foreach (Workload<float> workload in lengths.SelectMany(length => Workloads.For(kernel, input, length)))
            {
                try
                {
                    check.Check(input.Name, workload);
                    float[] scalar = runner.Run("Scalar", workload);
                    string? other = runner.Targets.FirstOrDefault(target => Bits.FirstDifference<float>(scalar, runner.Run(target, workload)) >= 0);
                    if (check.Failures.Count > 0 || other is not null)
                    {
                        return check.Failures.FirstOrDefault() ?? $"{other} and Scalar differ on {input}, {workload}";
                    }
                }
                catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException)
                {
                    return exception.Message;
                }
            }
        }

        return null;
    }
}
