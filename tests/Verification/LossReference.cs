using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>The exact loss of a row and its derivatives, in double-double and by the formulas as they stand.</summary>
/// <param name="Loss">The part that is divided by the divisor.</param>
/// <param name="Penalty">The part that is divided by the number of rows.</param>
/// <param name="LogSumExp">The log-sum-exp.</param>
/// <param name="Surprise">−log of the target's probability.</param>
/// <param name="Gradient">The derivatives.</param>
/// <param name="Scale">The largest that a term of a derivative can be: what its rounding errors are relative to.</param>
public sealed record LossReference(DoubleDouble Loss, DoubleDouble Penalty, DoubleDouble LogSumExp, DoubleDouble Surprise, DoubleDouble[] Gradient, double Scale)
{
    private static readonly DoubleDouble One = DoubleDouble.From(1);

    /// <summary>A row whose largest logit is finite.</summary>
    /// <param name="kernel">The loss and its options.</param>
    /// <param name="workload">All rows.</param>
    /// <param name="row">Which of them; not an ignored one.</param>
    public static LossReference Of<T>(LossKernel kernel, LossWorkload<T> workload, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        FusedCrossEntropyAttribute options = kernel.Options;
        int columns = workload.Columns;
        int target = workload.Targets[row];
        DoubleDouble temperature = From(kernel.Takes("temperature") ? double.CreateChecked(workload.Temperature) : options.Temperature);
        DoubleDouble[] x = [.. workload.Logits.AsSpan(row * columns, columns).ToArray().Select(logit => From(double.CreateChecked(logit)) / temperature)];
        DoubleDouble max = x.MaxBy(value => value.High);
        DoubleDouble[] e = [.. x.Select(value => DoubleDouble.Exp(value - max))];
        DoubleDouble others = e.Where((_, column) => column != target).Aggregate(From(0), (sum, value) => sum + value);
        DoubleDouble all = others + e[target];
        DoubleDouble logSumExp = max + DoubleDouble.Log(all);
        DoubleDouble surprise = others.High < e[target].High ? DoubleDouble.Log(One + (others / e[target])) : DoubleDouble.Log(all) - (x[target] - max);

        DoubleDouble[] w = [.. Enumerable.Range(0, columns).Select(column => kernel.Takes("classWeights") ? From(double.CreateChecked(workload.ClassWeights[column])) : One)];
        DoubleDouble total = w.Aggregate(From(0), (sum, value) => sum + value);
        DoubleDouble smoothing = From(options.LabelSmoothing);
        if (options.SmoothingVariant == SmoothingVariant.ExcludeTarget)
        {
            smoothing = smoothing * From(columns) / From(columns - 1);
        }

        DoubleDouble share = smoothing / From(columns);
        DoubleDouble loss = (One - smoothing) * w[target] * surprise;
        if (options.LabelSmoothing > 0)
        {
            DoubleDouble logarithm = DoubleDouble.Log(all);

            // lse − x[c] as log Σ − (x[c] − max): the maximum is subtracted before anything can cancel.
            for (int column = 0; column < columns; column++)
            {
                loss += share * w[column] * (logarithm - (x[column] - max));
            }
        }

        DoubleDouble penalty = From(options.ZLoss) * logSumExp * logSumExp;
        (DoubleDouble divisor, DoubleDouble count) = Divisors(kernel, workload);
        DoubleDouble upstream = From(kernel.Takes("rowWeights") ? double.CreateChecked(workload.RowWeights[row]) : 1)
            * From(kernel.Takes("gradientScale") ? double.CreateChecked(workload.GradientScale) : 1) / temperature;
        DoubleDouble main = (One - smoothing) * w[target];
        DoubleDouble z = From(2 * options.ZLoss) * logSumExp / count;
        var gradient = new DoubleDouble[columns];
        for (int column = 0; column < columns; column++)
        {
            DoubleDouble p = e[column] / all;
            DoubleDouble residual = column == target ? -(others / all) : p;
            gradient[column] = (((main * residual) + (share * ((total * p) - w[column]))) / divisor + (z * p)) * upstream;
        }

        double scale = Math.Abs(upstream.High) * (((main + (share * (total + w.MaxBy(value => value.High)))) / divisor).High + Math.Abs(z.High));
        return new LossReference(loss, penalty, logSumExp, surprise, gradient, scale);
    }

    /// <summary>What the sum of losses and that of penalties are divided by.</summary>
    public static (DoubleDouble Divisor, DoubleDouble Count) Divisors<T>(LossKernel kernel, LossWorkload<T> workload)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (kernel.Options.Reduction != Reduction.Mean)
        {
            return (One, One);
        }

        int[] counted = [.. workload.Targets.Where(target => target != kernel.Options.IgnoreIndex)];
        DoubleDouble count = From(counted.Length);
        return (kernel.Takes("classWeights") ? counted.Aggregate(From(0), (sum, target) => sum + From(double.CreateChecked(workload.ClassWeights[target]))) : count, count);
    }

    private static DoubleDouble From(double value) => DoubleDouble.From(value);
}
