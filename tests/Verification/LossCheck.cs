using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Compares what a loss has computed with the exact results.</summary>
public static class LossCheck
{
    /// <summary>The exact results of each row; null for an ignored one.</summary>
    public static LossReference?[] References<T>(LossKernel kernel, LossWorkload<T> workload)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        [.. workload.Targets.Select((target, row) => kernel.HasTarget && target == kernel.Options.IgnoreIndex ? null : LossReference.Of(kernel, workload, row))];

    /// <summary>Every result beyond the contract.</summary>
    /// <param name="kernel">The loss.</param>
    /// <param name="workload">The rows.</param>
    /// <param name="expected">Their exact results.</param>
    /// <param name="results">What <see cref="LossWorkload{T}.Run"/> has returned.</param>
    public static IEnumerable<string> Failures<T>(LossKernel kernel, LossWorkload<T> workload, LossReference?[] expected, T[] results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        double bound = Contract.Bound(kernel.HasTemperature);
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        int columns = workload.Columns;
        var gradient = new ArraySegment<T>(results, 1, workload.Logits.Length);
        (string Name, Func<LossReference, DoubleDouble> Exact)[] perRow =
        [
            ("losses", reference => reference.Loss + reference.Penalty), ("logSumExp", reference => reference.LogSumExp), ("entropy", reference => reference.Entropy),
        ];
        DoubleDouble sum = DoubleDouble.From(0);
        DoubleDouble penalties = DoubleDouble.From(0);
        for (int row = 0; row < workload.Rows; row++)
        {
            LossReference? reference = expected[row];
            sum += reference?.Loss ?? default;
            penalties += reference?.Penalty ?? default;
            int at = 1 + workload.Logits.Length + row;
            foreach ((string name, Func<LossReference, DoubleDouble> exact) in perRow)
            {
                if (kernel.Takes(name) && Off(results[at], reference is null ? default : exact(reference)) is var off && !(off <= bound))
                {
                    yield return $"{name} of row {row}: {results[at]:R}, {off} ulp.";
                }

                at += workload.Rows;
            }

            if (kernel.Takes("predictions") && int.CreateChecked(results[at]) != (reference?.Prediction ?? -1))
            {
                yield return $"prediction of row {row}: {results[at]}, not {reference?.Prediction}.";
            }

            for (int column = 0; kernel.Takes("gradient") && column < columns; column++)
            {
                T actual = gradient[(row * columns) + column];
                double exact = reference?.Gradient[column].High ?? 0;
                if (!double.IsFinite(exact))
                {
                    if (!double.CreateChecked(actual).Equals(exact))
                    {
                        yield return $"derivative of row {row}, column {column} (target {workload.Targets[row]}): {actual:R}, not {exact:R}.";
                    }

                    continue;
                }

                double allowed = (4 * 2 * unit * Math.Abs(exact)) + (unit * (reference?.Scales[column] ?? 0));
                double error = Math.Abs((DoubleDouble.From(double.CreateChecked(actual)) - (reference?.Gradient[column] ?? default)).High);
                if (!(error <= allowed))
                {
                    yield return $"derivative of row {row}, column {column} (target {workload.Targets[row]}): {actual:R}, not {exact:R}; {error / allowed:F2} of what is allowed.";
                }
            }
        }

        if (kernel.Options.Reduction != Reduction.None)
        {
            (DoubleDouble divisor, DoubleDouble count) = LossReference.Divisors(kernel, workload);
            bool weighsNothing = double.IsInfinity(divisor.High);
            DoubleDouble mean = weighsNothing && !double.IsNaN(sum.High) ? default : sum / divisor;
            DoubleDouble reduced = weighsNothing && kernel.Options.AllIgnored == AllIgnoredPolicy.NaN ? DoubleDouble.From(double.NaN) : mean + (penalties / count);
            if (Off(results[0], reduced) is var off && !(off <= bound))
            {
                yield return $"loss: {results[0]:R}, {off} ulp from {reduced.High:R}.";
            }
        }
    }

    private static double Off<T>(T actual, DoubleDouble expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => UlpError.Of(KernelOperator.LogSumExp, actual, expected).FromRounded;
}
