extern alias SingleUnsafe;

using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// Rows that are computed together do not show in each other: any number of rows, one after the other or side by side, among them ignored ones and
/// some with +∞, NaN or nothing but −∞, has the bits of each row alone.
/// </summary>
public abstract class LossNeighbourTests<T> : LossKernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly string[] Unusual =
        ["one +∞", "many +∞", "NaN in the middle", "NaN among +∞", "all −∞", "some −∞", "±max", "ascending beyond exp's range", "−1e30 beside 5"];

    private static readonly (int Rows, int Columns)[] Shapes = Scope.Reduced
        ? [(5, 10), (38, 3), (18, 40)]
        : [(1, 7), (3, 10), (16, 16), (17, 2), (34, 10), (70, 5), (38, 17), (18, 33), (20, 130), (18, 300), (6, 1000), (34, 64), (4, 4096)];

    /// <summary>Several blocks: another walk.</summary>
    private static readonly (int Rows, int Columns)[] LongShapes = Scope.Reduced ? [(4, 4100)] : [(6, 4097), (4, 9000), (40, 5000)];

    public static TheoryData<string> Apart => [.. Losses.Where(static kernel => kernel.Options.Reduction == Reduction.None).Select(static kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Apart))]
    public void EachRowHasTheBitsThatItHasAlone(string name)
    {
        LossKernel kernel = Find(name);
        LossCall<T> alone = kernel.Bind<T>("Scalar");
        List<string> failures = [];
        foreach (LossWorkload<T> workload in Workloads(kernel))
        {
            T[][] expected = [.. Enumerable.Range(0, workload.Rows).Select(row => workload.Alone(row).Run(alone, new ArrayBuffers()))];
            foreach ((string target, bool inPlace) in from target in kernel.SupportedTargets from inPlace in kernel.Takes("gradient") ? Places : Places[..1] select (target, inPlace))
            {
                T[] results = workload.Run(kernel.Bind<T>(target), new ArrayBuffers(), inPlace);
                int row = Enumerable.Range(0, workload.Rows).FirstOrDefault(row => Bits.FirstDifference<T>(expected[row], Part(workload, results, row)) >= 0, -1);
                if (row >= 0)
                {
                    failures.Add($"{target}{(inPlace ? " in place" : "")}, {workload}: row {row}, target {workload.Targets[row]}.");
                }
            }
        }

        AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheReducedLossIsTheSameOnEveryTarget(string name)
    {
        LossKernel kernel = Find(name);
        foreach (LossWorkload<T> workload in Workloads(kernel).Where((_, index) => index % 4 == 0))
        {
            T[] expected = workload.Run(kernel.Bind<T>("Scalar"), new ArrayBuffers());
            Assert.All(kernel.SupportedTargets, target => Assert.Equal(-1, Bits.FirstDifference<T>(expected, workload.Run(kernel.Bind<T>(target), new ArrayBuffers()))));
        }
    }

    private static readonly bool[] Places = [false, true];

    private static T[] Part(LossWorkload<T> workload, T[] results, int row)
    {
        int perRow = 1 + workload.Logits.Length;
        return
        [
            results[0], .. results.AsSpan(1 + (row * workload.Columns), workload.Columns),
            .. Enumerable.Range(0, (results.Length - perRow) / workload.Rows).Select(output => results[perRow + (output * workload.Rows) + row]),
        ];
    }

    private static IEnumerable<LossWorkload<T>> Workloads(LossKernel kernel)
    {
        int length = kernel.Options.Length;
        IEnumerable<(int Rows, int Columns)> shapes = length > 0 ? Shapes.Where(static shape => shape.Columns <= 40).Select(shape => (shape.Rows, length)) : Shapes.Concat(LongShapes);
        return shapes.SelectMany(shape => new[] { Ordinary(kernel, shape.Rows, shape.Columns), Mixed(kernel, shape.Rows, shape.Columns) });
    }

    /// <summary>No row is ignored, none sends its group another way; some targets have nearly all of their rows.</summary>
    private static LossWorkload<T> Ordinary(LossKernel kernel, int rows, int columns)
    {
        LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find("±4"), rows, columns);
        for (int row = 0; row < rows; row++)
        {
            workload.Targets[row] = row * 7 % columns;
            if (row % 5 == 3)
            {
                workload.Logits[(row * columns) + workload.Targets[row]] = T.CreateChecked(12 + (row % 3 * 20));
            }
        }

        return workload;
    }

    private static LossWorkload<T> Mixed(LossKernel kernel, int rows, int columns)
    {
        var random = new SplitMix((ulong)((rows * 1000) + columns));
        LossWorkload<T> workload = LossWorkload<T>.Create(kernel, InputClass<T>.Find("±40"), rows, columns);
        for (int row = 0; row < rows; row++)
        {
            workload.Targets[row] = random.Below(6) == 0 ? kernel.Options.IgnoreIndex : random.Below(columns);
            if (random.Below(5) == 0)
            {
                InputClass<T>.Find(Unusual[random.Below(Unusual.Length)]).Row(columns, (ulong)row).CopyTo(workload.Logits, row * columns);
            }
        }

        return workload;
    }
}

