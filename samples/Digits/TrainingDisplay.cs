using Spectre.Console;

namespace Digits;

/// <summary>A line for each epoch, and below it, on a terminal, how far the training is.</summary>
internal static class TrainingDisplay
{
    private const string Title = "training";

    public static void Run(int epochs, Func<int, double> runEpoch) => ProgressLine.Run(Title, epochs, epochDone =>
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double loss = runEpoch(epoch);
            AnsiConsole.WriteLine($"epoch {epoch,2}   loss {loss:F4}");
            epochDone(Title);
        }
    });
}
