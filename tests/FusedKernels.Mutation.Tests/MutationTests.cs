using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Mutation.Tests;

/// <summary>The checks of the numeric tests fail on a broken kernel: a test that cannot fail proves nothing.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int[] Lengths = [1, 7, 33, 100, 129, 300, 4095, 8193];

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
