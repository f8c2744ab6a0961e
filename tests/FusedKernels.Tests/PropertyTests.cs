using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Laws that hold for any row, on random rows of random shapes; a failure is shrunk and names its seed.</summary>
public abstract class PropertyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(Scope.Reduced ? 20 : 200).WithEndSize(Scope.Reduced ? 30 : 300);

    private static Gen<T> Ordinary { get; } = Gen.Choose(-40_000, 40_000).Select(value => T.CreateChecked(value) / T.CreateChecked(1000));

    private static Gen<T> Special { get; } = Gen.Elements(
        T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.MaxValue, T.MinValue, T.Epsilon, T.Zero, T.NegativeZero, T.CreateChecked(1e30f), T.CreateChecked(-1e30f));

    private static Arbitrary<T[]> OrdinaryRows { get; } = Ordinary.NonEmptyListOf().Select(row => row.ToArray()).ToArbitrary();

    private static Arbitrary<T[]> AnyRows { get; } =
        Gen.Frequency((20, Ordinary), (1, Special)).NonEmptyListOf().Select(row => row.ToArray()).ToArbitrary();

    private static double Epsilon { get; } = double.CreateChecked(T.BitIncrement(T.One) - T.One);

    [Fact]
    public void ProbabilitiesSumToOne() => ForEachTarget("SoftmaxKernels.Row", OrdinaryRows, static (run, row) =>
    {
        // A plain sum's own rounding would count: TwoSum keeps it apart.
        (double sum, double error) = (-1, 0);
        foreach (double value in run(row).Select(double.CreateChecked))
        {
            double next = sum + value;
            double part = next - sum;
            error += (sum - (next - part)) + (value - part);
            sum = next;
        }

        return Math.Abs(sum + error) <= (Contract.Ulps + 1) * Epsilon;
    });

    /// <summary>Shifts of integers are exact, so the two rows have the same exact softmax.</summary>
    [Fact]
    public void AShiftChangesNothing() => ForEachTarget("SoftmaxKernels.Row", OrdinaryRows, static (run, row) =>
    {
        T[] integers = [.. row.Select(static value => T.Round(value))];
        T[] shifted = [.. integers.Select(value => value + T.CreateChecked(4096))];
        return AreClose(run(integers), run(shifted));
    });

    [Fact]
    public void AReversedRowGivesTheReversedResult() => ForEachTarget("SoftmaxKernels.Row", OrdinaryRows, static (run, row) =>
        AreClose([.. run(row).Reverse()], run([.. row.Reverse()])));

    [Fact]
    public void EqualLogitsHaveEqualProbabilities() => ForEachTarget("SoftmaxKernels.Row", AnyRows, static (run, row) =>
    {
        T[] twice = run([.. row, .. row]);
        return Bits.FirstDifference<T>(twice.AsSpan(0, row.Length), twice.AsSpan(row.Length)) < 0;
    });

    [Fact]
    public void LogSumExpIsAtLeastTheMaximum() => ForEachTarget("LogSumExpKernels.Row", OrdinaryRows, static (run, row) => run(row)[0] >= row.Max());

    [Fact]
    public void LogProbabilitiesAreNotAboveZero() => ForEachTarget("LogSoftmaxKernels.Row", OrdinaryRows, static (run, row) =>
        Array.TrueForAll(run(row), value => value <= T.Zero));

    /// <summary>Any row, any shape, any place in a batch: the reference's values and one set of bits.</summary>
    [Theory]
    [InlineData("SoftmaxKernels.BiasMaskAxis")]
    [InlineData("LogSoftmaxKernels.BiasMaskAxis")]
    [InlineData("LogSumExpKernels.BiasAxis")]
    [InlineData("SoftmaxKernels.BiasMaskTemperatureChosenAxis")]
    public void AnyShapeIsRight(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var runner = new KernelRunner<T>(kernel);
        Arbitrary<(T[] Values, int Columns, int Inner)> shapes = (
            from values in AnyRows.Generator
            from columns in Gen.Choose(1, values.Length)
            from inner in Gen.Choose(1, Math.Max(1, values.Length / columns))
            select (values, columns, inner)).ToArbitrary();
        Check.One(Runs, Prop.ForAll(shapes, shape =>
        {
            int outer = shape.Values.Length / (shape.Columns * shape.Inner);
            Workload<T> made = Workloads.Create(kernel, InputClass<T>.Find("±4"), outer, shape.Columns, shape.Inner, shared: shape.Columns % 2 == 0);
            shape.Values.AsSpan(0, made.Logits.Length).CopyTo(made.Logits);
            var check = new AccuracyCheck<T>(runner);
            check.Check("random", made);
            T[] scalar = runner.Run("Scalar", made);
            return check.Failures.Count == 0 && runner.Targets.All(target => Bits.FirstDifference<T>(scalar, runner.Run(target, made)) < 0);
        }));
    }

    private static void ForEachTarget(string name, Arbitrary<T[]> rows, Func<Func<T[], T[]>, T[], bool> holds)
    {
        var runner = new KernelRunner<T>(Kernels.Find<T>(name));
        foreach (string target in runner.Targets)
        {
            T[] Run(T[] row)
            {
                var workload = new Workload<T>(1, row.Length, 1);
                workload.SetRow(0, row);
                return runner.Run(target, workload);
            }

            Check.One(Runs, Prop.ForAll(rows, row => holds(Run, row)));
        }
    }

    /// <summary>Both are within the contract of the same exact values.</summary>
    private static bool AreClose(T[] left, T[] right) => left.Zip(right).All(pair =>
    {
        double smaller = double.CreateChecked(T.Min(pair.First, pair.Second));
        double difference = Math.Abs(double.CreateChecked(pair.First) - double.CreateChecked(pair.Second));
        return difference <= ((2 * Contract.Ulps) + 1) * Epsilon * smaller || !T.IsNormal(pair.First) || !T.IsNormal(pair.Second);
    });
}

public sealed class SinglePropertyTests : PropertyTests<float>;

public sealed class DoublePropertyTests : PropertyTests<double>;
