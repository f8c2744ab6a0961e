using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// Rows that are computed together do not show in each other: any number of rows, among them some with +∞, NaN or nothing but −∞ at random
/// places, has the bits of each row alone.
/// </summary>
public abstract class NeighbourTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>What rows are now and then, most of the time they are ordinary.</summary>
    private static readonly InputClass<T>[] Unusual =
    [
        .. new[] { "one +∞", "many +∞", "NaN in the middle", "NaN among −∞", "NaN among +∞", "all −∞", "all −∞", "some −∞", "±max", "ascending beyond exp's range" }.Select(InputClass<T>.Find),
    ];

    /// <summary>Rows beyond the first-level cache and beyond a block, and rows whose columns share a few of the cache's sets.</summary>
    private static readonly (int Columns, int Inner)[] Far = [(300, 33), (4100, 16), (21, 512)];

    public static TheoryData<string> Grouped =>
        [.. Kernels.Of<T>().Where(static kernel => kernel.Options.Length is > 0 and <= 256 && kernel.TakesBatch && !kernel.Takes("inner")).Select(static kernel => kernel.Name)];

    public static TheoryData<string> OfAnyLength =>
        [.. Kernels.Of<T>().Where(static kernel => kernel.Options.Length == 0 && kernel.TakesBatch && !kernel.Takes("inner")).Select(static kernel => kernel.Name)];

    public static TheoryData<string> AlongAnotherAxis => [.. Kernels.Of<T>().Where(static kernel => kernel.Takes("inner")).Select(static kernel => kernel.Name)];

    /// <summary>Up to four registers of 16 rows in lanes and what is left of them, or groups of 16 rows and what is left of them.</summary>
    [Theory]
    [MemberData(nameof(Grouped))]
    public void RowsOfAConstantLength(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        int columns = kernel.Options.Length;
        IEnumerable<int> counts = columns > 16 || Scope.Reduced ? [1, 5, 16, 17, 31, 37, 70] : Enumerable.Range(1, 70);
        Check(kernel, counts.Select(rows => Mixed(kernel, outer: rows, columns, inner: 1, shared: rows % 2 == 0)));
    }

    /// <summary>Short rows go to lanes where they fill a register, longer ones one after the other.</summary>
    [Theory]
    [MemberData(nameof(OfAnyLength))]
    public void RowsOfAnyLength(string name)
    {
        IEnumerable<int> lengths = Scope.Reduced ? [1, 2, 5, 17, 40, 64, 65] : Enumerable.Range(1, 70);
        Check(Kernels.Find<T>(name), lengths.Select(columns => Mixed(Kernels.Find<T>(name), outer: 4 + (columns * 7 % 45), columns, inner: 1, shared: columns % 2 == 0)));
    }

    [Theory]
    [MemberData(nameof(AlongAnotherAxis))]
    public void RowsAlongAnotherAxis(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        IEnumerable<int> inners = Scope.Reduced ? [1, 3, 4, 16, 23] : Enumerable.Range(1, 40);
        int length = kernel.Options.Length;
        IEnumerable<(int Columns, int Inner)> shapes = inners.Select(inner => (1 + (inner * 7 % 45), inner)).Concat(Scope.Reduced ? [] : Far);
        Check(kernel, shapes.Select(shape => Mixed(kernel, outer: 1 + (shape.Inner % 2), length > 0 ? length : shape.Columns, shape.Inner, shared: shape.Inner % 3 == 0)));
    }

    private static void Check(Kernel kernel, IEnumerable<Workload<T>> workloads)
    {
        var runner = new KernelRunner<T>(kernel);
        var plain = new KernelRunner<T>(Kernels.Plain<T>(kernel));
        List<string> failures = [];
        foreach (Workload<T> workload in workloads)
        {
            T[][] expected = [.. Enumerable.Range(0, workload.Rows).Select(row => plain.Run("Scalar", workload.Alone(row)))];
            foreach (string target in runner.Targets)
            {
                Compare(target, runner.Run(target, workload));
                if (!kernel.Reduces && !kernel.InPlace)
                {
                    Compare(target + " in place", runner.RunInPlace(target, workload));
                }
            }

            void Compare(string target, T[] results)
            {
                for (int row = 0; row < workload.Rows; row++)
                {
                    if (Bits.FirstDifference<T>(expected[row], workload.ResultRow(results, row, kernel.Reduces)) is var column and >= 0)
                    {
                        failures.Add($"{target}, {workload}: row {row}, column {column}.");
                        return;
                    }
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures, the first of them:\n{string.Join('\n', failures.Take(12))}");
    }

    private static Workload<T> Mixed(Kernel kernel, int outer, int columns, int inner, bool shared)
    {
        Workload<T> workload = Workloads.Create(kernel, InputClass<T>.Find("±40"), outer, columns, inner, shared);

        // Every third workload has only ordinary rows: one with +∞ sends its whole group another way.
        var random = new SplitMix((ulong)((outer * 1000) + inner));
        for (int row = 0; row < workload.Rows && (outer + inner) % 3 > 0; row++)
        {
            if (random.Below(20) == 0)
            {
                workload.SetRow(row, Unusual[random.Below(Unusual.Length)].Row(columns, seed: (ulong)row));
            }
        }

        return workload;
    }
}

public sealed class SingleNeighbourTests : NeighbourTests<float>;

public sealed class DoubleNeighbourTests : NeighbourTests<double>;
