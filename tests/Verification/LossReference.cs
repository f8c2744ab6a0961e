using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>The exact loss of a row and its derivatives, in double-double and by the formulas as they stand.</summary>
/// <param name="Loss">The part that is divided by the divisor.</param>
/// <param name="Penalty">The part that is divided by the number of rows.</param>
/// <param name="LogSumExp">The log-sum-exp.</param>
/// <param name="Entropy">The entropy of the probabilities.</param>
/// <param name="Prediction">The column of the largest logit.</param>
/// <param name="Gradient">The derivatives.</param>
/// <param name="Scales">The largest that a term of each derivative can be: what its rounding errors are relative to.</param>
public sealed record LossReference(DoubleDouble Loss, DoubleDouble Penalty, DoubleDouble LogSumExp, DoubleDouble Entropy, int Prediction, DoubleDouble[] Gradient, double[] Scales)
{
    private static readonly DoubleDouble One = DoubleDouble.From(1);

    /// <summary>A row, of any logits: infinite ones as the limits that they stand for.</summary>
    /// <param name="kernel">The loss and its options.</param>
    /// <param name="workload">All rows.</param>
    /// <param name="row">Which of them; not an ignored one.</param>
    public static LossReference Of<T>(LossKernel kernel, LossWorkload<T> workload, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        FusedLossAttribute options = kernel.Options;
        int columns = workload.Columns;
        ReadOnlySpan<T> logits = workload.Logits.AsSpan(row * columns, columns);
        T largestLogit = Largest(logits);
        int prediction = T.IsNegativeInfinity(largestLogit) && kernel.SoftCap == 0 ? -1 : logits.IndexOf(largestLogit);
        DoubleDouble temperature = From(kernel.Takes("temperature") ? double.CreateChecked(workload.Temperature) : options.Temperature);
        DoubleDouble[] x = [.. logits.ToArray().Select(logit => From(double.CreateChecked(logit)) / temperature)];
        DoubleDouble[] slopes = [.. x.Select(_ => One)];
        if (kernel.SoftCap > 0)
        {
            for (int column = 0; column < columns; column++)
            {
                (x[column], slopes[column]) = Cap(x[column], From(kernel.SoftCap));
            }
        }

        if (kernel.IsLikelihood)
        {
            return OfLikelihood(kernel, workload, row, x);
        }

        DoubleDouble max = x.Any(static value => double.IsNaN(value.High)) ? From(double.NaN) : prediction < 0 ? From(double.NegativeInfinity) : x[prediction];
        if (Instead(kernel, max.High) is { } instead)
        {
            return Everywhere(columns, max.High, instead);
        }

        DoubleDouble[] distances = [.. x.Select(value => value == max ? From(0) : value - max)];
        DoubleDouble[] e = [.. distances.Select(DoubleDouble.Exp)];

        // One column may have nearly all: what it lacks is the sum of the others.
        int one = kernel.HasTarget ? workload.Targets[row] : prediction;
        DoubleDouble others = e.Where((_, column) => column != one).Aggregate(From(0), (sum, value) => sum + value);
        DoubleDouble all = others + e[one];
        DoubleDouble logarithm = DoubleDouble.Log(all);
        DoubleDouble[] surprises = [.. distances.Select(distance => logarithm - distance)];
        surprises[one] = others.High < e[one].High ? DoubleDouble.Log(One + (others / e[one])) : surprises[one];

        (DoubleDouble[] t, double largest) = Targets(kernel, workload, row);
        (DoubleDouble divisor, DoubleDouble count) = Divisors(kernel, workload);
        DoubleDouble upstream = Upstream(kernel, workload, row) / temperature;
        DoubleDouble total = t.Aggregate(From(0), (sum, value) => sum + value);
        DoubleDouble loss = From(0);
        DoubleDouble entropy = From(0);
        for (int column = 0; column < columns; column++)
        {
            loss += t[column].High == 0 ? From(0) : t[column] * surprises[column];
            entropy += e[column].High == 0 ? From(0) : e[column] / all * surprises[column];
        }

        DoubleDouble logSumExp = max + logarithm;
        DoubleDouble penalty = kernel.ZLoss == 0 ? From(0) : From(kernel.ZLoss) * logSumExp * logSumExp;
        DoubleDouble z = kernel.ZLoss == 0 ? From(0) : double.IsInfinity(logSumExp.High) ? From(double.NaN) : From(2 * kernel.ZLoss) * logSumExp / count;
        DoubleDouble rest = t.Where((_, column) => column != one).Aggregate(From(0), (sum, value) => sum + value);
        var gradient = new DoubleDouble[columns];
        for (int column = 0; column < columns; column++)
        {
            DoubleDouble p = e[column] / all;
            DoubleDouble residual = column == one ? rest - (total * others / all) : (total * p) - t[column];
            gradient[column] = ((residual / divisor) + (z * p)) * upstream * slopes[column];
        }

        // A log-sum-exp is right to some ulp of max(|lse|, 1), and so is what a z-loss makes of it.
        double zScale = kernel.ZLoss == 0 ? 0 : 2 * kernel.ZLoss * Math.Max(Math.Abs(logSumExp.High), 1) / count.High;
        double scale = Math.Abs(upstream.High) * (((t.Sum(static target => Math.Abs(target.High)) + largest) / divisor.High) + zScale);

        // A slope of a denormal size may be 0.
        double least = typeof(T) == typeof(float) ? Math.Pow(2, 27 - 126) : Math.Pow(2, 56 - 1022);
        return new LossReference(loss, penalty, logSumExp, entropy, prediction, gradient, [.. slopes.Select(slope => scale * Math.Max(slope.High, least))]);
    }

