using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>A gate's row in double-double, by the formulas as they stand.</summary>
public sealed class GateReference
{
    private static readonly DoubleDouble One = DoubleDouble.From(1);

    private readonly SparseTopKGateAttribute _options;
    private readonly DoubleDouble[] _scores;
    private readonly DoubleDouble[] _logits;

    private readonly DoubleDouble _temperature;

    private GateReference(SparseTopKGateAttribute options, DoubleDouble[] logits, DoubleDouble temperature, DoubleDouble[] scores) =>
        (_options, _logits, _temperature, _scores) = (options, logits, temperature, scores);

    /// <summary>The selection; −1 for entries that no expert is left for.</summary>
    public required int[] Selected { get; init; }

    /// <summary>True where rounded scores might be in another order.</summary>
    public required bool IsAmbiguous { get; init; }

    /// <summary>A row without +∞.</summary>
    public static GateReference Of<T>(GateKernel kernel, GateWorkload<T> workload, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        SparseTopKGateAttribute options = kernel.Options;
        T[] raw = workload.Logits.AsSpan(row * workload.Experts, workload.Experts).ToArray();
        bool[] present = [.. raw.Select(logit => logit > T.NegativeInfinity)];
        DoubleDouble temperature = Wide(kernel.Takes("temperature") ? workload.Temperature : T.CreateChecked(options.Temperature));
        if (!kernel.Takes("temperature"))
        {
            temperature = DoubleDouble.From(options.Temperature);
        }

        DoubleDouble[] logits = [.. raw.Select((logit, e) => present[e] ? Wide(logit) / temperature : DoubleDouble.From(-1e300))];
        DoubleDouble[] scores = Scores(options, logits, present, typeof(T) == typeof(float) ? 1.17549435e-38f : 2.2250738585072014e-308);
        bool biased = kernel.Takes("selectionBias");
        bool summed = options.Groups > options.TopGroups && options.GroupScore != GroupScore.Max;
        DoubleDouble[] keys = !biased && !summed ? [.. raw.Select(Wide)]
            : [.. scores.Select((score, e) => biased ? score + Wide(workload.SelectionBias[e]) : score)];
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        double tolerance = !biased && !summed ? 0 : 32 * unit;
        bool ambiguous = false;
        bool[] kept = [.. present];
        if (options.Groups > options.TopGroups)
        {
            KeepGroups(options, keys, kept, tolerance, ref ambiguous);
        }

        int[] order = Order(keys, kept, options.K, tolerance, ref ambiguous);
        return new GateReference(options, [.. raw.Select(Wide)], temperature, scores)
        {
            Selected = [.. order.Concat(Enumerable.Repeat(-1, options.K)).Take(options.K)],
            IsAmbiguous = ambiguous,
        };
    }

    /// <summary>The weights of a selection.</summary>
    public DoubleDouble[] Weights(ReadOnlySpan<int> selected)
    {
        DoubleDouble[] values = [.. selected.ToArray().Select(e => e < 0 ? DoubleDouble.From(0) : _scores[e])];
        if (!selected.ContainsAnyExcept(-1))
        {
            return values;
        }

        if (_options is { Score: GateScore.Softmax, NormalizeThenSelect: false })
        {
            DoubleDouble max = selected.ToArray().Where(e => e >= 0).Select(e => _logits[e]).MaxBy(value => value.High);
            values = [.. selected.ToArray().Select(e => e < 0 ? DoubleDouble.From(0) : Exponential(_logits[e], max))];
            values = Divide(values, Sum(values));
        }
        else if (_options.Renormalize)
        {
            values = Divide(values, Sum(values) + DoubleDouble.From(1e-20));
        }

        return [.. values.Select(value => value * DoubleDouble.From(_options.Scale))];
    }

    /// <summary>exp((value − max) / T), also where the difference alone would overflow.</summary>
    private DoubleDouble Exponential(DoubleDouble value, DoubleDouble max)
    {
        var four = DoubleDouble.From(4);
        DoubleDouble quarter = ((value / four) - (max / four)) / _temperature;
        return quarter.High < -1e4 ? DoubleDouble.From(0) : DoubleDouble.Exp(quarter * four);
    }

