using Spectre.Console;

namespace Digits;

/// <summary>A line for each epoch, and below it, on a terminal, how far the training is.</summary>
internal static class TrainingDisplay
{
    public static void Run(int epochs, Func<int, double> runEpoch)
    {
        if (AnsiConsole.Profile.Capabilities is not { Interactive: true, Ansi: true })
        {
            RunEpochs(epochs, runEpoch, static () => { });
            return;
        }

        AnsiConsole.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask training = context.AddTask("training", maxValue: epochs);
                RunEpochs(epochs, runEpoch, () => training.Increment(1));
            });
    }

    private static void RunEpochs(int epochs, Func<int, double> runEpoch, Action epochDone)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double loss = runEpoch(epoch);
            AnsiConsole.WriteLine($"epoch {epoch,2}   loss {loss:F4}");
            epochDone();
        }
    }
}
