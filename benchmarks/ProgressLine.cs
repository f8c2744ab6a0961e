namespace FusedKernels.Benchmarks;

/// <summary>One line that is written over, on a terminal only; no thread of its own, which would disturb what is measured.</summary>
internal static class ProgressLine
{
    public static void Show(string what) => Write($"\r{what,-60}");

    public static void Clear() => Write($"\r{"",-60}\r");

    private static void Write(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(text);
        }
    }
}
