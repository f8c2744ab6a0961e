using Spectre.Console;

namespace FusedKernels.Benchmarks;

/// <summary>Tables of numbers that stay whole in a narrow terminal and in a file.</summary>
internal static class ReportTable
{
    // Wide enough for the widest table: on a narrower output its lines may wrap, but its cells are not torn apart.
    private const int Width = 136;

    public static TableColumn Column(string header) => new TableColumn(header).RightAligned().NoWrap().Padding(0, 0);

    public static Table Create(params TableColumn[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);

    public static void Write(IEnumerable<string> heading, Table table, string legend)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        foreach (string line in heading)
        {
            AnsiConsole.WriteLine(line);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(legend);
    }
}
