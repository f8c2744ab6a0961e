using System.Numerics.Tensors;
using Digits;
using Spectre.Console;

namespace QuickStart;

/// <summary>Digits as shaded blocks, their probabilities as bars below.</summary>
internal static class Drawing
{
    private const string Shades = " ░▒▓█";
    private const int BarLength = 8;
    private const int CellWidth = 17;
    private const int Gap = 3;

    /// <summary>As many of the digits, from the first, as fit side by side.</summary>
    public static void WriteRow(DigitData digits, ReadOnlySpan<int> indices, ReadOnlySpan<float> probabilities)
    {
        Grid grid = new();
        List<Markup> cells = [];
        foreach (int index in indices[..Math.Clamp(AnsiConsole.Profile.Width / (CellWidth + Gap), 1, indices.Length)])
        {
            grid.AddColumn(new GridColumn().NoWrap().Padding(0, 0, Gap, 0));
            cells.Add(new Markup(Describe(digits.Image(index), digits.Labels[index], probabilities.Slice(index * DigitData.Classes, DigitData.Classes))));
        }

        grid.AddRow([.. cells]);
        AnsiConsole.Write(grid);
    }

    private static string Describe(ReadOnlySpan<float> image, int label, ReadOnlySpan<float> probabilities)
    {
        int reading = TensorPrimitives.IndexOfMax(probabilities);
        string verdict = reading == label ? "green" : "red";
        List<string> lines = [$"a {label}, read as [{verdict}]{reading}[/]"];
        for (int row = 0; row < DigitData.Side; row++)
        {
            lines.Add(ImageLine(image.Slice(row * DigitData.Side, DigitData.Side)));
        }

        for (int digit = 0; digit < probabilities.Length; digit++)
        {
            string colour = digit == reading ? verdict : "default";
            lines.Add($"{digit} [{colour}]{Bar.Of(probabilities[digit], BarLength)}[/]{probabilities[digit] * 100,6:F1}%");
        }

        return string.Join('\n', lines);
    }

    // Two characters a pixel, since a character is about twice as high as it is wide.
    private static string ImageLine(ReadOnlySpan<float> pixels)
    {
        Span<char> line = stackalloc char[2 * pixels.Length];
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = Shades[(int)MathF.Round((pixels[i / 2] + 1) / 2 * (Shades.Length - 1))];
        }

        return line.ToString();
    }
}
