using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>The exact result of a row, in wide arithmetic and by the formulas as they stand, with the policies for the edge cases.</summary>
public static class Reference
{
    /// <summary>What each element of the result should be (one element where the row is reduced).</summary>
    public static DoubleDouble[] Row<T>(Kernel kernel, ReadOnlySpan<T> row, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Row<T, DoubleDouble>(kernel, row, temperature)
            : Row<T, WideDouble>(kernel, row, temperature);

    private static DoubleDouble[] Row<T, TWide>(Kernel kernel, ReadOnlySpan<T> row, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWide : struct, IWide<TWide>
    {
        double divisor = kernel.Takes("temperature") ? double.CreateChecked(temperature) : kernel.Options.Temperature;
        var result = new DoubleDouble[kernel.Reduces ? 1 : row.Length];
        T max = T.NegativeInfinity;
        foreach (T value in row)
        {
            max = T.Max(max, value); // NaN where there is one
        }

        if (T.IsNaN(max))
        {
            Array.Fill(result, DoubleDouble.From(double.NaN));
        }
        else if (max == T.NegativeInfinity)
        {
            Array.Fill(result, DoubleDouble.From(WhenMasked(kernel, row.Length)));
        }
        else if (max == T.PositiveInfinity)
        {
            FillWhenInfinite(kernel, row, result);
        }
        else
        {
            FillFinite<T, TWide>(kernel.Operator, row, double.CreateChecked(max), TWide.From(divisor), result);
        }

        return result;
    }

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

    private static void FillFinite<T, TWide>(KernelOperator @operator, ReadOnlySpan<T> row, double max, TWide temperature, DoubleDouble[] result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWide : struct, IWide<TWide>
    {
        var shifted = new TWide[row.Length];
        var weights = new TWide[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            shifted[i] = (TWide.From(double.CreateChecked(row[i])) - TWide.From(max)) / temperature;
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
                _ => (TWide.From(max) / temperature) + logSum,
            };
            result[i] = value.ToDoubleDouble();
        }
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
