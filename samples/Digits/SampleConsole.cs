using System.Text;
using Spectre.Console;

namespace Digits;

/// <summary>How the samples write: colours and a moving progress bar belong on a terminal, not in a file.</summary>
internal static class SampleConsole
{
    public static void Prepare()
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        }
    }
}