    /// <summary>A row of log-probabilities, which are taken as they are.</summary>
    private static LossReference OfLikelihood<T>(LossKernel kernel, LossWorkload<T> workload, int row, DoubleDouble[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        (DoubleDouble[] t, double largest) = Targets(kernel, workload, row);
        DoubleDouble divisor = Divisors(kernel, workload).Divisor;
        DoubleDouble upstream = Upstream(kernel, workload, row);
        DoubleDouble likelihood = t.Zip(x, static (target, value) => target.High == 0 ? From(0) : target * value).Append(At(kernel, workload, row, x)).Aggregate(From(0), (sum, value) => sum + value);
        return new LossReference(From(0) - likelihood, From(0), From(0), From(0), -1, [.. t.Select(target => From(0) - (target / divisor * upstream))], [.. t.Select(_ => Math.Abs(upstream.High) * largest / divisor.High)]);
    }

    /// <summary>0, but NaN where the target's own number is: a weight of 0 does not hide it.</summary>
    private static DoubleDouble At<T>(LossKernel kernel, LossWorkload<T> workload, int row, DoubleDouble[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From(kernel.HasTarget && kernel.Options.LabelSmoothing < 1 && double.IsNaN(x[workload.Targets[row]].High) ? double.NaN : 0);

    /// <summary>What stands in the place of all results of a row with NaN, or of one with infinite logits where a policy says so; null where they are computed.</summary>
    private static double? Instead(LossKernel kernel, double max) => (max, kernel.Options) switch
    {
        (double.NaN, _) or (double.NegativeInfinity, { MaskedRow: MaskedRowPolicy.NaN }) or (double.PositiveInfinity, { PositiveInfinity: PositiveInfinityPolicy.NaN }) => double.NaN,
        (double.NegativeInfinity, _) => 0,
        _ => null,
    };

    /// <summary>The same number for every result, but for the log-sum-exp of a row of nothing but −∞.</summary>
    private static LossReference Everywhere(int columns, double max, double value) => new(
        From(value), From(double.IsNaN(value) ? value : 0), From(double.IsNegativeInfinity(max) ? max : value), From(value), -1, [.. Enumerable.Repeat(From(value), columns)], new double[columns]);

    private static DoubleDouble Upstream<T>(LossKernel kernel, LossWorkload<T> workload, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From(kernel.Takes("rowWeights") ? double.CreateChecked(workload.RowWeights[row]) : 1) * From(kernel.Takes("gradientScale") ? double.CreateChecked(workload.GradientScale) : 1);

    /// <summary>cap · tanh(x / cap) and its derivative.</summary>
    private static (DoubleDouble Value, DoubleDouble Slope) Cap(DoubleDouble x, DoubleDouble cap)
    {
        DoubleDouble magnitude = (x.High < 0 ? From(0) - x : x) / cap;
        DoubleDouble e = DoubleDouble.Exp(From(0) - magnitude - magnitude);
        DoubleDouble tanh = (One - e) / (One + e);
        return (cap * (x.High < 0 ? From(0) - tanh : tanh), From(4) * e / ((One + e) * (One + e)));
    }

    /// <summary>The weighted and smoothed target of each column, and the largest that is subtracted from a probability in a column without a target of its own.</summary>
    private static (DoubleDouble[] Targets, double Largest) Targets<T>(LossKernel kernel, LossWorkload<T> workload, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int columns = workload.Columns;
        DoubleDouble smoothing = From(kernel.Options.LabelSmoothing);
        bool excludes = kernel.Options.SmoothingVariant == SmoothingVariant.ExcludeTarget;
        DoubleDouble share = kernel.Options.LabelSmoothing == 0 ? From(0) : smoothing / From(excludes ? columns - 1 : columns);
        var targets = new DoubleDouble[columns];
        double largest = 0;
        for (int column = 0; column < columns; column++)
        {
            DoubleDouble weight = kernel.Takes("classWeights") ? From(double.CreateChecked(workload.ClassWeights[column])) : One;
            double own = !kernel.HasTarget ? double.CreateChecked(workload.TargetProbabilities[(row * columns) + column]) : column == workload.Targets[row] ? 1 : 0;
            targets[column] = weight * (((One - smoothing) * From(own)) + (excludes ? share * (One - From(own)) : share));

            // What a target keeps may be negative beside its share of the smoothing: both are terms.
            double kept = kernel.HasTarget ? 0 : Math.Abs((One - smoothing - (excludes ? share : From(0))).High) * own;
            largest = Math.Max(largest, weight.High * (kept + share.High));
        }

        return (targets, largest);
    }

    private static T Largest<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity;
        foreach (T value in row)
        {
            largest = value > largest ? value : largest;
        }

        return largest;
    }

    /// <summary>What the sum of losses and that of penalties are divided by.</summary>
    public static (DoubleDouble Divisor, DoubleDouble Count) Divisors<T>(LossKernel kernel, LossWorkload<T> workload)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (kernel.Options.Reduction != Reduction.Mean)
        {
            return (One, One);
        }

        if (!kernel.HasTarget)
        {
            return (From(workload.Rows), From(workload.Rows));
        }

        int[] counted = [.. workload.Targets.Where(target => target != kernel.Options.IgnoreIndex)];
        DoubleDouble count = From(counted.Length);
        DoubleDouble weight = counted.Aggregate(From(0), (sum, target) => sum + From(double.CreateChecked(workload.ClassWeights[target])));

        // Where no target weighs anything, no row has a share in the mean.
        return (!kernel.Takes("classWeights") ? count : weight.High == 0 ? From(double.PositiveInfinity) : weight, count);
    }

    private static DoubleDouble From(double value) => DoubleDouble.From(value);
}
