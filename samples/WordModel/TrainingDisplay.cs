using Digits;
using Spectre.Console;

namespace WordModel;

/// <summary>A line for each report, and below it, on a terminal, how far the training is.</summary>
internal static class TrainingDisplay
{
    public static void Run(Trainer trainer)
    {
        AnsiConsole.WriteLine("    words     loss   held out   perplexity   words/s");
        ProgressLine.Run("training", trainer.Batches, batchDone => trainer.Run(speed => batchDone($"training, {speed:N0} words/s"), Write));
    }

    private static void Write(TrainingReport report) =>
        AnsiConsole.WriteLine($"{report.Words,9:N0}   {report.Loss,6:F3}   {report.HeldOutLoss,8:F3}   {report.Perplexity,10:F1}   {report.WordsPerSecond,7:N0}");
}
