using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Measures a kernel against the reference.</summary>
public sealed class AccuracyCheck<T>(KernelRunner<T> runner)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private readonly Kernel _kernel = runner.Kernel;

    private readonly Dictionary<string, UlpError> _worst = runner.Targets.ToDictionary(target => target, _ => UlpError.None);

    /// <summary>The largest error of each target so far.</summary>
    public IReadOnlyDictionary<string, UlpError> Worst => _worst;

    /// <summary>What broke the contract, in words: the first element of each workload and target.</summary>
    public List<string> Failures { get; } = [];

    public void Check(string input, Workload<T> workload)
    {
        DoubleDouble[][] expected =
        [
            .. Enumerable.Range(0, workload.Rows).Select(row => Reference.Row(_kernel, workload.Alone(row))),
        ];
        foreach (string target in runner.Targets)
        {
            T[] results = runner.Run(target, workload);
            if (FirstFailure(target, results, workload, expected) is { } failure)
            {
                Failures.Add($"{_kernel}, {target}, {input}, {workload}: {failure}");
            }
        }
    }

    private string? FirstFailure(string target, T[] results, Workload<T> workload, DoubleDouble[][] expected)
    {
        string? failure = null;
        double bound = Contract.Bound(_kernel.HasTemperature);
        UlpError worst = _worst[target];
        for (int row = 0; row < workload.Rows; row++)
        {
            T[] actual = workload.ResultRow(results, row, _kernel.Reduces);
            for (int i = 0; i < actual.Length; i++)
            {
                UlpError error = UlpError.Of(_kernel.Operator, actual[i], expected[row][i]);
                worst = UlpError.Max(worst, error);
                if (!(error.FromRounded <= bound))
                {
                    failure ??= $"row {row}, column {i}: expected {expected[row][i].High:R}, got {actual[i]:R}, {error.FromRounded:F1} ulp.";
                }
            }
        }

        _worst[target] = worst;
        return failure;
    }
}
