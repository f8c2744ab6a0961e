using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Examples and edge cases with results worked out by hand: they check the kernels without the reference, and so the reference.</summary>
public abstract class FormulaTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const double Infinity = double.PositiveInfinity;
    private const double Nan = double.NaN;
    private const double Log2 = 0.6931471805599453;
    private const double Log3 = 1.0986122886681098;

    public static TheoryData<string, double[], double[]> Examples => new()
    {
        { "SoftmaxKernels.Row", [1, 2, 3], [0.09003057317038046, 0.24472847105479767, 0.6652409557748219] },
        { "SoftmaxKernels.Row", [100, 101, 102], [0.09003057317038046, 0.24472847105479767, 0.6652409557748219] },
        { "SoftmaxKernels.Row", [88, 88, 88], [1.0 / 3, 1.0 / 3, 1.0 / 3] },
        { "SoftmaxKernels.Row", [-7.5], [1] },
        { "SoftmaxKernels.Row", [double.MaxValue], [1] },
        { "SoftmaxKernels.Row", [-1e30, 5, 5], [0, 0.5, 0.5] },
        { "SoftmaxKernels.Temperature3", [3, 6, 9], [0.09003057317038046, 0.24472847105479767, 0.6652409557748219] },
        { "SoftmaxKernels.Temperature100", [100, 200, 300], [0.09003057317038046, 0.24472847105479767, 0.6652409557748219] },
        { "LogSoftmaxKernels.Row", [1, 2, 3], [-2.4076059644443806, -1.4076059644443804, -0.4076059644443804] },
        { "LogSoftmaxKernels.Row", [1e8, 1e8 + 8], [-8.000335406372896, -0.00033540637289566238] },
        { "LogSoftmaxKernels.Row", [1234.5], [0] },
        { "LogSumExpKernels.Row", [1, 2, 3], [3.4076059644443806] },
        { "LogSumExpKernels.Row", [1234.5], [1234.5] },
        { "LogSumExpKernels.Row", [0, 0, 0], [Log3] },
        { "LogSumExpKernels.Row", [], [-Infinity] },
        { "SoftmaxKernels.Row", [], [] },
        { "LogSoftmaxKernels.Row", [], [] },

        // Every entry −∞: Zero by default.
        { "SoftmaxKernels.Row", [-Infinity, -Infinity], [0, 0] },
        { "SoftmaxKernels.MaskedNaN", [-Infinity, -Infinity], [Nan, Nan] },
        { "SoftmaxKernels.MaskedUniform", [-Infinity, -Infinity], [0.5, 0.5] },
        { "LogSoftmaxKernels.Row", [-Infinity, -Infinity], [-Infinity, -Infinity] },
        { "LogSoftmaxKernels.MaskedNaN", [-Infinity, -Infinity], [Nan, Nan] },
        { "LogSoftmaxKernels.MaskedUniform", [-Infinity, -Infinity], [-Log2, -Log2] },
        { "LogSumExpKernels.Row", [-Infinity, -Infinity], [-Infinity] },
        { "LogSumExpKernels.MaskedNaN", [-Infinity, -Infinity], [-Infinity] },
        { "LogSumExpKernels.MaskedUniform", [-Infinity, -Infinity], [-Infinity] },
        { "SoftmaxKernels.Row", [-Infinity, 3, -Infinity, 3], [0, 0.5, 0, 0.5] },
        { "LogSoftmaxKernels.Row", [-Infinity, 3, 3], [-Infinity, -Log2, -Log2] },

        // +∞: the limit by default.
        { "SoftmaxKernels.Row", [1, Infinity, -Infinity], [0, 1, 0] },
        { "SoftmaxKernels.Row", [Infinity, 1, Infinity], [0.5, 0, 0.5] },
        { "SoftmaxKernels.InfinityNaN", [Infinity, 1], [Nan, Nan] },
        { "LogSoftmaxKernels.Row", [Infinity, 1, Infinity], [-Log2, -Infinity, -Log2] },
        { "LogSoftmaxKernels.InfinityNaN", [Infinity, 1], [Nan, Nan] },
        { "LogSumExpKernels.Row", [Infinity, 1], [Infinity] },
        { "LogSumExpKernels.InfinityNaN", [Infinity, 1], [Nan] },

        // NaN, whatever is beside it.
        { "SoftmaxKernels.Row", [1, Nan, Infinity], [Nan, Nan, Nan] },
        { "SoftmaxKernels.MaskedUniform", [-Infinity, Nan], [Nan, Nan] },
        { "LogSoftmaxKernels.Row", [Nan, -Infinity], [Nan, Nan] },
        { "LogSumExpKernels.Row", [-Infinity, Nan], [Nan] },
        { "LogSumExpKernels.Row", [Infinity, Nan], [Nan] },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example(string name, double[] logits, double[] expected) => AssertResult(name, logits, mask: null, expected);

    public static TheoryData<string, double[], bool[], double[]> MaskedExamples => new()
    {
        { "SoftmaxKernels.Mask", [1, 2, 3], [true, false, true], [0.11920292202211755, 0, 0.8807970779778823] },
        { "SoftmaxKernels.Mask", [1, Nan, 1], [true, false, true], [0.5, 0, 0.5] },
        { "SoftmaxKernels.Mask", [1, Infinity, 1], [true, false, true], [0.5, 0, 0.5] },
        { "SoftmaxKernels.Mask", [Nan, Infinity], [false, false], [0, 0] },
        { "SoftmaxKernels.Mask", [-Infinity, 5], [true, false], [0, 0] },
        { "SoftmaxKernels.MaskedNaNMask", [1, 2], [false, false], [Nan, Nan] },
        { "SoftmaxKernels.MaskedUniformMask", [Nan, 2], [false, false], [0.5, 0.5] },
        { "SoftmaxKernels.Mask", [1, Nan, 2], [false, true, true], [Nan, Nan, Nan] },
        { "LogSoftmaxKernels.Mask", [1, Nan, 1], [true, false, true], [-Log2, -Infinity, -Log2] },
        { "LogSoftmaxKernels.MaskedUniformMask", [Nan, 2], [false, false], [-Log2, -Log2] },
        { "LogSumExpKernels.Mask", [5, Nan, 5, 7], [true, false, true, false], [5 + Log2] },
        { "LogSumExpKernels.Mask", [5, 7], [false, false], [-Infinity] },
    };

    [Theory]
    [MemberData(nameof(MaskedExamples))]
    public void MaskedExample(string name, double[] logits, bool[] mask, double[] expected) => AssertResult(name, logits, mask, expected);

    private static void AssertResult(string name, double[] logits, bool[]? mask, double[] expected)
    {
        var runner = new KernelRunner<T>(Kernels.Find<T>(name));
        var workload = new Workload<T>(1, logits.Length, 1) { Mask = mask };
        workload.SetRow(0, [.. logits.Select(Convert)]);
        foreach (string target in runner.Targets)
        {
            T[] actual = runner.Run(target, workload);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++)
            {
                var exact = DoubleDouble.From(expected[i]);
                UlpError error = UlpError.Of(runner.Kernel.Operator, actual[i], exact);
                Assert.True(error.FromRounded <= Contract.Ulps, $"{target}, column {i}: expected {expected[i]}, got {actual[i]}.");
            }
        }
    }

    /// <summary>The largest number stays the largest number.</summary>
    private static T Convert(double value) => value == double.MaxValue ? T.MaxValue : T.CreateChecked(value);
}

public sealed class SingleFormulaTests : FormulaTests<float>;

public sealed class DoubleFormulaTests : FormulaTests<double>;
