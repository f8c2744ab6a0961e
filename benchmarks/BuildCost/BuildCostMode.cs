using System.Globalization;
using Spectre.Console;

namespace FusedKernels.Benchmarks.BuildCost;

/// <summary>What kernels add to a build: inside the compiler, and to the whole <c>dotnet build</c>.</summary>
internal static class BuildCostMode
{
    private const int Builds = 3;
    private static readonly int[] s_kernels = [1, 100];

    private static readonly string[] s_headers =
    [
        "kernels",
        "lines\ngenerated",
        "generate\nms",
        "keystroke\nms",
        "compile\nms",
        "by hand\nms",
        "dotnet build\ns",
        "by hand\ns",
    ];

    private const string Legend = """
        generate    a first run of the generator
        keystroke   its next run, after an edit in a file without kernels
        compile     the program with its generated files
        by hand     the same methods with plain loops as their bodies
        Medians; the compiler's own steps in a warm process. dotnet build is all of it, MSBuild and analyzers included, and its compiler
        starts cold, as on a build server.
        """;

    public static void Run()
    {
        Table table = ReportTable.Create([.. s_headers.Select(ReportTable.Column)]);
        foreach (int kernels in s_kernels)
        {
            ProgressLine.Show($"compiler, {kernels} kernels");
            GeneratorCost compiler = GeneratorCost.Measure(kernels);
            ProgressLine.Show($"dotnet build, {kernels} kernels");
            (double annotated, double handWritten) = MeasureBuilds(kernels);
            table.AddRow(
                kernels.ToString(CultureInfo.InvariantCulture),
                compiler.Lines.ToString("N0", CultureInfo.InvariantCulture),
                Number(compiler.Generate),
                Number(compiler.Keystroke),
                Number(compiler.CompileKernels),
                Number(compiler.CompileHandWritten),
                Number(annotated),
                Number(handWritten));
        }

        ProgressLine.Clear();
        ReportTable.Write(BenchmarkEnvironment.Describe(), table, Legend);
    }

    private static (double Annotated, double HandWritten) MeasureBuilds(int kernels)
    {
        using ProjectBuild annotated = new(SampleSource.Annotated(kernels));
        using ProjectBuild handWritten = new(SampleSource.HandWritten(kernels));

        // By turns, so that a slow phase of the machine slows both.
        (double Annotated, double HandWritten)[] seconds = [.. Enumerable.Range(0, Builds).Select(_ => (annotated.Build(), handWritten.Build()))];
        return (seconds.Select(static pair => pair.Annotated).Median(), seconds.Select(static pair => pair.HandWritten).Median());
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