public sealed class SingleLossNeighbourTests : LossNeighbourTests<float>
{
    /// <summary>Beyond the caches the exponentials are evaluated again, and the gradient is stored past the cache where unsafe code is allowed.</summary>
    [Fact]
    public void ALongRowHasTheSameBitsWhicheverWayItsGradientIsStored()
    {
        int columns = Scope.Reduced ? (1 << 14) + 3 : (1 << 21) + 3;
        LossKernel kernel = Find("None");
        LossKernel streaming = LossKernel.Of(typeof(SingleUnsafe::FusedKernels.Tests.Kernels.CrossEntropyKernels).Assembly).Single();
        LossWorkload<float> workload = LossWorkload<float>.Create(kernel, InputClass<float>.Find("±4"), 2, columns);
        workload.Logits[workload.Targets[1] + columns] = 60;
        float[] expected = workload.Run(kernel.Bind<float>("Scalar"), new ArrayBuffers());
        foreach (string target in kernel.SupportedTargets)
        {
            Assert.Equal(-1, Bits.FirstDifference<float>(expected, workload.Run(kernel.Bind<float>(target), new ArrayBuffers(offset: 3))));
            Assert.Equal(-1, Bits.FirstDifference<float>(expected, workload.Run(streaming.Bind<float>(target), new ArrayBuffers())));
            Assert.Equal(-1, Bits.FirstDifference<float>(expected, workload.Run(streaming.Bind<float>(target), new ArrayBuffers(offset: 1), inPlace: true)));
        }

        // The second row is nearly certain: its loss is the share of the others, and so is what its derivative lacks.
        double others = workload.Logits.Skip(columns).Where((_, column) => column != workload.Targets[1]).Sum(static logit => Math.Exp(logit - 60));
        Assert.Equal(1, expected[2 + workload.Logits.Length] / others, 1e-5);
        Assert.Equal(-1, expected[1 + columns + workload.Targets[1]] / others, 1e-5);

        double[] exact = [.. workload.Logits.Take(columns).Select(static logit => Math.Exp(logit))];
        double sum = exact.Sum();
        Assert.Equal(Math.Log(sum) - workload.Logits[workload.Targets[0]], expected[1 + workload.Logits.Length], 1e-6);
        for (int column = 0; column < columns; column++)
        {
            double derivative = (exact[column] / sum) - (column == workload.Targets[0] ? 1 : 0);
            Assert.True(Math.Abs(expected[1 + column] - derivative) <= Math.Abs(derivative) * 5e-7, $"Column {column}: {expected[1 + column]:R}, not {derivative:R}.");
        }
    }
}

public sealed class DoubleLossNeighbourTests : LossNeighbourTests<double>;
