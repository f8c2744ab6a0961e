using Digits;
using Spectre.Console;

namespace MixtureOfExperts;

/// <summary>How often each expert was chosen, as bars: without and with the balance loss.</summary>
internal static class LoadDisplay
{
    private const int BarLength = 24;

    public static void Write(int[] before, int[] after)
    {
        float most = before.Concat(after).Max();
        AnsiConsole.WriteLine($"expert   {"without balance loss",-BarLength}            with");
        for (int expert = 0; expert < before.Length; expert++)
        {
            AnsiConsole.WriteLine($"{expert,6}   {Describe(before)}   {Describe(after)}".TrimEnd());

            string Describe(int[] load) => $"{Bar.Of(load[expert] / most, BarLength)} {(double)load[expert] / load.Sum() * 100,5:F1} %";
        }
    }
}
