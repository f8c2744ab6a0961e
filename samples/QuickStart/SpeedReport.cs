using Digits;
using Spectre.Console;

namespace QuickStart;

/// <summary>Which target ran, and its time beside that of a plain loop and of the library.</summary>
internal static class SpeedReport
{
    private const int RowLength = 4096;

    public static void Write(float[] digitLogits, SplitMix64 random)
    {
        // Within ±8: TensorPrimitives.SoftMax does not subtract the maximum, and its exponentials overflow above 88.
        float[] row = new float[RowLength];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = random.Uniform(8);
        }

        AnsiConsole.WriteLine($"Softmax on the {DispatchedTarget.Name} target, ns per logit (medians of this run):");
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"{"",-25}{"kernel",9}{"plain loop",19}{"TensorPrimitives.SoftMax",27}");
        WriteLine($"one row of {RowLength:N0} logits", Comparison.OfRow(row));
        WriteLine($"the test, {digitLogits.Length / DigitData.Classes} rows of {DigitData.Classes}", Comparison.OfBatch(digitLogits, DigitData.Classes));
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine("(n ×): the kernel is n times as fast.");
    }

    private static void WriteLine(string work, Comparison comparison) =>
        AnsiConsole.WriteLine(
            $"{work,-25}{comparison.KernelTime,9:F3}"
            + $"{Against(comparison.PlainLoopTime, comparison.KernelTime),19}"
            + $"{Against(comparison.TensorPrimitivesTime, comparison.KernelTime),27}");

    private static string Against(double peerTime, double kernelTime) => $"{peerTime:F3} {$"({peerTime / kernelTime:F1} ×)",9}";
}
