namespace Digits;

/// <summary>A share as a bar of block characters.</summary>
internal static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <param name="share">From 0 to 1.</param>
    /// <param name="length">The characters of a whole bar.</param>
    public static string Of(float share, int length)
    {
        (int full, int eighths) = Math.DivRem((int)MathF.Round(share * length * Eighths.Length), Eighths.Length);
        return (new string('█', full) + Eighths[eighths]).PadRight(length)[..length];
    }
}