    private static DoubleDouble[] Scores(SparseTopKGateAttribute options, DoubleDouble[] logits, bool[] present, double smallest)
    {
        switch (options)
        {
            case { Score: GateScore.Softmax, NormalizeThenSelect: false }:
                return logits;
            case { Score: GateScore.Softmax }:
                if (!present.Contains(true))
                {
                    return logits;
                }

                DoubleDouble max = logits.Where((_, e) => present[e]).MaxBy(value => value.High);
                DoubleDouble[] exponentials = [.. logits.Select((value, e) => present[e] ? DoubleDouble.Exp(value - max) : DoubleDouble.From(0))];
                return Divide(exponentials, Sum(exponentials));
            default:
                return [.. logits.Select((value, e) => !present[e] ? DoubleDouble.From(0) : options.Score == GateScore.Sigmoid ? Sigmoid(value) : Sqrt(Flush(Softplus(value), smallest)))];
        }
    }

    private static void KeepGroups(SparseTopKGateAttribute options, DoubleDouble[] keys, bool[] kept, double tolerance, ref bool ambiguous)
    {
        int size = keys.Length / options.Groups;
        int summed = options.GroupScore switch
        {
            GroupScore.SumOfTop2 => 2,
            GroupScore.SumOfTopK => options.K / options.TopGroups,
            _ => 1,
        };
        var scores = new DoubleDouble[options.Groups];
        var scored = new bool[options.Groups];
        for (int group = 0; group < options.Groups; group++)
        {
            bool ignored = false;
            int[] best = [.. Order(keys, [.. kept.Select((is_, e) => is_ && e / size == group)], summed, 0, ref ignored)];
            scored[group] = best.Length == summed;
            scores[group] = Sum([.. best.Select(e => keys[e])]);
        }

        int[] groups = Order(scores, scored, options.TopGroups, tolerance, ref ambiguous);
        for (int e = 0; e < keys.Length; e++)
        {
            kept[e] &= groups.Contains(e / size);
        }
    }

    /// <summary>The best, largest first, the lowest index first among equals.</summary>
    private static int[] Order(DoubleDouble[] keys, bool[] candidates, int count, double tolerance, ref bool ambiguous)
    {
        int[] order = [.. Enumerable.Range(0, keys.Length).Where(e => candidates[e]).OrderByDescending(e => keys[e].High).ThenByDescending(e => keys[e].Low).ThenBy(e => e)];
        for (int i = 0; i < Math.Min(count, order.Length) && tolerance > 0; i++)
        {
            // As far as rounded keys may meet: exact ties among them do not end the search.
            double reach = tolerance * Math.Max(1, Math.Abs(keys[order[i]].High));
            for (int next = i + 1; next < order.Length && (keys[order[i]] - keys[order[next]]).High is var gap && gap <= reach; next++)
            {
                ambiguous |= gap != 0;
            }
        }

        return order[..Math.Min(count, order.Length)];
    }

    private static DoubleDouble Wide<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DoubleDouble.From(double.CreateChecked(value));

    private static DoubleDouble[] Divide(DoubleDouble[] values, DoubleDouble divisor) => [.. values.Select(value => value / divisor)];

    private static DoubleDouble Sum(DoubleDouble[] values) => values.Aggregate(DoubleDouble.From(0), (sum, value) => sum + value);

    private static DoubleDouble Sigmoid(DoubleDouble x)
    {
        DoubleDouble e = DoubleDouble.Exp(x.High < 0 ? x : -x);
        return (x.High < 0 ? e : One) / (One + e);
    }

    private static DoubleDouble Softplus(DoubleDouble x)
    {
        DoubleDouble e = DoubleDouble.Exp(x.High < 0 ? x : -x);

        // The series where 1 + e would round e away.
        DoubleDouble rest = e.High < 1e-9 ? e - (e * e / DoubleDouble.From(2)) + (e * e * e / DoubleDouble.From(3)) : DoubleDouble.Log(One + e);
        return x.High > 0 ? x + rest : rest;
    }

    /// <summary>What falls below the normal numbers is 0.</summary>
    private static DoubleDouble Flush(DoubleDouble x, double smallest) => x.High < smallest ? DoubleDouble.From(0) : x;

    private static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High <= 0)
        {
            return x;
        }

        DoubleDouble root = DoubleDouble.From(Math.Sqrt(x.High));
        return (root + (x / root)) / DoubleDouble.From(2);
    }
}
