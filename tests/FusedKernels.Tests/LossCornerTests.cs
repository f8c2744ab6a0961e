using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// Rows at the edges of the definition, each with targets and weights at its edges, with every loss: infinite and huge logits, NaN, classes and
/// probabilities of 0, weights of 0. A row is tried alone and, so that it lies in lanes, beside others like it.
/// </summary>
public abstract class LossCornerTests<T> : LossKernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>As large as a row of them may be: for doubles, its sum of distances is finite.</summary>
    private static readonly double Huge = typeof(T) == typeof(float) ? float.MaxValue / 4 : double.MaxValue / (1 << 16);

    /// <summary>A logit, of a column and of whether it is the target's, or the one after it.</summary>
    private static readonly (string Name, Func<int, bool, bool, double> Logit)[] Corners =
    [
        ("ordinary", static (column, _, _) => Ordinary(column)),
        ("target −∞", static (column, target, _) => target ? -Infinity : Ordinary(column)),
        ("another −∞", static (column, _, next) => next ? -Infinity : Ordinary(column)),
        ("all −∞ but the target", static (_, target, _) => target ? 1.5 : -Infinity),
        ("all −∞ but another", static (_, _, next) => next ? 1.5 : -Infinity),
        ("all −∞", static (_, _, _) => -Infinity),
        ("target +∞", static (column, target, _) => target ? Infinity : Ordinary(column)),
        ("another +∞", static (column, _, next) => next ? Infinity : Ordinary(column)),
        ("two +∞", static (column, target, next) => target || next ? Infinity : Ordinary(column)),
        ("all +∞", static (_, _, _) => Infinity),
        ("target −∞, another +∞", static (column, target, next) => target ? -Infinity : next ? Infinity : Ordinary(column)),
        ("target +∞, another −∞", static (column, target, next) => target ? Infinity : next ? -Infinity : Ordinary(column)),
        ("target NaN", static (column, target, _) => target ? double.NaN : Ordinary(column)),
        ("another NaN", static (column, _, next) => next ? double.NaN : Ordinary(column)),
        ("NaN beside +∞", static (_, target, next) => target ? Infinity : next ? double.NaN : -Infinity),
        ("all equal", static (_, _, _) => -7.25),
        ("target huge", static (column, target, _) => target ? 1e30 : Ordinary(column)),
        ("another huge", static (column, _, next) => next ? 1e30 : Ordinary(column)),
        ("target lowest", static (column, target, _) => target ? -Huge : Ordinary(column)),
        ("all huge", static (column, _, _) => (column % 2 == 0 ? 1 : -1) * Huge),
        ("target certain", static (column, target, _) => target ? 40 : Ordinary(column)),
        ("another certain", static (column, _, next) => next ? 40 : Ordinary(column)),
    ];

    private static readonly int[] Lengths = Scope.Reduced ? [2, 17] : [1, 2, 3, 10, 17, 40, 300];

    /// <summary>As many as fill the widest register, and some; and one.</summary>
    private static readonly int[] Copies = [1, 19];

    [Theory]
    [MemberData(nameof(Names))]
    public void CornersAreExact(string name)
    {
        LossKernel kernel = Find(name);
        int least = kernel.Options.SmoothingVariant == SmoothingVariant.ExcludeTarget ? 2 : 1;
        int[] lengths = kernel.Options.Length > 0 ? [kernel.Options.Length] : [.. Lengths.Where(length => length >= least), .. Scope.Reduced ? Array.Empty<int>() : [4099]];
        List<string> failures = [];
        foreach (((string corner, Func<int, bool, bool, double> logit), int columns) in from corner in Corners from columns in lengths select (corner, columns))
        {
            foreach (int target in new[] { 0, columns / 2, columns - 1 }.Distinct().Take(columns > 100 ? 1 : 3))
            {
                Check(kernel, Row(kernel, columns, target, logit), target, $"{corner}, target {target} of {columns}", failures);
            }
        }

        AssertNone(failures);
    }

    private static void Check(LossKernel kernel, T[] row, int target, string what, List<string> failures)
    {
        foreach (int copies in Copies.Take(row.Length > 100 ? 1 : Copies.Length))
        {
            LossWorkload<T> workload = LossWorkload<T>.Of([.. Enumerable.Repeat(row, copies).SelectMany(static copy => copy)], [.. Enumerable.Repeat(target, copies)]);
            workload = kernel.Takes("inner") ? workload.With(copies) : workload;
            SetEdges(workload, target);
            LossReference[] expected = [.. Enumerable.Repeat(LossReference.Of(kernel, workload, 0), copies)];
            failures.AddRange(Failures(kernel, workload, expected, inPlace: copies > 1 && kernel.Takes("gradient")).Take(4).Select(failure => $"{what}, {copies} rows: {failure}"));
        }
    }

    /// <summary>Weights with zeros among them, at the column after a first target too; probabilities with a zero, and a sum that is not 1; all rows alike.</summary>
    private static void SetEdges(LossWorkload<T> workload, int target)
    {
        int columns = workload.Columns;
        for (int column = 0; column < columns; column++)
        {
            workload.ClassWeights[column] = T.CreateChecked(column % 3 == 1 ? 0 : (1 + (column % 4)) / 4.0);
            double probability = column == target ? (columns % 2 == 0 ? 1 : 0.75) : columns % 2 == 0 || column % 3 == 0 ? 0 : 0.5;
            for (int row = 0; row < workload.Rows; row++)
            {
                workload.TargetProbabilities[(row * columns) + column] = T.CreateChecked(probability);
            }
        }

        workload.RowWeights.AsSpan().Fill(T.CreateChecked(-1.5));
    }

    private static T[] Row(LossKernel kernel, int columns, int target, Func<int, bool, bool, double> logit) =>
    [
        .. Enumerable.Range(0, columns)
            .Select(column => logit(column, column == target, column == (target + 1) % columns && columns > 1))
            .Select(value => T.CreateChecked(kernel.IsLikelihood ? -Math.Abs(value) : value)),
    ];

    private static double Ordinary(int column) => ((column * 7) % 11 / 2.0) - 2.25;
}

public sealed class SingleLossCornerTests : LossCornerTests<float>;

public sealed class DoubleLossCornerTests : LossCornerTests<double>;
