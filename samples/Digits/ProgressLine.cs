using Spectre.Console;

namespace Digits;

/// <summary>How far some work is, below what it writes; nothing where the output is not a terminal.</summary>
internal static class ProgressLine
{
    /// <param name="title">What is done.</param>
    /// <param name="steps">How many steps it takes.</param>
    /// <param name="work">Calls its argument after each step, with a title to show from then on.</param>
    public static void Run(string title, int steps, Action<Action<string>> work)
    {
        if (AnsiConsole.Profile.Capabilities is not { Interactive: true, Ansi: true })
        {
            work(static _ => { });
            return;
        }

        AnsiConsole.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(title, maxValue: steps);
                work(description =>
                {
                    task.Description = description;
                    task.Increment(1);
                });
            });
    }
}
