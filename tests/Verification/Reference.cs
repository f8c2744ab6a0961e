using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>The exact result of a row, in wide arithmetic and by the formulas as they stand, with the policies for the edge cases.</summary>
public static class Reference
{
    /// <summary>What each element of the result should be (one element where the row is reduced).</summary>
    /// <param name="kernel">The operator and its options.</param>
    /// <param name="row">A workload of one row.</param>
    public static DoubleDouble[] Row<T>(Kernel kernel, Workload<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? Row<T, DoubleDouble>(kernel, row) : Row<T, WideDouble>(kernel, row);

    private static DoubleDouble[] Row<T, TWide>(Kernel kernel, Workload<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWide : struct, IWide<TWide>
    {
        double divisor = kernel.Takes("temperature") ? double.CreateChecked(row.Temperature) : kernel.Options.Temperature;
        T[] rounded = row.Bias is null ? row.Logits : [.. row.Logits.Zip(row.Bias, (logit, bias) => logit + bias)];
        var result = new DoubleDouble[kernel.Reduces ? 1 : rounded.Length];
        T max = T.NegativeInfinity;
        foreach (T value in rounded)
        {
            max = T.Max(max, value); // NaN where there is one
        }

        if (T.IsNaN(max))
        {
            Array.Fill(result, DoubleDouble.From(double.NaN));
        }
        else if (max == T.NegativeInfinity)
        {
            Array.Fill(result, DoubleDouble.From(WhenMasked(kernel, rounded.Length)));
        }
        else if (max == T.PositiveInfinity)
        {
            FillWhenInfinite(kernel, rounded, result);
        }
        else
        {
            bool exact = row.Bias is not null && Math.Abs(double.CreateChecked(max)) < Contract.ExactSumLimit<T>() * divisor;
            TWide[] values = [.. rounded.Select((value, i) => exact ? Wide<T, TWide>(row.Logits[i]) + Wide<T, TWide>(row.Bias![i]) : Wide<T, TWide>(value))];
            FillFinite(kernel.Operator, values, values[Array.IndexOf(rounded, max)], TWide.From(divisor), result);
        }

        return result;
    }

    private static TWide Wide<T, TWide>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWide : struct, IWide<TWide> => TWide.From(double.CreateChecked(value));

    private static double WhenMasked(Kernel kernel, int columns) => (kernel.Operator, kernel.Options.MaskedRow) switch
    {
        (KernelOperator.LogSumExp, _) => double.NegativeInfinity,
        (_, MaskedRowPolicy.NaN) => double.NaN,
        (KernelOperator.Softmax, MaskedRowPolicy.Zero) => 0,
        (KernelOperator.Softmax, _) => 1.0 / columns,
        (_, MaskedRowPolicy.Zero) => double.NegativeInfinity,
        _ => -Math.Log(columns),
    };

    private static void FillWhenInfinite<T>(Kernel kernel, ReadOnlySpan<T> row, DoubleDouble[] result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int infinite = row.Count(T.PositiveInfinity);
        (double share, double rest) = kernel.Operator switch
        {
            KernelOperator.Softmax => (1.0 / infinite, 0.0),
            KernelOperator.LogSoftmax => (-Math.Log(infinite), double.NegativeInfinity),
            _ => (double.PositiveInfinity, double.PositiveInfinity),
        };
        for (int i = 0; i < result.Length; i++)
        {
            bool limit = kernel.Options.PositiveInfinity == PositiveInfinityPolicy.Limit;
            result[i] = DoubleDouble.From(!limit ? double.NaN : T.IsPositiveInfinity(row[i]) ? share : rest);
        }
    }

    /// <param name="operator">The formula.</param>
    /// <param name="row">Finite values and −∞.</param>
    /// <param name="max">The largest of them, or one that rounds to the same number: any shift near it gives the same exact result.</param>
    /// <param name="temperature">T.</param>
    /// <param name="result">What is filled.</param>
    private static void FillFinite<TWide>(KernelOperator @operator, TWide[] row, TWide max, TWide temperature, DoubleDouble[] result)
        where TWide : struct, IWide<TWide>
    {
        var shifted = new TWide[row.Length];
        var weights = new TWide[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            shifted[i] = Shift(row[i], max, temperature);
            weights[i] = TWide.Exp(shifted[i]);
        }

        TWide sum = Sum<TWide>(weights);
        TWide logSum = TWide.Log(sum);
        for (int i = 0; i < result.Length; i++)
        {
            TWide value = @operator switch
            {
                KernelOperator.Softmax => weights[i] / sum,
                KernelOperator.LogSoftmax => shifted[i] - logSum,
                _ => (max / temperature) + logSum,
            };
            result[i] = value.ToDoubleDouble();
        }
    }

    /// <summary>(value − max) / T, also where the difference alone would overflow.</summary>
    private static TWide Shift<TWide>(TWide value, TWide max, TWide temperature)
        where TWide : struct, IWide<TWide>
    {
        TWide difference = value - max;
        var quarter = TWide.From(0.25);
        var four = TWide.From(4);
        return double.IsFinite(difference.ToDoubleDouble().High) ? difference / temperature : ((value / four) - (max / four)) / temperature / quarter;
    }

    /// <summary>In pairs: the error grows with the logarithm of the length.</summary>
    private static TWide Sum<TWide>(ReadOnlySpan<TWide> values)
        where TWide : struct, IWide<TWide>
    {
        if (values.Length > 16)
        {
            return Sum(values[..(values.Length / 2)]) + Sum(values[(values.Length / 2)..]);
        }

        TWide sum = TWide.From(0);
        foreach (TWide value in values)
        {
            sum += value;
        }

        return sum;
    }
}
