using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Mutation.Tests;

/// <summary>The checks of gates fail on a broken one.</summary>
public sealed class GateMutationTests(ITestOutputHelper output)
{
    private const int Rows = 37;

    private const int Experts = 20;

    private static readonly string[] Inputs = ["±4", "some −∞", "all equal", "±3000"];

    public static TheoryData<string> Names => [.. GateMutations.All.Select(mutation => mutation.Name)];

    [Fact]
    public void AnUnbrokenGatePasses() => Assert.Null(FailureOf(null));

    [Theory]
    [MemberData(nameof(Names))]
    public void ABrokenGateIsNoticed(string name)
    {
        Mutation mutation = GateMutations.All.Single(candidate => candidate.Name == name);
        string? failure = FailureOf(mutation);
        output.WriteLine(failure ?? "not noticed");
        Assert.NotNull(failure);
    }

    private static string? FailureOf(Mutation? mutation) => EmittedKernels.Use(mutation, "Gate", assembly => FirstFailure(GateKernel.Of(assembly).Single()));

    /// <summary>The bits of the scalar target, its selection by the reference, and probabilities that add up to 1 in each row.</summary>
    private static string? FirstFailure(GateKernel kernel)
    {
        foreach (string input in Inputs)
        {
            GateWorkload<float> workload = GateWorkload<float>.Create(InputClass<float>.Find(input), Rows, Experts);
            GateResults<float> scalar = workload.Run(kernel, kernel.Bind<float>("Scalar"), new ArrayBuffers());
            if (workload.Run(kernel, kernel.Bind<float>(VectorTarget.Name), new ArrayBuffers()).Difference(scalar) is { } difference)
            {
                return $"{input}: {difference}";
            }

            for (int row = 0; row < Rows; row++)
            {
                GateReference expected = GateReference.Of(kernel, workload, row);
                if (!expected.IsAmbiguous && !scalar.Selected.AsSpan(row * kernel.Options.K, kernel.Options.K).SequenceEqual(expected.Selected))
                {
                    return $"{input}: row {row} selects others";
                }
            }

            if (Math.Abs(scalar.Importance.Sum() - Rows) > 1e-3)
            {
                return $"{input}: the importance of {Rows} rows is {scalar.Importance.Sum()}";
            }
        }

        return null;
    }
}
